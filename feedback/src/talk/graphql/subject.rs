use async_graphql::{ID, OneofObject};
use kernel::{Answer, FeedbackId, Ref, ReplyId};

use crate::{graphql::id, talk::Subject};

/// A piece of feedback or a reply to one.
#[derive(OneofObject)]
pub enum TextInput {
    /// A piece of feedback.
    Feedback(ID),
    /// A reply.
    Reply(ID),
}

impl TryFrom<TextInput> for Subject {
    type Error = kernel::Fault;

    fn try_from(input: TextInput) -> Answer<Self> {
        Ok(match input {
            TextInput::Feedback(text) => Self::Feedback(id(&text)?),
            TextInput::Reply(text) => Self::Reply(id(&text)?),
        })
    }
}

/// The object of this kind, if that is what it is about.
pub type Refs = (Option<Ref<FeedbackId>>, Option<Ref<ReplyId>>);

pub fn refs(on: Subject) -> Refs {
    match on {
        Subject::Feedback(id) => (Some(Ref(id)), None),
        Subject::Reply(id) => (None, Some(Ref(id))),
    }
}
