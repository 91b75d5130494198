use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Locale};

use super::{
    by::{QuestionnaireBy, by},
    doorstep,
    questionnaire::Questionnaire,
};
use crate::sheets::submit::{SubmitQuestionnaireError, submit};

#[derive(Default)]
pub struct SubmitQuestionnaire;

#[Object]
impl SubmitQuestionnaire {
    /// Hands in what was answered. Any question may be left out that does not say why it may not.
    /// Until the close it can be withdrawn; what is not handed in by then is erased.
    async fn submit_questionnaire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is handed in.")] input: SubmitQuestionnaireInput,
    ) -> Answer<SubmitQuestionnairePayload> {
        let by = by(ctx, input.by)?;
        let language = input.language.as_ref();
        Ok(match submit(Call::of(ctx), doorstep(ctx), &by, language).await? {
            Ok(form) => SubmitQuestionnairePayload {
                questionnaire: Some(Questionnaire(form)),
                missing: vec![],
                errors: vec![],
            },
            Err(refused) => SubmitQuestionnairePayload {
                questionnaire: None,
                missing: refused.missing,
                errors: vec![refused.error.into()],
            },
        })
    }
}

/// What is handed in.
#[derive(InputObject)]
struct SubmitQuestionnaireInput {
    /// As whom; left out by whoever comes with a ticket.
    by: Option<QuestionnaireBy>,
    /// In which language the questionnaire is answered back; what was begun with, if left out.
    language: Option<Locale>,
}

/// What came of it.
#[derive(SimpleObject)]
struct SubmitQuestionnairePayload {
    /// As it is now; null, if nothing was handed in.
    questionnaire: Option<Questionnaire>,
    /// The codes of questions that may not be skipped and are not answered.
    missing: Vec<String>,
    /// Why nothing was handed in.
    errors: Vec<SubmitQuestionnaireError>,
}
