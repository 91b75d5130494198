//! How a sheet of answers becomes scores, and what a score means beside a group.
//!
//! Pure functions: no database, no clock, no randomness. The same sheet and the same key give
//! the same score, bit for bit, so that a stored result can be computed again. A missing answer
//! is never 0 and never made up; what cannot be scored is none.

pub mod attitude;
pub mod interest;
pub mod ipsative;
pub mod quality;

mod band;
mod key;
mod norm;
mod standard;

pub use self::{
    band::{Bands, Metric},
    key::{Bounds, Combine, KeyProblem, Scale, Score, Term, default_least},
    norm::{Counted, Norm, Percentiles, Standing},
    standard::{
        intelligence_quotient, normal_percentile, normalised_t, stanine, sten, t_score, z_score,
    },
};

/// Names how scores are computed, in every result: a change that can move one gets a new name.
pub const ALGORITHM: &str = "hei-1";
