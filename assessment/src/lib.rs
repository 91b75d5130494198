//! Questionnaires: what is asked, how answers become scores, and what scores are worth.
//!
//! What computes stands apart from what stores: [`scoring`] makes scores of one person's sheet,
//! [`statistics`] tells of groups how reliable a scale is and whether raters agree.

pub mod scoring;
pub mod statistics;
