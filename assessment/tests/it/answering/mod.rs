//! Answering: sheets from their beginning to the close, on SQLite and on PostgreSQL.

mod api;
mod bounds;
mod guests;
mod nameless;
mod race;
mod saving;
mod stage;
mod traces;

use self::stage::{OVER, STEP, at, choice, number, words};
