//! One table a file.

pub mod meeting;
pub mod point;
