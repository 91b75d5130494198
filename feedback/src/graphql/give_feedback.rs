use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, FeedbackId, Markdown, Ref};

use super::{
    colleagues,
    feedback::{FeedbackKind, FeedbackVisibility},
    id, key,
    mark::FeedbackMarkInput,
    problems,
};
use crate::{
    give::{Give, GiveFeedbackError, Given, To, give},
    loader::{Loaders, Read},
};

#[derive(Default)]
pub struct GiveFeedback;

#[Object]
impl GiveFeedback {
    /// Gives feedback to colleagues, to a group or to a unit. Everybody who receives it is told
    /// by mail, if they want to be.
    async fn give_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is given, and to whom.")] input: GiveFeedbackInput,
    ) -> Answer<GiveFeedbackPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key.clone())?;
        let given = give(Call::of(ctx), colleagues(ctx), input.try_into()?, key).await?;
        let feedback = match given {
            Ok(Given::Now(written)) => {
                let id = written.row.feedback.id;
                Loaders::of(ctx).feed(written);
                Some(id)
            }
            // Written before: it is read with the rights of now.
            Ok(Given::Before(id)) => Read::of(ctx).row(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(GiveFeedbackPayload { feedback: None, errors: problems(errors) });
            }
        };
        Ok(GiveFeedbackPayload { feedback: feedback.map(Ref), errors: vec![] })
    }
}

/// What is given, and to whom.
#[derive(InputObject)]
struct GiveFeedbackInput {
    /// Who receives it.
    recipient: FeedbackRecipientInput,
    /// What it is meant as.
    kind: FeedbackKind,
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// Who reads it besides you and those who receive it.
    visibility: FeedbackVisibility,
    /// Needed for an evaluation, at most one for each competency; not wanted otherwise.
    #[graphql(default)]
    marks: Vec<FeedbackMarkInput>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input give it once.
    idempotency_key: Option<String>,
}

/// Who receives feedback. You yourself are left out.
#[derive(OneofObject)]
enum FeedbackRecipientInput {
    /// One or several members of one organisation, by ids of `Membership`; at most 250.
    Members(Vec<ID>),
    /// The present members of a group; at most 250.
    Group(ID),
    /// The present members of a unit and of all units below it; at most 250.
    Unit(ID),
}

impl TryFrom<GiveFeedbackInput> for Give {
    type Error = kernel::Fault;

    fn try_from(input: GiveFeedbackInput) -> Answer<Self> {
        let to = match input.recipient {
            FeedbackRecipientInput::Members(members) => {
                To::Members(members.iter().map(id).collect::<Answer<_>>()?)
            }
            FeedbackRecipientInput::Group(group) => To::Group(id(&group)?),
            FeedbackRecipientInput::Unit(unit) => To::Unit(id(&unit)?),
        };
        Ok(Self {
            to,
            kind: input.kind.into(),
            visibility: input.visibility.into(),
            text: input.text.into_string(),
            marks: FeedbackMarkInput::try_into_all(input.marks)?,
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct GiveFeedbackPayload {
    /// What was given; null, if nothing was.
    feedback: Option<Ref<FeedbackId>>,
    /// Why nothing was given.
    errors: Vec<GiveFeedbackError>,
}
