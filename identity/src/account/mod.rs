//! Accounts: how people register, prove who they are, and keep what they sign in with.

mod hashing;
mod password;
mod throttle;

pub use hashing::{Hasher, Hashing, Pepper};
