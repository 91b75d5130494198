use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Ref};

use super::{fed, id, told};
use crate::instruments::{
    flaw::InstrumentFlaw,
    loader::Loaders,
    update::{Update, UpdateInstrumentError, update},
};

#[derive(Default)]
pub struct UpdateInstrument;

#[Object]
impl UpdateInstrument {
    /// Visible to administrators. Writes a draft anew. For administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn update_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is to hold.")] input: UpdateInstrumentInput,
    ) -> Answer<UpdateInstrumentPayload> {
        Loaders::of(ctx).forget();
        let (version, document) = (input.version, input.document);
        let change = Update { instrument: id(&input.instrument)?, version, document };
        Ok(match update(Call::of(ctx), change).await? {
            Ok(draft) => UpdateInstrumentPayload {
                instrument: Some(fed(ctx, draft)),
                errors: vec![],
                flaws: vec![],
            },
            Err(refused) => UpdateInstrumentPayload {
                instrument: None,
                errors: vec![refused.error.into()],
                flaws: told(refused.flaws),
            },
        })
    }
}

/// What a draft is to hold.
#[derive(InputObject)]
struct UpdateInstrumentInput {
    /// Which.
    instrument: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// All of it, as `documentText` tells it, in place of what it held.
    document: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateInstrumentPayload {
    /// As it is now; null, if nothing was changed.
    instrument: Option<Ref<InstrumentId>>,
    /// Why nothing was changed.
    errors: Vec<UpdateInstrumentError>,
    /// What is wrong with the document, at most 50.
    flaws: Vec<InstrumentFlaw>,
}
