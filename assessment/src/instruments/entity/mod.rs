//! One table a file.

pub mod document;
pub mod instrument;
