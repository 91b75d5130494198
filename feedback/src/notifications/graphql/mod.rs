//! What this context says of notifications in GraphQL.

mod list;
mod mark_notifications_read;
mod notification;

pub use self::{
    list::OrganizationNotifications, mark_notifications_read::MarkNotificationsRead,
    notification::NotificationFields,
};
