//! One table a file.

pub mod attribute;
pub mod campaign;
pub mod invitation;
pub mod target;
