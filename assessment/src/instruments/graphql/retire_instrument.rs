use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Ref};

use super::id;
use crate::instruments::{
    loader::Loaders,
    retire::{RetireInstrumentError, retire},
};

#[derive(Default)]
pub struct RetireInstrument;

#[Object]
impl RetireInstrument {
    /// Visible to administrators. Ends the use of an edition; what was answered with it stays.
    /// For administrators of everybody; once more changes nothing.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn retire_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RetireInstrumentInput,
    ) -> Answer<RetireInstrumentPayload> {
        Loaders::of(ctx).forget();
        Ok(match retire(Call::of(ctx), id(&input.instrument)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
                RetireInstrumentPayload { instrument: Some(Ref(id)), errors: vec![] }
            }
            Err(error) => RetireInstrumentPayload { instrument: None, errors: vec![error.into()] },
        })
    }
}

/// Which instrument is retired.
#[derive(InputObject)]
struct RetireInstrumentInput {
    /// Which.
    instrument: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct RetireInstrumentPayload {
    /// As it is now; null, if it was not retired.
    instrument: Option<Ref<InstrumentId>>,
    /// Why it was not retired.
    errors: Vec<RetireInstrumentError>,
}
