use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, Date, EmailAddress, Fault, MembershipId, Ref};

use super::{change, changed, errors, parse};
use crate::{
    account::Change,
    belonging::{Stated, UpdateMembershipError, update_membership},
    directory::Snapshots,
    entity::membership::Kind,
    graphql::membership::MembershipKind,
};

#[derive(Default)]
pub struct UpdateMembershipMutation;

#[Object]
impl UpdateMembershipMutation {
    /// Visible to administrators. Changes what the organisation states about a member; what the
    /// person states about themself is theirs. For administrators in scope, also while no licence
    /// is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn update_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateMembershipInput,
    ) -> Answer<UpdateMembershipPayload> {
        let (snapshots, id) = (Snapshots::of(ctx), parse(&input.membership)?);
        let version = input.version;
        let stated = input.try_into()?;
        let done = update_membership(Call::of(ctx), snapshots, id, version, stated).await?;
        let membership = changed(ctx, &done).await?;
        Ok(UpdateMembershipPayload { membership, errors: errors(done) })
    }
}

/// What changes; what is not given stays, what is null goes.
#[derive(InputObject)]
struct UpdateMembershipInput {
    /// Whose.
    membership: ID,
    /// Its `version`, as it was read; if somebody changed it since, nothing is done.
    version: Option<i64>,
    /// As the organisation states it; it is shown until the person has accepted.
    name: Option<UpdateMembershipNameInput>,
    /// As what they belong to the organisation.
    kind: Option<MembershipKind>,
    /// In which they work; one of your scope.
    unit: MaybeUndefined<ID>,
    /// To whom they report: a member who takes part, and who does not report to them.
    manager: MaybeUndefined<ID>,
    /// At most 200 characters.
    job_title: MaybeUndefined<String>,
    /// The address of work. It is no address to sign in with.
    work_address: MaybeUndefined<EmailAddress>,
    /// The telephone at work, at most 40 characters.
    work_phone: MaybeUndefined<String>,
    /// The number in the organisation's own books, at most 100 characters; no two members have
    /// the same.
    external_id: MaybeUndefined<String>,
    /// The first day of employment.
    employed_from: MaybeUndefined<Date>,
    /// The last day of employment.
    employed_until: MaybeUndefined<Date>,
}

/// Parts of a name; what is not given stays.
#[derive(InputObject, Default)]
struct UpdateMembershipNameInput {
    /// 1 to 200 characters.
    given: Option<String>,
    /// `van`, `de la`; at most 200 characters.
    infix: MaybeUndefined<String>,
    /// 1 to 200 characters.
    family: Option<String>,
}

impl TryFrom<UpdateMembershipInput> for Stated {
    type Error = Fault;

    fn try_from(input: UpdateMembershipInput) -> Answer<Self> {
        let name = input.name.unwrap_or_default();
        Ok(Self {
            given: name.given,
            infix: change(name.infix),
            family: name.family,
            kind: input.kind.map(|kind| Kind::from(kind).into()),
            unit: named(input.unit)?,
            manager: named(input.manager)?,
            job_title: change(input.job_title),
            work_address: change(input.work_address),
            work_phone: change(input.work_phone),
            external_id: change(input.external_id),
            employed_from: day(input.employed_from),
            employed_until: day(input.employed_until),
        })
    }
}

fn named<T: std::str::FromStr + kernel::Noun>(id: MaybeUndefined<ID>) -> Answer<Change<T>> {
    Ok(match change(id) {
        Change::Keep => Change::Keep,
        Change::To(id) => Change::To(id.as_ref().map(parse).transpose()?),
    })
}

fn day(day: MaybeUndefined<Date>) -> Change<chrono::NaiveDate> {
    match change(day) {
        Change::Keep => Change::Keep,
        Change::To(day) => Change::To(day.map(|day| day.0)),
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateMembershipPayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<UpdateMembershipError>,
}
