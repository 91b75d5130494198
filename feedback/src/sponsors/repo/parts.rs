//! What belongs to sponsorships that were seen. Whoever asks has read the rows through the
//! rule; here only the viewer's organisations are held to.

use kernel::{Db, Page, SponsorshipId, Viewer, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, QueryFilter,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    repo::paged::cut,
    sponsors::entity::{reading, release, sponsorship},
};

/// What is released.
#[expect(clippy::disallowed_methods, reason = "parts of rows that were seen through the rule")]
pub async fn releases_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<SponsorshipId>,
) -> Result<Vec<release::Model>, DbErr> {
    use release::{Column, Entity};
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    Entity::find()
        .filter(within(backend, (Entity, Column::OrganizationId), organizations))
        .filter(within(backend, (Entity, Column::SponsorshipId), seen))
        .all(db)
        .await
}

/// One page of when the sponsor read what, the latest first.
pub async fn readings_unchecked(
    db: &Db,
    seen: &sponsorship::Model,
    page: &Page<Uuid>,
) -> Result<Vec<reading::Model>, DbErr> {
    use reading::{Column, Entity};
    let mut select = log(seen);
    cut(&mut select, (Entity, Column::Id), page);
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| reading::Model::from_query_result(row, "")).collect()
}

/// How many rows all pages have together.
pub async fn count_readings_unchecked(db: &Db, seen: &sponsorship::Model) -> Result<i64, DbErr> {
    let mut select = log(seen);
    select.clear_selects().expr_as(Expr::cust("count(*)"), "total");
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

fn log(seen: &sponsorship::Model) -> SelectStatement {
    use reading::{Column, Entity};
    Query::select()
        .columns(Column::iter().map(|column| (Entity, column)))
        .from(Entity)
        .and_where(Column::OrganizationId.eq(seen.organization_id))
        .and_where(Column::SponsorshipId.eq(seen.id))
        .to_owned()
}
