//! The disclosure gate: what a campaign may tell of groups without telling of a person.
//!
//! At the close `release(&Rules, &Audience, &[Question], &[Respondent], shuffle) -> Release` fixes which
//! views there are and every number of each, for every reader and for good. What it made is kept;
//! [`read`] tells a number to a reader. Nothing else makes a [`Statistic`] that is shown.

mod audience;
mod number;
mod statistic;
mod ties;

pub use self::{
    audience::{
        Audience, COMMENTS, Comment, Kind, LEAST_THRESHOLD, MANY, Question, Respondent, Rules,
        THRESHOLD, Unit, ViewKind,
    },
    number::{Measure, Number, Reading, Spread, read},
    statistic::{Reason, Statistic, Told},
    ties::{Exact, Groups, TieGroup, TieMeasure, TieMonth, TieRelease, grouped, release_ties},
};
