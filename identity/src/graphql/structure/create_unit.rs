use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UnitId};

use super::{errors, key, parse};
use crate::{
    directory::Snapshots,
    structure::{CreateUnit, CreateUnitError, create_unit},
};

#[derive(Default)]
pub struct CreateUnitMutation;

#[Object]
impl CreateUnitMutation {
    /// Visible to administrators. Makes a unit. For administrators of everybody, also while
    /// no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn create_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The unit.")] input: CreateUnitInput,
    ) -> Answer<CreateUnitPayload> {
        let organization = parse(&input.organization)?;
        let parent = input.parent.as_ref().map(parse).transpose()?;
        let key = key(input.idempotency_key)?;
        let (code, name) = (input.code, input.name);
        let unit = CreateUnit { organization, parent, code, name };
        let done = create_unit(Call::of(ctx), unit, key.as_ref()).await?;
        if done.is_ok() {
            Snapshots::of(ctx).renew(Call::of(ctx), organization).await?;
        }
        let made = done.as_ref().ok().copied();
        let unit = made.filter(|it| Snapshots::of(ctx).shows_unit(*it)).map(Ref);
        Ok(CreateUnitPayload { unit, errors: errors(done) })
    }
}

/// The unit.
#[derive(InputObject)]
struct CreateUnitInput {
    /// Where.
    organization: ID,
    /// The unit it is a part of; none, at the top.
    parent: Option<ID>,
    /// What the organisation's books call it, 1 to 50 characters: `SALES-EU`. No two units
    /// have the same.
    code: String,
    /// What people call it, 1 to 200 characters.
    name: String,
    /// Names this attempt: repeated within 24 hours, it is done once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateUnitPayload {
    /// The unit; null, if none was made.
    unit: Option<Ref<UnitId>>,
    /// Why none was made.
    errors: Vec<CreateUnitError>,
}
