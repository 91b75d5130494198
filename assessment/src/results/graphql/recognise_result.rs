use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, AssessmentResultId, Call, Markdown, Ref};

use super::{fed, id};
use crate::results::{
    loader::Loaders,
    policy::Companies,
    recognise::{Recognise, RecogniseResultError, recognise},
};

#[derive(Default)]
pub struct RecogniseResult;

#[Object]
impl RecogniseResult {
    /// Says of one scale of a result of yours whether you recognise yourself in it, and if not,
    /// where you see yourself. It stands beside what was computed and changes nothing of it; what
    /// you said before stays as an earlier revision.
    async fn recognise_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How you see it.")] input: RecogniseResultInput,
    ) -> Answer<RecogniseResultPayload> {
        Loaders::of(ctx).forget();
        let how = Recognise {
            result: id(&input.result)?,
            scale: input.scale,
            recognised: input.recognised,
            position: input.position,
            note: input.note.map(Markdown::into_string).unwrap_or_default(),
        };
        Ok(match recognise(Call::of(ctx), &Companies::of(ctx), how).await? {
            Ok(row) => RecogniseResultPayload { result: Some(fed(ctx, row)), errors: vec![] },
            Err(error) => RecogniseResultPayload { result: None, errors: vec![error.into()] },
        })
    }
}

/// How you see one scale of a result of yours.
#[derive(InputObject)]
struct RecogniseResultInput {
    /// Which result.
    result: ID,
    /// The code of the scale.
    scale: String,
    /// Whether you recognise yourself in it.
    recognised: bool,
    /// Where you see yourself between the poles of an attitude, 0 at the left one to 100 at the
    /// right one, if you do not recognise yourself.
    position: Option<f64>,
    /// What you say about it, at most 5,000 characters.
    note: Option<Markdown>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RecogniseResultPayload {
    /// The result with how you see it; null, if nothing was noted.
    result: Option<Ref<AssessmentResultId>>,
    /// Why nothing was noted.
    errors: Vec<RecogniseResultError>,
}
