//! Check-ins between somebody and who leads or coaches them, and sessions with a coach: when
//! they met, what they agreed on, what they share of it, and what each noted for themself.

pub mod arrange;
mod content;
pub(crate) mod entity;
mod filter;
pub mod graphql;
pub(crate) mod loader;
pub mod note;
pub(crate) mod policy;
pub(crate) mod repo;
pub mod update;

pub use self::{
    content::Point,
    entity::meeting::{Kind, State},
    filter::Filter,
};
