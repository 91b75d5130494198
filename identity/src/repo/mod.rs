//! All SQL of this context.

pub mod directory;
pub mod member;
