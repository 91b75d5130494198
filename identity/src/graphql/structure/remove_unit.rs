use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UnitId};

use super::{errors, parse, renew_unit};
use crate::structure::{RemoveUnitError, remove_unit};

#[derive(Default)]
pub struct RemoveUnitMutation;

#[Object]
impl RemoveUnitMutation {
    /// Visible to administrators. Removes a unit that has neither members nor parts. What was
    /// written to it stays; administrator scopes that name it lose it. For administrators of
    /// everybody, also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn remove_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which unit.")] input: RemoveUnitInput,
    ) -> Answer<RemoveUnitPayload> {
        let unit = parse(&input.unit)?;
        let done = remove_unit(Call::of(ctx), unit, input.version).await?;
        if done.is_ok() {
            renew_unit(ctx, unit).await?;
        }
        let unit = done.as_ref().ok().copied().map(Ref);
        Ok(RemoveUnitPayload { unit, errors: errors(done) })
    }
}

/// Which unit.
#[derive(InputObject)]
struct RemoveUnitInput {
    /// Its id.
    unit: ID,
    /// The version that was read; if somebody changed the unit since, nothing is done.
    version: Option<i64>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RemoveUnitPayload {
    /// The unit that was removed; null, if none was.
    unit: Option<Ref<UnitId>>,
    /// Why none was removed.
    errors: Vec<RemoveUnitError>,
}
