//! One table a file.

pub mod answer;
pub mod clock;
pub mod draft;
pub mod sheet;
