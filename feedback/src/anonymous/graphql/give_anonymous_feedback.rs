use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, Markdown};

use super::{bearer, pace, receipt::AnonymousReceipt};
use crate::{
    Give, To,
    anonymous::give::{GiveAnonymousFeedbackError, give},
    graphql::{
        feedback::{FeedbackKind, FeedbackVisibility},
        id,
        mark::FeedbackMarkInput,
        problems,
    },
};

#[derive(Default)]
pub struct GiveAnonymousFeedback;

#[Object]
impl GiveAnonymousFeedback {
    /// Gives feedback with a ticket: `Authorization: Ticket …`, without a session and without
    /// cookies. It waits for the day's delivery, and may wait longer: for enough members who
    /// could have written it. The same once more is answered as the first time; anything else
    /// with the same ticket is a `CONFLICT`.
    async fn give_anonymous_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is given, and to whom.")] input: GiveAnonymousFeedbackInput,
    ) -> Answer<GiveAnonymousFeedbackPayload> {
        Ok(match give(Call::of(ctx), bearer(ctx)?, input.try_into()?).await? {
            Ok(receipt) => GiveAnonymousFeedbackPayload {
                receipt: Some(AnonymousReceipt::of(&receipt, pace(ctx))),
                errors: vec![],
            },
            Err(errors) => GiveAnonymousFeedbackPayload { receipt: None, errors: problems(errors) },
        })
    }
}

/// What is given without a name, and to whom.
#[derive(InputObject)]
struct GiveAnonymousFeedbackInput {
    /// Who receives it.
    recipient: AnonymousRecipientInput,
    /// What it is meant as.
    kind: FeedbackKind,
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// Who reads it besides those who receive it.
    visibility: FeedbackVisibility,
    /// Needed for an evaluation, at most one for each competency; not wanted otherwise.
    #[graphql(default)]
    marks: Vec<FeedbackMarkInput>,
}

/// Who receives what is written without a name: members who are not external. You are left in,
/// if you are among them: who is left out would be known.
#[derive(OneofObject)]
enum AnonymousRecipientInput {
    /// One or several members, by ids of `Membership`; at most 250.
    Members(Vec<ID>),
    /// The present members of a group; at most 250.
    Group(ID),
    /// The present members of a unit and of all units below it; at most 250.
    Unit(ID),
}

impl TryFrom<GiveAnonymousFeedbackInput> for Give {
    type Error = kernel::Fault;

    fn try_from(input: GiveAnonymousFeedbackInput) -> Answer<Self> {
        let to = match input.recipient {
            AnonymousRecipientInput::Members(members) => {
                To::Members(members.iter().map(id).collect::<Answer<_>>()?)
            }
            AnonymousRecipientInput::Group(group) => To::Group(id(&group)?),
            AnonymousRecipientInput::Unit(unit) => To::Unit(id(&unit)?),
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
struct GiveAnonymousFeedbackPayload {
    /// To be kept; null, if nothing was written.
    receipt: Option<AnonymousReceipt>,
    /// Why nothing was written.
    errors: Vec<GiveAnonymousFeedbackError>,
}
