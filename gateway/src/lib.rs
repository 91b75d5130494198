//! The server: HTTP, the document guard, and the schema that is stitched of the contexts.

#![recursion_limit = "256"]

mod again;
pub mod budget;
pub mod cli;
pub mod config;
pub mod database;
mod delivery;
mod demo;
pub mod document;
pub mod drift;
pub mod explorer;
pub mod http;
mod idle;
pub mod jobs;
mod links;
pub mod logging;
pub mod mail;
mod node;
mod persisted;
pub mod ports;
mod process;
mod roles;
pub mod schema;
pub mod sdl;
pub mod secret;
pub mod serve;
pub mod telemetry;
mod texts;
pub mod worker;

pub use node::App;
