use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Locale};

use super::{
    by::{QuestionnaireBy, by},
    doorstep,
    questionnaire::Questionnaire,
};
use crate::sheets::withdraw::{WithdrawQuestionnaireError, withdraw};

#[derive(Default)]
pub struct WithdrawQuestionnaire;

#[Object]
impl WithdrawQuestionnaire {
    /// Takes back what you answered, handed in or not, until the close: your answers are erased.
    /// It works without a licence too.
    async fn withdraw_questionnaire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is taken back.")] input: WithdrawQuestionnaireInput,
    ) -> Answer<WithdrawQuestionnairePayload> {
        let by = by(ctx, input.by)?;
        let language = input.language.as_ref();
        Ok(match withdraw(Call::of(ctx), doorstep(ctx), &by, language).await? {
            Ok(form) => WithdrawQuestionnairePayload {
                questionnaire: Some(Questionnaire(form)),
                errors: vec![],
            },
            Err(error) => {
                WithdrawQuestionnairePayload { questionnaire: None, errors: vec![error.into()] }
            }
        })
    }
}

/// What is taken back.
#[derive(InputObject)]
struct WithdrawQuestionnaireInput {
    /// As whom; left out by whoever comes with a ticket.
    by: Option<QuestionnaireBy>,
    /// In which language the questionnaire is answered back; what was begun with, if left out.
    language: Option<Locale>,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawQuestionnairePayload {
    /// As it is now; null, if nothing was taken back.
    questionnaire: Option<Questionnaire>,
    /// Why nothing was taken back.
    errors: Vec<WithdrawQuestionnaireError>,
}
