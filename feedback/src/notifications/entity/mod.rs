//! One table a file.

pub mod notification;
