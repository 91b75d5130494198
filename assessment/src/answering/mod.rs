//! From answers to what they say: which answers can be given, what is asked next, and the
//! results of a sheet.
//!
//! Pure functions over an instrument's document: whoever stores answers and results asks here, and
//! the same sheet and edition give the same result, bit for bit.

mod given;
mod result;
mod shown;

pub use self::{
    given::{AnswerProblem, Given, check},
    result::{Outcome, Quality, RoleFit, fits, quality, results, results_of},
    shown::{Progress, progress, shown},
};

use std::collections::BTreeMap;

/// Answers by the codes of their items.
pub type Answers = BTreeMap<String, Given>;
