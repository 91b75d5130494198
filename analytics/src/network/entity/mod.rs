pub mod member;
pub mod snapshot;
