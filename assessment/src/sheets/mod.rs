//! Answering: the sheet that somebody fills in, and what becomes of it.

pub(crate) mod entity;

pub use self::entity::{answer, clock, draft, sheet};
