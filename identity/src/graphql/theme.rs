use async_graphql::Enum;

use crate::entity::person;

/// The colours of a screen.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "person::Theme")]
pub enum Theme {
    /// As the device says.
    System,
    Light,
    Dark,
}
