//! GraphQL over HTTP, to the letter, and what stands beside it.

mod answer;
mod bearer;
mod boundary;
mod caller;
mod handler;
mod photo;
mod request;
mod routes;
mod server;
mod settings;
mod told;
mod unsubscribe;

pub use self::{handler::Peer, routes::router, server::Server, settings::Settings};
