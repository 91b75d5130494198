//! The disclosure gate: what a campaign may tell of groups without telling of a person
//! (`docs/adr/disclosure-control.md`).
//!
//! At the close [`release`] fixes which views there are and every number of each, for every reader and
//! for good. What it made is kept; [`read`] tells a number to a reader. Nothing else makes a
//! [`Statistic`] that is shown.
//!
//! # What is fixed for the campaign, and what for a question
//!
//! *For the campaign*: the views there can be, their order, their tables and what is rolled up. They
//! follow from what was declared at the launch and from who answered at all. A view that is hidden
//! here has no numbers.
//!
//! *For a question*: which of these views are shown for it. Each question has respondents of its
//! own, and whoever left it out is missing: a parent of 20 and a child of 10 are harmless, but if of the
//! other ten one answered the question, the difference is that one's answer. So thresholds, remainders
//! and span are computed anew for the set of people who answered it (once for each such set; most
//! questions share it), and rule 8 for their answers. A question can only lose views.
//!
//! *Between questions*: the answers of one person to two questions are two unknowns, and no sum of the
//! one tells of the other, except where a number is made of several questions. Scores of a factor are: if
//! one person had answered only half of a factor, the factor's mean less its questions' means would be
//! that person's answers. So the questions of a factor rest on the same people, those who answered all
//! of them, for every number; and the factor is told where all its questions are. Then its mean and its
//! favourable share follow from what is shown, and tell nothing more. What does not follow (favourable
//! on all, correlations) has a plan of its own, at least [`MANY`] respondents, and is told of units
//! alone.
//!
//! # What is told of a question
//!
//! A distribution tells everything that follows from it: mean, shares, eNPS, spread. So the rules are
//! held for the distribution, exact and whole; rounding comes on top.

mod algebra;
#[cfg(test)]
mod attack;
mod audience;
mod building;
mod exchanges;
mod field;
mod levels;
mod measures;
mod number;
mod plan;
mod release;
mod released;
mod remainders;
mod sheets;
mod span;
mod statistic;
mod ties;
mod uniform;
mod worlds;

pub use self::{
    audience::{
        Audience, COMMENTS, Comment, Kind, LEAST_THRESHOLD, MANY, Question, Respondent, Rules,
        THRESHOLD, Unit, ViewKind,
    },
    number::{
        Asked, Measure, Number, Reading, Spread, read, read_participation, read_spread, rolling,
        so_far,
    },
    release::release,
    released::{Release, View, Words},
    statistic::{Reason, Statistic, Told},
    ties::{Exact, Groups, TieGroup, TieMeasure, TieMonth, TieRelease, grouped, release_ties},
};
