//! What this context says of opportunities in GraphQL.

mod comment_on_interest;
mod interest;
mod interest_mutation;
mod list;
mod note_interest;
mod offer_opportunity;
mod opportunity;
mod update_opportunity;

use async_graphql::MergedObject;

pub use self::{
    interest::InterestFields, list::OrganizationOpportunities, opportunity::OpportunityFields,
};

/// What people do about opportunities.
#[derive(MergedObject, Default)]
pub struct OpportunityMutation(
    offer_opportunity::OfferOpportunity,
    update_opportunity::UpdateOpportunity,
    note_interest::NoteInterest,
    interest_mutation::InterestMutation,
    comment_on_interest::CommentOnInterest,
);
