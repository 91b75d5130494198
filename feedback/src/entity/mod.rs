//! One table a file.

pub mod competency;
pub mod feedback;
pub mod mark;
pub mod recipient;
pub mod version;
pub mod version_mark;
