//! Campaigns: from a draft to the close, and who may do what with them.

mod course;
mod desk;
mod guests;
mod launch;
mod reminders;
mod rights;
mod stage;
