//! Use cases against a database, on SQLite and on PostgreSQL.

mod account;
mod emails;
mod password;
mod profile;
mod session;
mod throttle;
mod world;
