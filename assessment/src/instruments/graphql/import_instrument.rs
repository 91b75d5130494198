use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Ref};

use super::{id, key, made, told};
use crate::instruments::{
    flaw::InstrumentFlaw,
    import::{Import, ImportInstrumentError, What, import},
    loader::Loaders,
};

#[derive(Default)]
pub struct ImportInstrument;

#[Object]
impl ImportInstrument {
    /// Visible to administrators. Brings an instrument, a document of your own or one that ships
    /// with the product; it becomes a draft. For administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn import_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is brought, and to whom.")] input: ImportInstrumentInput,
    ) -> Answer<ImportInstrumentPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let from = match input.source {
            InstrumentSourceInput::Document(text) => What::Document(text),
            InstrumentSourceInput::Shipped(code) => What::Shipped(code),
        };
        let new = Import { organization: id(&input.organization)?, from };
        Ok(match import(Call::of(ctx), new, key).await? {
            Ok(it) => ImportInstrumentPayload {
                instrument: made(ctx, it).await?,
                errors: vec![],
                flaws: vec![],
            },
            Err(refused) => ImportInstrumentPayload {
                instrument: None,
                errors: vec![refused.error.into()],
                flaws: told(refused.flaws),
            },
        })
    }
}

/// What is brought, and to whom.
#[derive(InputObject)]
struct ImportInstrumentInput {
    /// To whom.
    organization: ID,
    /// What.
    source: InstrumentSourceInput,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input bring it once.
    idempotency_key: Option<String>,
}

/// What is brought.
#[derive(OneofObject)]
enum InstrumentSourceInput {
    /// A JSON document, as `Instrument.documentText` tells it, at most 900,000 bytes and 1,000
    /// items.
    Document(String),
    /// The code of one of `Organization.shippedInstruments`.
    Shipped(String),
}

/// What came of it.
#[derive(SimpleObject)]
struct ImportInstrumentPayload {
    /// The draft; null, if nothing was brought.
    instrument: Option<Ref<InstrumentId>>,
    /// Why nothing was brought.
    errors: Vec<ImportInstrumentError>,
    /// What is wrong with the document, at most 50.
    flaws: Vec<InstrumentFlaw>,
}
