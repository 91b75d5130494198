//! The command `hei`, as a process; the outbox and its mails against a database, on SQLite and
//! on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asked;
mod command;
mod demo;
mod hei;
mod mail;
mod outbox;
mod sink;
mod smtp;
mod world;
