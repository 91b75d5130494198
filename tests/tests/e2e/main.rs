//! End to end, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod budget;
mod exposure;
mod house;
mod schema;
mod smoke;
