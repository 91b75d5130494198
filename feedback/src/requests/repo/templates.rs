//! Templates exist for every member of their organisation.

use kernel::{Db, FeedbackTemplateId, Page, Place, Viewer, within};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, sea_query::SelectStatement};

use crate::{
    repo::{
        paged::cut,
        whole::{fetch, rows, total},
    },
    requests::{
        entity::template::{Column, Entity, Model},
        policy,
    },
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<FeedbackTemplateId>,
) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let mut select = rows::<Entity>(policy::visible_templates(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(
    db: &Db,
    viewer: &Viewer,
    id: FeedbackTemplateId,
) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    retired: bool,
    page: &Page<FeedbackTemplateId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = listed(place, retired);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, retired: bool) -> Result<i64, DbErr> {
    total(db, listed(place, retired)).await
}

fn listed(place: &Place, retired: bool) -> SelectStatement {
    let in_use = (!retired).then(|| Column::RetiredAt.is_null());
    let own = Condition::all().add(Column::OrganizationId.eq(place.organization));
    rows::<Entity>(own.add_option(in_use))
}
