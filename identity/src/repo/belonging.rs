//! Who belongs to an organisation and what they may, written while its directory is held still.
//! The use cases of [`crate::belonging`] have asked the policy.

use chrono::{DateTime, Utc};
use kernel::{MembershipId, OrganizationId, UserId};
use sea_orm::{ConnectionTrait, DbErr};

use super::statement::{one, run};
use crate::entity::membership::Model;

pub async fn membership(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from membership where organization_id = $1 and id = $2";
    one(db, sql, [organization.into(), id.into()]).await
}

/// A person is a member of an organisation once.
pub async fn of_person(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from membership where organization_id = $1 and person_id = $2";
    one(db, sql, [organization.into(), user.into()]).await
}

/// The whole row, as it is to be.
pub async fn write(db: &impl ConnectionTrait, row: Model) -> Result<u64, DbErr> {
    let sql = "update membership set person_id = $3, state = $4, kind = $5, roles = $6, \
         unit_id = $7, manager_id = $8, job_title = $9, given_name = $10, infix = $11, \
         family_name = $12, work_address = $13, work_phone = $14, external_id = $15, \
         employed_from = $16, employed_until = $17, sessions_after = $18, changed_in = $19 \
         where organization_id = $1 and id = $2";
    let values = [
        row.organization_id.into(),
        row.id.into(),
        row.person_id.into(),
        row.state.into(),
        row.kind.into(),
        row.roles.into(),
        row.unit_id.into(),
        row.manager_id.into(),
        row.job_title.into(),
        row.given_name.into(),
        row.infix.into(),
        row.family_name.into(),
        row.work_address.into(),
        row.work_phone.into(),
        row.external_id.into(),
        row.employed_from.into(),
        row.employed_until.into(),
        row.sessions_after.into(),
        row.changed_in.into(),
    ];
    run(db, sql, values).await
}

/// The directory reads a member's scope and grants anew when the member's row changes.
pub async fn touch(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
    version: i64,
) -> Result<u64, DbErr> {
    let sql = "update membership set changed_in = $3 where organization_id = $1 and id = $2";
    run(db, sql, [organization.into(), id.into(), version.into()]).await
}

/// Who reported to `from` reports to `to`.
pub async fn move_reports(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    from: MembershipId,
    to: Option<MembershipId>,
    version: i64,
) -> Result<u64, DbErr> {
    let sql = "update membership set manager_id = $3, changed_in = $4 \
         where organization_id = $1 and manager_id = $2";
    run(db, sql, [organization.into(), from.into(), to.into(), version.into()]).await
}

/// Out of every group.
pub async fn leave_groups(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
    version: i64,
) -> Result<(), DbErr> {
    let sql = "update member_group set changed_in = $3 where organization_id = $1 and id in \
         (select group_id from group_member where organization_id = $1 and membership_id = $2)";
    run(db, sql, [organization.into(), id.into(), version.into()]).await?;
    let sql = "delete from group_member where organization_id = $1 and membership_id = $2";
    run(db, sql, [organization.into(), id.into()]).await?;
    Ok(())
}

/// Whom the member administers, to be stated anew.
pub async fn drop_scope(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    administrator: MembershipId,
) -> Result<u64, DbErr> {
    let sql = "delete from administrator_scope where organization_id = $1 and membership_id = $2";
    run(db, sql, [organization.into(), administrator.into()]).await
}

/// Nobody administers the member by name any more.
pub async fn drop_from_scopes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
    version: i64,
) -> Result<(), DbErr> {
    let sql = "update membership set changed_in = $3 where organization_id = $1 and id in \
         (select membership_id from administrator_scope \
          where organization_id = $1 and member_id = $2)";
    run(db, sql, [organization.into(), id.into(), version.into()]).await?;
    let sql = "delete from administrator_scope where organization_id = $1 and member_id = $2";
    run(db, sql, [organization.into(), id.into()]).await?;
    Ok(())
}

/// The grants to the member and about them are over.
pub async fn revoke_grants(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MembershipId,
    now: DateTime<Utc>,
    version: i64,
) -> Result<(), DbErr> {
    let sql = "update membership set changed_in = $3 where organization_id = $1 and id in \
         (select coach_id from coach_grant where organization_id = $1 \
          and (coach_id = $2 or client_id = $2) and revoked_at is null)";
    run(db, sql, [organization.into(), id.into(), version.into()]).await?;
    let sql = "update coach_grant set revoked_at = $3 where organization_id = $1 \
         and (coach_id = $2 or client_id = $2) and revoked_at is null";
    run(db, sql, [organization.into(), id.into(), now.into()]).await?;
    Ok(())
}

/// What others stated about one membership is about another from now on: who reports to it,
/// its groups, and who administers it by name.
pub async fn take_over(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    from: MembershipId,
    to: MembershipId,
    version: i64,
) -> Result<(), DbErr> {
    move_reports(db, organization, from, Some(to), version).await?;
    let sql = "update member_group set changed_in = $3 where organization_id = $1 and id in \
         (select group_id from group_member where organization_id = $1 and membership_id = $2)";
    run(db, sql, [organization.into(), from.into(), version.into()]).await?;
    let sql = "update membership set changed_in = $3 where organization_id = $1 and id in \
         (select membership_id from administrator_scope \
          where organization_id = $1 and member_id = $2)";
    run(db, sql, [organization.into(), from.into(), version.into()]).await?;
    let sql = "update administrator_scope set member_id = $3 \
         where organization_id = $1 and member_id = $2";
    run(db, sql, [organization.into(), from.into(), to.into()]).await?;
    let sql = "update group_member set membership_id = $3 \
         where organization_id = $1 and membership_id = $2";
    run(db, sql, [organization.into(), from.into(), to.into()]).await?;
    Ok(())
}

/// The grants to a coach are over; the coach's row is written by the caller.
pub async fn revoke_grants_to(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    coach: MembershipId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update coach_grant set revoked_at = $3 \
         where organization_id = $1 and coach_id = $2 and revoked_at is null";
    run(db, sql, [organization.into(), coach.into(), now.into()]).await
}
