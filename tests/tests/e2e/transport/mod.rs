//! GraphQL over HTTP, and what is refused before anything runs.

mod audits;
mod boundary;
mod headers;
mod limits;
mod media;
mod photo;
mod slow;
mod unsubscribe;
