use async_graphql::{Context, Enum, Object};
use kernel::{Answer, AsViewer, Call, CampaignId, Fault, Locale};

use super::{answer::QuestionnaireAnswerInput, doorstep, questionnaire::Questionnaire};
use crate::sheets::preview::{As, managed, preview};

/// What answering adds to `Campaign`.
pub struct CampaignPreview(pub CampaignId);

#[Object]
impl CampaignPreview {
    /// Visible to who made the campaign, and to administrators of everybody: the questionnaire as
    /// a respondent of a kind gets it. Nothing is stored. Answers that could not be given are
    /// `BAD_USER_INPUT`.
    async fn preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "as", desc = "As whom.", default_with = "QuestionnaireAudience::Member")]
        seen_as: QuestionnaireAudience,
        #[graphql(desc = "In which of its languages.")] language: Option<Locale>,
        #[graphql(default, desc = "What is shown follows from these; at most 100.")] answers: Vec<
            QuestionnaireAnswerInput,
        >,
    ) -> Answer<Option<Questionnaire>> {
        let call = Call::of(ctx);
        let Some(campaign) = managed(call, self.0).await? else { return Ok(ctx.deny()) };
        let given = QuestionnaireAnswerInput::try_into_all(answers)?;
        let (step, language) = (doorstep(ctx), language.as_ref());
        match preview(call, step, campaign, seen_as.into(), language, &given).await? {
            Ok(form) => Ok(Some(Questionnaire(form))),
            Err(flaws) => {
                let at = flaws.first().map_or(0, |it| it.at);
                Err(Fault::bad_input(format!("The answer at {at} could not be given.")))
            }
        }
    }
}

/// As whom a questionnaire is looked at.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "As")]
enum QuestionnaireAudience {
    /// As a member who is invited.
    Member,
    /// As whoever answers with a ticket.
    Anonymous,
    /// As somebody from outside who answers by a link.
    Guest,
}
