use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Ref};

use super::{id, told};
use crate::instruments::{
    flaw::InstrumentFlaw,
    loader::Loaders,
    publish::{PublishInstrumentError, publish},
};

#[derive(Default)]
pub struct PublishInstrument;

#[Object]
impl PublishInstrument {
    /// Visible to administrators. Makes a draft an edition that can be used and never changes.
    /// For administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn publish_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which draft.")] input: PublishInstrumentInput,
    ) -> Answer<PublishInstrumentPayload> {
        Loaders::of(ctx).forget();
        Ok(match publish(Call::of(ctx), id(&input.instrument)?, input.version).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
                PublishInstrumentPayload {
                    instrument: Some(Ref(id)),
                    errors: vec![],
                    flaws: vec![],
                }
            }
            Err(refused) => PublishInstrumentPayload {
                instrument: None,
                errors: vec![refused.error.into()],
                flaws: told(refused.flaws),
            },
        })
    }
}

/// Which draft is published.
#[derive(InputObject)]
struct PublishInstrumentInput {
    /// Which.
    instrument: ID,
    /// Its `version`, as you read it.
    version: i64,
}

/// What came of it.
#[derive(SimpleObject)]
struct PublishInstrumentPayload {
    /// As it is now; null, if it was not published.
    instrument: Option<Ref<InstrumentId>>,
    /// Why it was not published.
    errors: Vec<PublishInstrumentError>,
    /// What stands in the way, at most 50.
    flaws: Vec<InstrumentFlaw>,
}
