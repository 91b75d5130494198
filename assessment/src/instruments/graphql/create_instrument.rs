use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InstrumentId, Locale, Ref};

use super::{id, key, made};
use crate::instruments::{
    create::{Create, CreateInstrumentError, create},
    loader::Loaders,
};

#[derive(Default)]
pub struct CreateInstrument;

#[Object]
impl CreateInstrument {
    /// Visible to administrators. Begins an instrument: a draft without items, which
    /// `updateInstrument` fills. For administrators of everybody.
    #[graphql(visible = "super::shown::to_managers_of_instruments")]
    async fn create_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is begun.")] input: CreateInstrumentInput,
    ) -> Answer<CreateInstrumentPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let organization = id(&input.organization)?;
        let (code, language, name) = (input.code, input.language, input.name);
        let new = Create { organization, code, language, name };
        match create(Call::of(ctx), new, key).await? {
            Ok(it) => {
                Ok(CreateInstrumentPayload { instrument: made(ctx, it).await?, errors: vec![] })
            }
            Err(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                Ok(CreateInstrumentPayload { instrument: None, errors })
            }
        }
    }
}

/// What is begun.
#[derive(InputObject)]
struct CreateInstrumentInput {
    /// Where.
    organization: ID,
    /// By which programs name it, 1 to 64 letters, digits, dots, hyphens and underscores:
    /// `pulse-2026`.
    code: String,
    /// Its own language.
    language: Locale,
    /// What it is called, in this language.
    name: String,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input begin it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateInstrumentPayload {
    /// The draft; null, if none was begun.
    instrument: Option<Ref<InstrumentId>>,
    /// Why none was begun.
    errors: Vec<CreateInstrumentError>,
}
