//! The contract with every client.

mod described;
mod hidden;
mod relay;
