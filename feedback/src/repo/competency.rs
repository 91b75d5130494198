//! Competencies exist for every member of their organisation.

use kernel::{CompetencyId, Db, OrganizationId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};

use crate::entity::competency::{Column, Entity, Model};

#[expect(clippy::disallowed_methods, reason = "this is where every select starts")]
fn visible_to(db: &Db, organizations: impl IntoIterator<Item = OrganizationId>) -> Select<Entity> {
    let column = (Entity, Column::OrganizationId);
    Entity::find().filter(within(db.get_database_backend(), column, organizations))
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<CompetencyId>) -> Result<Vec<Model>, DbErr> {
    let places = viewer.places.iter().map(|place| place.organization);
    let ids = within(db.get_database_backend(), (Entity, Column::Id), ids);
    visible_to(db, places).filter(ids).all(db).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: CompetencyId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, the oldest first.
pub async fn list(
    db: &Db,
    place: &Place,
    archived: bool,
    page: &Page<CompetencyId>,
) -> Result<Vec<Model>, DbErr> {
    let order = if page.backwards { Order::Desc } else { Order::Asc };
    listed(db, place, archived)
        .apply_if(page.after, |rows, after| rows.filter(Column::Id.gt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Column::Id.lt(before)))
        .order_by(Column::Id, order)
        .limit(page.probe())
        .all(db)
        .await
}

/// How many all pages have together.
pub async fn count(db: &Db, place: &Place, archived: bool) -> Result<u64, DbErr> {
    listed(db, place, archived).count(db).await
}

fn listed(db: &Db, place: &Place, archived: bool) -> Select<Entity> {
    let rows = visible_to(db, [place.organization]);
    if archived { rows } else { rows.filter(Column::Archived.eq(false)) }
}
