//! All SQL of this context.

pub mod account;
pub mod directory;
pub mod email;
pub mod link;
pub mod member;
pub mod policy;
pub mod profile;
pub mod session;
pub mod statement;
pub mod sweep;
pub mod throttle;
