//! People, organisations, licences, memberships, units, sessions; and who is asking.

pub mod account;
pub mod directory;
mod entity;
pub mod graphql;
mod repo;
mod viewer;

pub use directory::{Directory, Snapshot, Snapshots, Standing};
pub use viewer::{Asking, who_asks};
