//! The server: HTTP, the document guard, and the schema that is stitched of the contexts.

#![recursion_limit = "256"]

pub mod budget;
pub mod config;
pub mod database;
pub mod document;
pub mod explorer;
pub mod http;
pub mod logging;
mod node;
mod persisted;
mod ports;
pub mod schema;
pub mod sdl;
pub mod secret;
pub mod serve;

pub use node::App;
