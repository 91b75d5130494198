use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown};

use super::{bearer, pace, receipt::AnonymousReceipt};
use crate::{
    anonymous::edit::{Edit, EditAnonymousFeedbackError, edit},
    graphql::{mark::FeedbackMarkInput, problems},
};

#[derive(Default)]
pub struct EditAnonymousFeedback;

#[Object]
impl EditAnonymousFeedback {
    /// Says better what waits for its delivery: with its ticket or its code, and without a
    /// session. Nobody sees what it said before.
    async fn edit_anonymous_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says from now on.")] input: EditAnonymousFeedbackInput,
    ) -> Answer<EditAnonymousFeedbackPayload> {
        let marks = input.marks.map(FeedbackMarkInput::try_into_all).transpose()?;
        let input = Edit { text: input.text.into_string(), marks };
        Ok(match edit(Call::of(ctx), bearer(ctx)?, input).await? {
            Ok(receipt) => EditAnonymousFeedbackPayload {
                receipt: Some(AnonymousReceipt::of(&receipt, pace(ctx))),
                errors: vec![],
            },
            Err(errors) => EditAnonymousFeedbackPayload { receipt: None, errors: problems(errors) },
        })
    }
}

/// What it says from now on.
#[derive(InputObject)]
struct EditAnonymousFeedbackInput {
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// In place of those there are; left out, they stay.
    marks: Option<Vec<FeedbackMarkInput>>,
}

/// What came of it.
#[derive(SimpleObject)]
struct EditAnonymousFeedbackPayload {
    /// As before; null, if nothing was changed.
    receipt: Option<AnonymousReceipt>,
    /// Why nothing was changed.
    errors: Vec<EditAnonymousFeedbackError>,
}
