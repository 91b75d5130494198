//! Organisations as operators list them, and the audit log.

use chrono::NaiveDate;
use kernel::{Db, OrganizationId, Page, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::statement::{one, run};
use crate::entity::{audit_entry, membership, organization};

/// Those that subscribe; personal accounts are nobody's business.
#[expect(clippy::disallowed_methods, reason = "operators see every organisation's frame")]
fn subscribers() -> Select<organization::Entity> {
    let kinds = [organization::Kind::Company, organization::Kind::Practice];
    organization::Entity::find().filter(organization::Column::Kind.is_in(kinds))
}

pub async fn subscribers_unchecked(
    db: &Db,
    page: &Page<OrganizationId>,
) -> Result<Vec<OrganizationId>, DbErr> {
    use organization::Column::Id;
    let rows = subscribers()
        .select_only()
        .column(Id)
        .apply_if(page.after, |rows, after| rows.filter(Id.gt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Id.lt(before)))
        .order_by(Id, super::order(page, sea_orm::Order::Asc))
        .limit(page.probe());
    rows.into_tuple().all(db).await
}

pub async fn count_subscribers_unchecked(db: &Db) -> Result<u64, DbErr> {
    subscribers().count(db).await
}

/// How many seats of its licence each organisation has taken; one without members is left out.
#[expect(clippy::disallowed_methods, reason = "numbers, for who may read the licences")]
pub async fn seats_taken_unchecked(
    db: &Db,
    organizations: Vec<OrganizationId>,
) -> Result<Vec<(OrganizationId, i64)>, DbErr> {
    use membership::{Column, Entity};
    let column = (Entity, Column::OrganizationId);
    Entity::find()
        .select_only()
        .column(Column::OrganizationId)
        .column_as(Column::Id.count(), "taken")
        .filter(within(db.get_database_backend(), column, organizations))
        .filter(Column::State.ne(membership::State::Left))
        .group_by(Column::OrganizationId)
        .into_tuple()
        .all(db)
        .await
}

/// The newest entries first; the caller has asked the policy.
#[expect(clippy::disallowed_methods, reason = "the policy of the audit log is asked before")]
fn entries(organization: OrganizationId) -> Select<audit_entry::Entity> {
    audit_entry::Entity::find().filter(audit_entry::Column::OrganizationId.eq(organization))
}

pub async fn audit_log(
    db: &Db,
    organization: OrganizationId,
    page: &Page<Uuid>,
) -> Result<Vec<audit_entry::Model>, DbErr> {
    use audit_entry::Column::Id;
    entries(organization)
        .apply_if(page.after, |rows, after| rows.filter(Id.lt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Id.gt(before)))
        .order_by(Id, super::order(page, sea_orm::Order::Desc))
        .limit(page.probe())
        .all(db)
        .await
}

pub async fn count_audit_log(db: &Db, organization: OrganizationId) -> Result<u64, DbErr> {
    entries(organization).count(db).await
}

/// For use cases that ask their policy, and for those that hold a transaction on it.
pub async fn by_id_unchecked(
    db: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<Option<organization::Model>, DbErr> {
    one(db, "select * from organization where id = $1", [id.into()]).await
}

/// What it says about itself.
pub async fn write(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<u64, DbErr> {
    let sql = "update organization set name = $2, controller = $3, processor = $4, \
         changed_in = $5 where id = $1";
    let it = organization.clone();
    let (controller, processor) = (it.controller.into(), it.processor.into());
    let values = [it.id.into(), it.name.into(), controller, processor, it.changed_in.into()];
    run(db, sql, values).await
}

/// No licence is in force on this day or later.
pub async fn end_licences(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    from: NaiveDate,
) -> Result<(), DbErr> {
    let drop = "delete from licence where organization_id = $1 and valid_from >= $2";
    run(db, drop, [organization.into(), from.into()]).await?;
    let cut = "update licence set valid_until = $3 \
         where organization_id = $1 and valid_until >= $2";
    let last = from.pred_opt().unwrap_or(from);
    run(db, cut, [organization.into(), from.into(), last.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Seats {
    seats: i64,
}

/// Of the licence in force on this day, if one is.
pub async fn seats(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    day: NaiveDate,
) -> Result<Option<i64>, DbErr> {
    let sql = "select max(seats) as seats from licence where organization_id = $1 \
         and valid_from <= $2 and valid_until >= $2 having count(*) > 0";
    let found: Option<Seats> = one(db, sql, [organization.into(), day.into()]).await?;
    Ok(found.map(|it| it.seats))
}
