use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::{AlgorithmId, Answer, Call, Ref};

use super::id;
use crate::{
    algorithms::{
        load::{LARGEST, Load, LoadAlgorithmError, LoadError, load},
        loader::Loaders,
    },
    instruments::graphql::to_managers_of_instruments,
};

#[derive(Default)]
pub struct LoadAlgorithm;

#[Object]
impl LoadAlgorithm {
    /// Visible to administrators. Brings a way of scoring: a WebAssembly module without imports,
    /// which campaigns can then be scored with. A module that is there already is the one that is
    /// there. For administrators of everybody.
    #[graphql(visible = "to_managers_of_instruments")]
    async fn load_algorithm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is brought.")] input: LoadAlgorithmInput,
    ) -> Answer<LoadAlgorithmPayload> {
        Loaders::of(ctx).forget();
        let organization = id(&input.organization)?;
        // What is longer than any module may be is not read.
        let short = input.module.len() <= LARGEST.div_ceil(3) * 4;
        let module = if short { STANDARD.decode(&input.module).ok() } else { None };
        let module = module.unwrap_or_default();
        let loaded = load(Call::of(ctx), Load { organization, name: input.name, module }).await?;
        Ok(LoadAlgorithmPayload::of(ctx, loaded))
    }
}

impl LoadAlgorithmPayload {
    fn of(
        ctx: &Context<'_>,
        loaded: Result<crate::algorithms::algorithm::Model, LoadError>,
    ) -> Self {
        match loaded {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
                Self { algorithm: Some(Ref(id)), errors: vec![] }
            }
            Err(error) => Self { algorithm: None, errors: vec![error.into()] },
        }
    }
}

/// What is brought.
#[derive(InputObject)]
struct LoadAlgorithmInput {
    /// Where.
    organization: ID,
    /// What it is called, 1 to 200 characters.
    name: String,
    /// The module, at most 512 KiB, as base64 (RFC 4648, section 4).
    module: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct LoadAlgorithmPayload {
    /// The algorithm; null, if none was loaded.
    algorithm: Option<Ref<AlgorithmId>>,
    /// Why none was loaded.
    errors: Vec<LoadAlgorithmError>,
}
