//! One table a file.

pub mod candidate;
pub mod evaluation;
