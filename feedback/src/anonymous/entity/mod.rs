//! One table a file.

pub mod drawing;
pub mod setting;
pub mod thread;
pub mod waiting;
