use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Locale};

use super::{
    by::{QuestionnaireBy, by},
    doorstep,
    questionnaire::Questionnaire,
};
use crate::sheets::start::{StartQuestionnaireError, start};

#[derive(Default)]
pub struct StartQuestionnaire;

#[Object]
impl StartQuestionnaire {
    /// Begins to answer: as a member who is invited, by a link, or with a ticket
    /// (`Authorization: Ticket …`, without a session and without cookies). Asked again it is the
    /// same questionnaire, so one can go on on another device.
    async fn start_questionnaire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is begun.")] input: StartQuestionnaireInput,
    ) -> Answer<StartQuestionnairePayload> {
        let by = by(ctx, input.by)?;
        Ok(match start(Call::of(ctx), doorstep(ctx), &by, input.language).await? {
            Ok(form) => StartQuestionnairePayload {
                questionnaire: Some(Questionnaire(form)),
                errors: vec![],
            },
            Err(error) => {
                StartQuestionnairePayload { questionnaire: None, errors: vec![error.into()] }
            }
        })
    }
}

/// What is begun.
#[derive(InputObject)]
struct StartQuestionnaireInput {
    /// As whom; left out by whoever comes with a ticket.
    by: Option<QuestionnaireBy>,
    /// In which of the campaign's languages; left out, in the one of the invitation or of the
    /// request, or in the first.
    language: Option<Locale>,
}

/// What came of it.
#[derive(SimpleObject)]
struct StartQuestionnairePayload {
    /// As it is now; null, if nothing was begun.
    questionnaire: Option<Questionnaire>,
    /// Why nothing was begun.
    errors: Vec<StartQuestionnaireError>,
}
