//! Units and groups, for whoever changes them. Inside a transaction that has raised the
//! directory's version they need no lock: no other change runs beside it.

use kernel::{Db, GroupId, MembershipId, OrganizationId, UnitId, Viewer, bulk::id_as_text, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QuerySelect, Select,
};

use super::{
    bulk::{Bulk, json},
    statement::{all, one, run},
};
use crate::entity::{
    member_group, membership,
    unit::{self, Model as Unit},
};

fn organizations_of(viewer: &Viewer) -> impl Iterator<Item = OrganizationId> {
    viewer.places.iter().map(|place| place.organization)
}

#[expect(clippy::disallowed_methods, reason = "this is where selects of units start")]
fn units_visible_to(viewer: &Viewer, db: &Db) -> Select<unit::Entity> {
    let column = (unit::Entity, unit::Column::OrganizationId);
    unit::Entity::find()
        .filter(within(db.get_database_backend(), column, organizations_of(viewer)))
        .filter(unit::Column::Removed.eq(false))
}

#[expect(clippy::disallowed_methods, reason = "this is where selects of groups start")]
fn groups_visible_to(viewer: &Viewer, db: &Db) -> Select<member_group::Entity> {
    let column = (member_group::Entity, member_group::Column::OrganizationId);
    member_group::Entity::find()
        .filter(within(db.get_database_backend(), column, organizations_of(viewer)))
        .filter(member_group::Column::Removed.eq(false))
}

pub async fn home_of_unit(
    db: &Db,
    viewer: &Viewer,
    unit: UnitId,
) -> Result<Option<OrganizationId>, DbErr> {
    let found = units_visible_to(viewer, db).filter(unit::Column::Id.eq(unit));
    found.select_only().column(unit::Column::OrganizationId).into_tuple().one(db).await
}

pub async fn home_of_group(
    db: &Db,
    viewer: &Viewer,
    group: GroupId,
) -> Result<Option<OrganizationId>, DbErr> {
    let found = groups_visible_to(viewer, db).filter(member_group::Column::Id.eq(group));
    found.select_only().column(member_group::Column::OrganizationId).into_tuple().one(db).await
}

/// Those that were not removed.
pub async fn units(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Unit>, DbErr> {
    let sql = "select * from unit where organization_id = $1 and removed = $2";
    all(db, sql, [organization.into(), false.into()]).await
}

/// Members of the unit itself who have not left.
#[expect(clippy::disallowed_methods, reason = "a number, for who may change the unit")]
pub async fn count_in_unit(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    unit: UnitId,
) -> Result<u64, DbErr> {
    membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::UnitId.eq(unit))
        .filter(membership::Column::State.ne(membership::State::Left))
        .count(db)
        .await
}

pub async fn write_unit(db: &impl ConnectionTrait, unit: &Unit) -> Result<u64, DbErr> {
    let sql = "update unit set parent_id = $3, code = $4, name = $5, changed_in = $6 \
         where organization_id = $1 and id = $2";
    let it = unit.clone();
    let values = [
        it.organization_id.into(),
        it.id.into(),
        it.parent_id.into(),
        it.code.into(),
        it.name.into(),
        it.changed_in.into(),
    ];
    run(db, sql, values).await
}

/// The row stays for what refers to it; scopes that name it are gone.
pub async fn remove_unit(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    unit: UnitId,
    version: i64,
) -> Result<(), DbErr> {
    let sql = "update unit set removed = $3, changed_in = $4 \
         where organization_id = $1 and id = $2";
    run(db, sql, [organization.into(), unit.into(), true.into(), version.into()]).await?;
    drop_scopes(db, "unit_id", organization, unit.into(), version).await
}

/// One that was not removed.
pub async fn group(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    group: GroupId,
) -> Result<Option<member_group::Model>, DbErr> {
    let sql = "select * from member_group where organization_id = $1 and id = $2 and removed = $3";
    one(db, sql, [organization.into(), group.into(), false.into()]).await
}

pub async fn write_group(
    db: &impl ConnectionTrait,
    group: &member_group::Model,
) -> Result<u64, DbErr> {
    let sql = "update member_group set name = $3, changed_in = $4 \
         where organization_id = $1 and id = $2";
    let it = group.clone();
    let values = [it.organization_id.into(), it.id.into(), it.name.into(), it.changed_in.into()];
    run(db, sql, values).await
}

/// The row stays for what refers to it; its members and scopes that name it are gone.
pub async fn remove_group(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    group: GroupId,
    version: i64,
) -> Result<(), DbErr> {
    let sql = "update member_group set removed = $3, changed_in = $4 \
         where organization_id = $1 and id = $2";
    run(db, sql, [organization.into(), group.into(), true.into(), version.into()]).await?;
    let sql = "delete from group_member where organization_id = $1 and group_id = $2";
    run(db, sql, [organization.into(), group.into()]).await?;
    drop_scopes(db, "group_id", organization, group.into(), version).await
}

/// Whose scope changes is touched, so that directories read it anew.
async fn drop_scopes(
    db: &impl ConnectionTrait,
    column: &'static str,
    organization: OrganizationId,
    target: sea_orm::Value,
    version: i64,
) -> Result<(), DbErr> {
    let touch = format!(
        "update membership set changed_in = $3 where organization_id = $1 and id in \
         (select membership_id from administrator_scope \
          where organization_id = $1 and {column} = $2)"
    );
    run(db, &touch, [organization.into(), target.clone(), version.into()]).await?;
    let drop =
        format!("delete from administrator_scope where organization_id = $1 and {column} = $2");
    run(db, &drop, [organization.into(), target]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Id {
    id: MembershipId,
}

/// Which of these are members who have not left.
pub async fn members_among(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: &[MembershipId],
) -> Result<Vec<MembershipId>, DbErr> {
    let bulk = Bulk::on(db);
    let sql = format!(
        "select id from membership where organization_id = $1 and state <> 'left' \
         and id {}",
        bulk.among(2),
    );
    let ids = bulk.ids(ids.iter().copied());
    let found: Vec<Id> = all(db, &sql, [organization.into(), ids]).await?;
    Ok(found.into_iter().map(|it| it.id).collect())
}

pub async fn add_to_group(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    group: GroupId,
    members: &[MembershipId],
) -> Result<u64, DbErr> {
    let bulk = Bulk::on(db);
    let sql = format!(
        "insert into group_member (organization_id, group_id, membership_id) \
         select $1, $2, {} from {} where true on conflict do nothing",
        bulk.id(0),
        bulk.rows(3),
    );
    run(db, &sql, [organization.into(), group.into(), each(members)]).await
}

pub async fn take_from_group(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    group: GroupId,
    members: &[MembershipId],
) -> Result<u64, DbErr> {
    let bulk = Bulk::on(db);
    let sql = format!(
        "delete from group_member where organization_id = $1 and group_id = $2 \
         and membership_id {}",
        bulk.among(3),
    );
    let members = bulk.ids(members.iter().copied());
    run(db, &sql, [organization.into(), group.into(), members]).await
}

fn each(ids: &[MembershipId]) -> sea_orm::Value {
    let rows: Vec<_> = ids.iter().map(|id| [id_as_text(*id)]).collect();
    json(&rows)
}
