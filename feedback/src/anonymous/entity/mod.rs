//! One table a file.

pub mod drawing;
pub mod pooled;
pub mod setting;
pub mod thread;
pub mod waiting;
