//! The command `hei`, as a process.

mod command;
mod demo;
mod hei;
