use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, OrganizationId, Ref};

use super::{errors, parse};
use crate::{
    directory::Snapshots,
    graphql::organization::LicenceKind,
    organization::{SetLicence, SetLicenceError, set_licence},
};

#[derive(Default)]
pub struct SetLicenceMutation;

#[Object]
impl SetLicenceMutation {
    /// Visible to operators. Gives an organisation a licence, which from its first day on
    /// takes the place of every other. Without one in force content can be read and not
    /// written, and nobody can be added; sign-in, putting personal data and the structure
    /// right, revoking grants, export and erasure go on. Fewer seats than members put nobody
    /// out.
    #[graphql(visible = "super::to_operators")]
    async fn set_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The licence.")] input: SetLicenceInput,
    ) -> Answer<SetLicencePayload> {
        let organization = parse(&input.organization)?;
        let licence = SetLicence {
            organization,
            kind: input.kind.into(),
            seats: input.seats,
            valid_from: input.valid_from.0,
            valid_until: input.valid_until.0,
        };
        let done = set_licence(Call::of(ctx), licence).await?;
        if done.is_ok() {
            Snapshots::of(ctx).renew(Call::of(ctx), organization).await?;
        }
        let organization = done.as_ref().ok().copied().map(Ref);
        Ok(SetLicencePayload { organization, errors: errors(done) })
    }
}

/// The licence.
#[derive(InputObject)]
struct SetLicenceInput {
    /// Whose.
    organization: ID,
    /// Who subscribes.
    kind: LicenceKind,
    /// How many members there may be, invited ones included: 1 to 1,000,000.
    seats: i64,
    /// The first day.
    valid_from: Date,
    /// The last day.
    valid_until: Date,
}

/// What came of it.
#[derive(SimpleObject)]
struct SetLicencePayload {
    /// The organisation; null, if it has the licence it had.
    organization: Option<Ref<OrganizationId>>,
    /// Why it has the licence it had.
    errors: Vec<SetLicenceError>,
}
