//! What this context says of answering in GraphQL.

mod answer;
mod by;
mod campaign;
mod invitation;
mod item;
mod open_anonymous_questionnaire;
mod query;
mod questionnaire;
mod save_answers;
mod start_questionnaire;
mod submit_questionnaire;
mod withdraw_questionnaire;

use std::str::FromStr;

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, Fault};

pub use self::{
    campaign::CampaignPreview, invitation::CampaignInvitationSheet, query::QuestionnaireQuery,
};
use super::Doorstep;

/// What people do with what they are asked.
#[derive(MergedObject, Default)]
pub struct SheetMutation(
    start_questionnaire::StartQuestionnaire,
    save_answers::SaveAnswers,
    submit_questionnaire::SubmitQuestionnaire,
    withdraw_questionnaire::WithdrawQuestionnaire,
    open_anonymous_questionnaire::OpenAnonymousQuestionnaire,
);

/// The root fields that are for whoever comes with a ticket of a campaign, and the only ones for
/// them.
pub const FIELDS: [&str; 5] = [
    "questionnaire",
    "startQuestionnaire",
    "saveAnswers",
    "submitQuestionnaire",
    "withdrawQuestionnaire",
];

/// An id of this kind. That it is well formed says nothing of what it names.
fn id<I: FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}

fn doorstep<'a>(ctx: &Context<'a>) -> &'a dyn Doorstep {
    &**ctx.data_unchecked::<Box<dyn Doorstep>>()
}
