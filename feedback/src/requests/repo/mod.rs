//! All SQL of requests. Every select starts at what the viewer may see; what does not says so
//! in its name.

pub mod door;
pub mod invitations;
pub mod parts;
pub mod refusals;
pub mod reminders;
pub mod settle;
pub mod templates;
pub mod write;

use kernel::{Db, FeedbackRequestId, Page, Place, Viewer, within};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    entity::request::{Column, Entity, Model},
    policy,
};
use crate::repo::{
    paged::cut,
    whole::{fetch, rows, total},
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<FeedbackRequestId>,
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
pub async fn by_id(
    db: &Db,
    viewer: &Viewer,
    id: FeedbackRequestId,
) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    page: &Page<FeedbackRequestId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(policy::visible_in(place));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(policy::visible_in(place))).await
}
