//! GraphQL over HTTP, and what is refused before anything runs.

mod audits;
mod headers;
mod limits;
mod media;
mod slow;
