//! Questionnaires: what is asked, how answers become scores, and what scores are worth.
//!
//! What computes stands apart from what stores: [`scoring`] makes scores of one person's sheet,
//! [`statistics`] tells of groups how reliable a scale is and whether raters agree. What is asked
//! stands in [`instruments`], and [`answering`] leads from answers to what they say.

pub mod answering;
pub mod campaigns;
pub mod instruments;
pub mod scoring;
pub mod sheets;
pub mod statistics;

use async_graphql::{Context, Data};

pub use self::instruments::graphql::{
    InstrumentFields, InstrumentMutation as AssessmentMutation, OrganizationInstruments,
};

/// What was read for the viewer of before is read anew for the one of now.
pub fn forget(ctx: &Context<'_>) {
    instruments::loader::Loaders::of(ctx).forget();
}

/// Puts what this context's resolvers need beside a request.
pub fn attach(data: &mut Data) {
    data.insert(instruments::loader::Loaders::default());
}
