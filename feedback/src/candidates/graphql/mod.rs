//! What this context says of candidates in GraphQL.

mod candidate;
mod evaluation;
mod form;
mod list;
mod mutation;
mod settle;

use async_graphql::MergedObject;

pub use self::{
    candidate::CandidateFields,
    form::{CandidateForm, candidate_form},
    list::OrganizationCandidates,
};

/// What people do about candidates, and what candidates do themselves.
#[derive(MergedObject, Default)]
pub struct CandidateMutation(mutation::CandidateDeeds, settle::CandidateSettle);
