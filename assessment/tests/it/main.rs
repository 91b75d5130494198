//! What is computed, held against results of other people's statistics software; and use cases
//! against a database, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answering;
mod campaigns;
mod instruments;
mod keyed;
mod reference;
mod results;
mod world;
