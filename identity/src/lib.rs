//! identity

pub mod account;
