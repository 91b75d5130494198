//! All SQL of sponsorships. Every select starts at what the viewer may see; what does not says
//! so in its name.

mod parts;
mod sections;
pub mod write;

use kernel::{Db, Page, Place, SponsorshipId, Viewer, within};
use sea_orm::{
    Condition, ConnectionTrait, DbErr, FromQueryResult, Iterable,
    sea_query::{Expr, Query, SelectStatement},
};

use super::{
    entity::sponsorship::{Column, Entity, Model},
    policy,
};
use crate::repo::paged::cut;

pub use self::{
    parts::{count_readings_unchecked, readings_unchecked, releases_unchecked},
    sections::{goals_unchecked, sessions_unchecked},
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<SponsorshipId>,
) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let mut select = rows(policy::visible(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: SponsorshipId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of those that the viewer may see in an organisation, newest first.
pub async fn list(db: &Db, place: &Place, page: &Page<SponsorshipId>) -> Result<Vec<Model>, DbErr> {
    let mut select = rows(policy::visible_in(place));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    let mut select = rows(policy::visible_in(place));
    select.clear_selects().expr_as(Expr::cust("count(*)"), "total");
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

fn rows(rule: Condition) -> SelectStatement {
    Query::select()
        .columns(Column::iter().map(|column| (Entity, column)))
        .from(Entity)
        .cond_where(rule)
        .to_owned()
}

async fn fetch(db: &Db, select: &SelectStatement) -> Result<Vec<Model>, DbErr> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| Model::from_query_result(row, "")).collect()
}
