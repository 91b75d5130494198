use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, FeedbackId, Markdown, Ref};

use super::{id, mark::FeedbackMarkInput, problems};
use crate::{
    edit::{Edit, EditFeedbackError, edit},
    loader::Loaders,
};

#[derive(Default)]
pub struct EditFeedback;

#[Object]
impl EditFeedback {
    /// Changes what you gave: for 15 minutes in place, later as a new version.
    async fn edit_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: EditFeedbackInput,
    ) -> Answer<EditFeedbackPayload> {
        Loaders::of(ctx).forget();
        let edited = match edit(Call::of(ctx), input.try_into()?).await? {
            Ok(edited) => edited,
            Err(errors) => {
                return Ok(EditFeedbackPayload { feedback: None, errors: problems(errors) });
            }
        };
        let (id, loaders) = (edited.row.feedback.id, Loaders::of(ctx));
        loaders.rows.feed([(id, edited.row)]);
        loaders.marks.feed(edited.marks.map(|marks| (id, marks.into())));
        Ok(EditFeedbackPayload { feedback: Some(Ref(id)), errors: vec![] })
    }
}

/// What is changed.
#[derive(InputObject)]
struct EditFeedbackInput {
    /// What you gave.
    feedback: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// Its `editedAt`, as you read it, at least to the millisecond; null or left out, if that
    /// was null.
    edited_at: Option<DateTime<Utc>>,
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// In place of the marks of an evaluation; left out, they stay.
    marks: Option<Vec<FeedbackMarkInput>>,
}

impl TryFrom<EditFeedbackInput> for Edit {
    type Error = kernel::Fault;

    fn try_from(input: EditFeedbackInput) -> Answer<Self> {
        Ok(Self {
            feedback: id(&input.feedback)?,
            version: input.version,
            edited_at: input.edited_at,
            text: input.text.into_string(),
            marks: input.marks.map(FeedbackMarkInput::try_into_all).transpose()?,
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct EditFeedbackPayload {
    /// As it is now; null, if nothing was changed.
    feedback: Option<Ref<FeedbackId>>,
    /// Why nothing was changed.
    errors: Vec<EditFeedbackError>,
}
