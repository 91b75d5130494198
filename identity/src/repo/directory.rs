//! What the directory and the viewer are made of.
//!
//! They are read for the process and not for a viewer, so these are `_unchecked`; who sees
//! what of it is decided where it is answered.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, MembershipId, OrganizationId, SessionId, Token, UnitId, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait, Select, Statement,
};

use crate::entity::{
    administrator_scope, coach_grant, group_member, licence, member_group, membership,
    organization, unit,
};

/// From an access token to everything that rules need but the directory has not: one
/// statement. A person without a membership is still a person: hence the outer joins.
const VIEWER: &str = "\
select s.id as session_id, s.authenticated_at, p.id as user_id, p.given_name, p.infix, \
       p.family_name, p.photo_mark, p.language, m.organization_id, m.id as membership_id, \
       o.kind as organization_kind, o.directory_version \
from access_token t \
join session s on s.id = t.session_id \
join person p on p.id = s.person_id \
left join membership m on m.person_id = p.id and m.state = 'active' \
     and (m.sessions_after is null or m.sessions_after < s.created_at) \
left join organization o on o.id = m.organization_id \
where t.hash = $1 and t.expires_at > $2 and s.expires_at > $2 and s.ended_at is null \
  and p.closed_at is null";

/// One membership of who asks, or none.
#[derive(FromQueryResult)]
pub struct Asker {
    pub session_id: SessionId,
    pub authenticated_at: DateTime<Utc>,
    pub user_id: UserId,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
    pub photo_mark: Option<String>,
    pub language: String,
    pub organization_id: Option<OrganizationId>,
    pub membership_id: Option<MembershipId>,
    pub organization_kind: Option<organization::Kind>,
    pub directory_version: Option<i64>,
}

/// No rows, if the token is unknown or over.
pub async fn asker_unchecked(
    db: &Db,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Vec<Asker>, DbErr> {
    let values = [token.hash().into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), VIEWER, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| Asker::from_query_result(row, "")).collect()
}

#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn organization_unchecked(
    db: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<organization::Model, DbErr> {
    let found = organization::Entity::find_by_id(id).one(db).await?;
    found.ok_or(DbErr::RecordNotFound("organization".into()))
}

#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn licences_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<licence::Model>, DbErr> {
    licence::Entity::find().filter(licence::Column::OrganizationId.eq(organization)).all(db).await
}

#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn units_changed_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<Vec<unit::Model>, DbErr> {
    unit::Entity::find()
        .filter(unit::Column::OrganizationId.eq(organization))
        .filter(unit::Column::ChangedIn.gt(since))
        .all(db)
        .await
}

/// Since when those who take part are employed, where the organisation says so.
pub async fn employed_from_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<(MembershipId, NaiveDate)>, DbErr> {
    let sql = "select id, employed_from from membership \
         where organization_id = $1 and state = 'active' and employed_from is not null";
    let values = [organization.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "employed_from")?))).collect()
}

/// A member, with what the person says about themself once there is one.
#[derive(FromQueryResult)]
pub struct MemberRow {
    pub id: MembershipId,
    pub person_id: Option<UserId>,
    pub state: membership::State,
    pub kind: membership::Kind,
    pub roles: i64,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub job_title: Option<String>,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
    pub photo_mark: Option<String>,
    pub work_address: Option<String>,
    pub changed_in: i64,
}

const MEMBERS: &str = "\
select m.id, m.person_id, m.state, m.kind, m.roles, m.unit_id, m.manager_id, m.job_title, \
       coalesce(p.given_name, m.given_name) as given_name, \
       case when p.id is null then m.infix else p.infix end as infix, \
       coalesce(p.family_name, m.family_name) as family_name, p.photo_mark, m.work_address, \
       m.changed_in \
from membership m left join person p on p.id = m.person_id and p.closed_at is null \
where m.organization_id = $1 and m.changed_in > $2";

pub async fn members_changed_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<Vec<MemberRow>, DbErr> {
    let values = [organization.into(), since.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), MEMBERS, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| MemberRow::from_query_result(row, "")).collect()
}

#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn groups_changed_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<(Vec<member_group::Model>, Vec<group_member::Model>), DbErr> {
    let changed = || {
        member_group::Entity::find()
            .filter(member_group::Column::OrganizationId.eq(organization))
            .filter(member_group::Column::ChangedIn.gt(since))
    };
    let groups = changed().all(db).await?;
    let ids = changed().select_only().column(member_group::Column::Id).into_query();
    let members = group_member::Entity::find()
        .filter(group_member::Column::OrganizationId.eq(organization))
        .filter(group_member::Column::GroupId.in_subquery(ids))
        .all(db)
        .await?;
    Ok((groups, members))
}

/// The members whose rows changed: whoever changes a scope or a grant touches them.
#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
fn touched(organization: OrganizationId, since: i64) -> Select<membership::Entity> {
    membership::Entity::find()
        .select_only()
        .column(membership::Column::Id)
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::ChangedIn.gt(since))
}

#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn scopes_touched_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<Vec<administrator_scope::Model>, DbErr> {
    use administrator_scope::{Column, Entity};
    Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::MembershipId.in_subquery(touched(organization, since).into_query()))
        .all(db)
        .await
}

/// All grants of the coaches that were touched, the ended ones too.
#[expect(clippy::disallowed_methods, reason = "the directory is read for the process")]
pub async fn grants_touched_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: i64,
) -> Result<Vec<coach_grant::Model>, DbErr> {
    use coach_grant::{Column, Entity};
    Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::CoachId.in_subquery(touched(organization, since).into_query()))
        .all(db)
        .await
}

/// The version of an organisation's directory; none, if there is no such organisation.
pub async fn version_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<i64>, DbErr> {
    let sql = "select directory_version from organization where id = $1";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [organization.into()]);
    let row = db.query_one_raw(statement).await?;
    row.map(|row| row.try_get("", "directory_version")).transpose()
}

/// Raises the version of an organisation's directory, which comes first in the transaction of
/// every change to what the directory shows; whoever else changes it waits until this ends.
pub async fn raise_version(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<i64, DbErr> {
    let sql = "update organization set directory_version = directory_version + 1 \
               where id = $1 returning directory_version";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [organization.into()]);
    let row = db.query_one_raw(statement).await?;
    row.ok_or(DbErr::RecordNotFound("organization".into()))?.try_get("", "directory_version")
}
