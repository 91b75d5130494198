use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UnitId};

use super::{change, errors, parse, renew_unit};
use crate::{
    account::Change,
    structure::{UpdateUnit, UpdateUnitError, update_unit},
};

#[derive(Default)]
pub struct UpdateUnitMutation;

#[Object]
impl UpdateUnitMutation {
    /// Visible to administrators. Renames a unit, or moves it with all below it. For
    /// administrators of everybody, also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn update_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateUnitInput,
    ) -> Answer<UpdateUnitPayload> {
        let unit = parse(&input.unit)?;
        let parent = match change(input.parent) {
            Change::Keep => Change::Keep,
            Change::To(parent) => Change::To(parent.as_ref().map(parse).transpose()?),
        };
        let (version, name, code) = (input.version, input.name, input.code);
        let changed = UpdateUnit { unit, version, name, code, parent };
        let done = update_unit(Call::of(ctx), changed).await?;
        if done.is_ok() {
            renew_unit(ctx, unit).await?;
        }
        let unit = done.as_ref().ok().copied().map(Ref);
        Ok(UpdateUnitPayload { unit, errors: errors(done) })
    }
}

/// What changes; what is not given stays.
#[derive(InputObject)]
struct UpdateUnitInput {
    /// Which.
    unit: ID,
    /// The version that was read; if somebody changed the unit since, nothing is done.
    version: Option<i64>,
    /// 1 to 200 characters.
    name: Option<String>,
    /// 1 to 50 characters; no two units have the same.
    code: Option<String>,
    /// The unit it becomes a part of; null puts it at the top.
    parent: MaybeUndefined<ID>,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateUnitPayload {
    /// The unit as it is now; null, if nothing changed.
    unit: Option<Ref<UnitId>>,
    /// Why nothing changed.
    errors: Vec<UpdateUnitError>,
}
