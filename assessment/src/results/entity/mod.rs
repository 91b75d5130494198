//! One table a file.

pub mod reading;
pub mod recognition;
pub mod result;
pub mod scoring;
