//! One table a file.

pub mod evidence;
pub mod goal;
pub mod milestone;
