//! What is computed, held against results of other people's statistics software.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod reference;
