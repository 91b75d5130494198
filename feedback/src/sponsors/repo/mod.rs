//! All SQL of sponsorships. Every select starts at what the viewer may see; what does not says
//! so in its name.

mod parts;
mod sections;
pub mod write;

use kernel::{Db, Page, Place, SponsorshipId, Viewer, within};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    entity::sponsorship::{Column, Entity, Model},
    policy,
};
use crate::repo::{
    paged::cut,
    whole::{fetch, rows, total},
};

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
    let mut select = rows::<Entity>(policy::visible(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: SponsorshipId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of those that the viewer may see in an organisation, newest first.
pub async fn list(db: &Db, place: &Place, page: &Page<SponsorshipId>) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(policy::visible_in(place));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(policy::visible_in(place))).await
}
