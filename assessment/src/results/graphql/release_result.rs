use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, AssessmentResultId, Call, Ref};

use super::{fed, id};
use crate::results::{
    loader::Loaders,
    policy::Companies,
    release::{ReleaseResultError, release},
};

#[derive(Default)]
pub struct ReleaseResult;

#[Object]
impl ReleaseResult {
    /// Lets the person see a result that was to be talked over first. For whoever reads it as an
    /// administrator in scope, as a granted coach or as who asked; never one's own. Once more
    /// changes nothing.
    async fn release_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ReleaseResultInput,
    ) -> Answer<ReleaseResultPayload> {
        Loaders::of(ctx).forget();
        let companies = Companies::of(ctx);
        Ok(match release(Call::of(ctx), &companies, id(&input.result)?).await? {
            Ok(row) => ReleaseResultPayload { result: Some(fed(ctx, row)), errors: vec![] },
            Err(error) => ReleaseResultPayload { result: None, errors: vec![error.into()] },
        })
    }
}

/// Which result is released.
#[derive(InputObject)]
struct ReleaseResultInput {
    /// Which.
    result: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReleaseResultPayload {
    /// As it is now; null, if it was not released.
    result: Option<Ref<AssessmentResultId>>,
    /// Why it was not released.
    errors: Vec<ReleaseResultError>,
}
