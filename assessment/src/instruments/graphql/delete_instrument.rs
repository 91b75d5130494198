use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::id;
use crate::instruments::{
    delete::{DeleteInstrumentError, delete},
    loader::Loaders,
};

#[derive(Default)]
pub struct DeleteInstrument;

#[Object]
impl DeleteInstrument {
    /// Visible to administrators. Throws a draft away; what was published stays. For
    /// administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn delete_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: DeleteInstrumentInput,
    ) -> Answer<DeleteInstrumentPayload> {
        Loaders::of(ctx).forget();
        Ok(match delete(Call::of(ctx), id(&input.instrument)?, input.version).await? {
            Ok(id) => {
                DeleteInstrumentPayload { deleted: Some(id.to_string().into()), errors: vec![] }
            }
            Err(error) => DeleteInstrumentPayload { deleted: None, errors: vec![error.into()] },
        })
    }
}

/// Which draft is thrown away.
#[derive(InputObject)]
struct DeleteInstrumentInput {
    /// Which.
    instrument: ID,
    /// As you read it.
    version: i64,
}

/// What came of it.
#[derive(SimpleObject)]
struct DeleteInstrumentPayload {
    /// The id it had; null, if it was not deleted.
    deleted: Option<ID>,
    /// Why it was not deleted.
    errors: Vec<DeleteInstrumentError>,
}
