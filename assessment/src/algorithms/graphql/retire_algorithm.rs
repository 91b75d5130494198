use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{AlgorithmId, Answer, Call, Ref};

use super::id;
use crate::{
    algorithms::{
        loader::Loaders,
        retire::{RetireAlgorithmError, retire},
    },
    instruments::graphql::to_managers_of_instruments,
};

#[derive(Default)]
pub struct RetireAlgorithm;

#[Object]
impl RetireAlgorithm {
    /// Visible to administrators. From now on no campaign can choose an algorithm; those that
    /// chose it are scored with it. For administrators of everybody; once more changes nothing.
    #[graphql(visible = "to_managers_of_instruments")]
    async fn retire_algorithm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RetireAlgorithmInput,
    ) -> Answer<RetireAlgorithmPayload> {
        Loaders::of(ctx).forget();
        Ok(match retire(Call::of(ctx), id(&input.algorithm)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
                RetireAlgorithmPayload { algorithm: Some(Ref(id)), errors: vec![] }
            }
            Err(error) => RetireAlgorithmPayload { algorithm: None, errors: vec![error.into()] },
        })
    }
}

/// Which algorithm is retired.
#[derive(InputObject)]
struct RetireAlgorithmInput {
    /// Which.
    algorithm: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct RetireAlgorithmPayload {
    /// As it is now; null, if it was not retired.
    algorithm: Option<Ref<AlgorithmId>>,
    /// Why it was not retired.
    errors: Vec<RetireAlgorithmError>,
}
