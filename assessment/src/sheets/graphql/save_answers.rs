use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Locale};

use super::{
    answer::QuestionnaireAnswerInput,
    by::{QuestionnaireBy, by},
    doorstep,
    questionnaire::Questionnaire,
};
use crate::sheets::save::{SaveAnswersError, save};

#[derive(Default)]
pub struct SaveAnswers;

#[Object]
impl SaveAnswers {
    /// Saves answers, all of them or none. The same once more changes nothing; what another tab
    /// or device saved in between is not overwritten where the revision is named that was read.
    async fn save_answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is answered.")] input: SaveAnswersInput,
    ) -> Answer<SaveAnswersPayload> {
        let by = by(ctx, input.by)?;
        let changes = QuestionnaireAnswerInput::try_into_all(input.answers)?;
        let language = input.language.as_ref();
        Ok(match save(Call::of(ctx), doorstep(ctx), &by, &changes, language).await? {
            Ok(form) => {
                SaveAnswersPayload { questionnaire: Some(Questionnaire(form)), errors: vec![] }
            }
            Err(errors) => SaveAnswersPayload {
                questionnaire: None,
                errors: errors.into_iter().map(Into::into).collect(),
            },
        })
    }
}

/// What is answered.
#[derive(InputObject)]
struct SaveAnswersInput {
    /// As whom; left out by whoever comes with a ticket.
    by: Option<QuestionnaireBy>,
    /// 1 to 100.
    answers: Vec<QuestionnaireAnswerInput>,
    /// In which language the questionnaire is answered back; what was begun with, if left out.
    language: Option<Locale>,
}

/// What came of it.
#[derive(SimpleObject)]
struct SaveAnswersPayload {
    /// As it is now; null, if nothing was saved.
    questionnaire: Option<Questionnaire>,
    /// Why nothing was saved; the place of an answer stands in the path.
    errors: Vec<SaveAnswersError>,
}
