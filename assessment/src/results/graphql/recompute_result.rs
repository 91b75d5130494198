use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, AssessmentResultId, Call, Ref};

use super::{fed, id};
use crate::results::{
    loader::Loaders,
    policy::Companies,
    recompute::{Recompute, RecomputeResultError, Recomputed, recompute},
};

#[derive(Default)]
pub struct RecomputeResult;

#[Object]
impl RecomputeResult {
    /// Computes a result again from the answers. By the same versions it is the same, bit for bit,
    /// and nothing is made; by another edition of the instrument, with a corrected key, or beside
    /// another group a new one is made that stands beside it. For whoever reads it as an
    /// administrator in scope, as a granted coach or as who asked; never one's own.
    async fn recompute_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and by what.")] input: RecomputeResultInput,
    ) -> Answer<RecomputeResultPayload> {
        Loaders::of(ctx).forget();
        let edition = input.instrument.as_ref().map(id).transpose()?;
        let by = Recompute { result: id(&input.result)?, edition, group: input.norm_group };
        let (row, unchanged) = match recompute(Call::of(ctx), &Companies::of(ctx), by).await? {
            Ok(Recomputed::Same(row)) => (row, true),
            Ok(Recomputed::Beside(row)) => (row, false),
            Err(error) => {
                let errors = vec![error.into()];
                return Ok(RecomputeResultPayload { result: None, unchanged: false, errors });
            }
        };
        Ok(RecomputeResultPayload { result: Some(fed(ctx, row)), unchanged, errors: vec![] })
    }
}

/// Which result is computed again, and by what.
#[derive(InputObject)]
struct RecomputeResultInput {
    /// Which; the newest of its sheet.
    result: ID,
    /// A published edition of the same family; that of the result, if nothing is said.
    instrument: Option<ID>,
    /// The code of a group of the instrument; that of the result, if nothing is said.
    norm_group: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RecomputeResultPayload {
    /// The new one, or the one there was; null, if nothing was computed.
    result: Option<Ref<AssessmentResultId>>,
    /// Whether it was the same, bit for bit, and nothing was made.
    unchanged: bool,
    /// Why nothing was computed.
    errors: Vec<RecomputeResultError>,
}
