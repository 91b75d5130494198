//! The rules of the house that no compiler checks.

mod columns;
mod crates;
pub mod files;
