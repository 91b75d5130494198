//! One table a file.

pub mod comment;
pub mod interest;
pub mod opportunity;
