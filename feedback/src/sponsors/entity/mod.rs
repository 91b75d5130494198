//! One table a file.

pub mod reading;
pub mod release;
pub mod sponsorship;
