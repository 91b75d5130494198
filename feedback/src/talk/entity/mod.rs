//! One table a file.

pub mod flag;
pub mod reaction;
pub mod reply;
pub mod reply_flag;
pub mod reply_reaction;
pub mod version;
