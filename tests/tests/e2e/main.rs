//! End to end, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod anonymous;
mod bad_input;
mod budget;
mod cursors;
mod directory;
mod exposure;
mod house;
mod process;
mod rates;
mod repeated;
mod revoked;
mod schema;
mod smoke;
mod tenants;
mod transport;
mod typescript;
mod visibility;
