//! What is computed about the answers of groups: how reliable a scale is, how far raters agree.
//!
//! Pure functions: no database, no clock, no randomness, so that the same answers give the same
//! numbers, bit for bit. Variances and standard deviations are those of samples (n − 1)
//! throughout. What cannot be computed is none, never zero. Nothing here knows who may see a
//! number: full precision stays inside, and the gate of disclosure comes after.

mod agreement;
mod alpha;
mod anova;
mod favourable;
mod intraclass;
mod krippendorff;
mod omega;
mod precision;
mod sample;
mod sheets;
mod split_half;

pub(crate) use self::sample::real;
pub use self::{
    agreement::{null_variance, rwg, rwg_j},
    alpha::{FEWEST_ITEMS, ItemReliability, Reliability, reliability},
    anova::OneWay,
    favourable::{Favourable, Shares, favourable_index, on_hundred, shares},
    intraclass::{Form, Intraclass, TwoWay},
    krippendorff::{Level, krippendorff_alpha},
    omega::{Omega, omega_total},
    precision::{Interval, interval, standard_error},
    sample::{correlation, covariance, deviation, mean, variance},
    sheets::{Missing, Sheets},
    split_half::split_half,
};
