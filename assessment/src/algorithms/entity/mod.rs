//! One table a file.

pub mod algorithm;
pub mod module;
