use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Ref};

use super::{id, key, made};
use crate::instruments::{
    duplicate::{Duplicate, DuplicateInstrumentError, duplicate},
    loader::Loaders,
};

#[derive(Default)]
pub struct DuplicateInstrument;

#[Object]
impl DuplicateInstrument {
    /// Visible to administrators. Makes a draft with what another instrument holds: its next
    /// edition, or something of its own. For administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn duplicate_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what for.")] input: DuplicateInstrumentInput,
    ) -> Answer<DuplicateInstrumentPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let next_edition = input.next_edition;
        let new = Duplicate { instrument: id(&input.instrument)?, next_edition };
        Ok(match duplicate(Call::of(ctx), new, key).await? {
            Ok(it) => {
                DuplicateInstrumentPayload { instrument: made(ctx, it).await?, errors: vec![] }
            }
            Err(error) => {
                DuplicateInstrumentPayload { instrument: None, errors: vec![error.into()] }
            }
        })
    }
}

/// Which instrument is duplicated, and what for.
#[derive(InputObject)]
struct DuplicateInstrumentInput {
    /// Which.
    instrument: ID,
    /// Whether it becomes, once published, the next edition of the same; otherwise it begins a
    /// family of its own.
    next_edition: bool,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input duplicate it
    /// once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct DuplicateInstrumentPayload {
    /// The draft; null, if none was made.
    instrument: Option<Ref<InstrumentId>>,
    /// Why none was made.
    errors: Vec<DuplicateInstrumentError>,
}
