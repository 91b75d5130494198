//! One table a file.

pub mod answer;
pub mod asked_competency;
pub mod choice;
pub mod invitation;
pub mod question;
pub mod request;
pub mod template;
