use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InterestId, Markdown, Ref};

use crate::{
    goals::graphql::GoalAudience,
    graphql::id,
    loader::Loaders,
    opportunities::note::{Note, NoteInterestError, note},
};

#[derive(Default)]
pub struct NoteInterest;

#[Object]
impl NoteInterest {
    /// Notes that you are interested in what is offered. Who offers it is told, and nothing of
    /// how you fit. Once more says it anew.
    async fn note_interest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In what, and with whom you discuss it.")] input: NoteInterestInput,
    ) -> Answer<NoteInterestPayload> {
        Loaders::of(ctx).forget();
        match note(Call::of(ctx), input.try_into()?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).opportunities.interests.feed([(id, Arc::new(row))]);
                Ok(NoteInterestPayload { interest: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => Ok(NoteInterestPayload { interest: None, errors: vec![error.into()] }),
        }
    }
}

/// In what you are interested, and with whom you discuss it.
#[derive(InputObject)]
struct NoteInterestInput {
    /// In what.
    opportunity: ID,
    /// What you say to the offering side, at most 2,000 characters, kept as they are.
    note: Option<Markdown>,
    /// With whom you discuss it; with nobody, if this is empty.
    #[graphql(default)]
    shared_with: Vec<GoalAudience>,
}

impl TryFrom<NoteInterestInput> for Note {
    type Error = kernel::Fault;

    fn try_from(input: NoteInterestInput) -> Answer<Self> {
        Ok(Self {
            opportunity: id(&input.opportunity)?,
            note: input.note.map(Markdown::into_string).unwrap_or_default(),
            shared: input.shared_with.into_iter().collect(),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct NoteInterestPayload {
    /// Your interest; null, if none was noted.
    interest: Option<Ref<InterestId>>,
    /// Why none was noted.
    errors: Vec<NoteInterestError>,
}
