//! All SQL of instruments. Every select starts at what the viewer may see; what does not says so
//! in its name.

pub mod write;

use kernel::{Db, InstrumentId, OrganizationId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, sea_query::Expr,
};

use super::{
    entity::{
        document,
        instrument::{Column, Entity, Model, State},
    },
    policy,
};

#[expect(clippy::disallowed_methods, reason = "this is where every select starts")]
fn rows(rule: Condition) -> Select<Entity> {
    Entity::find().filter(rule)
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<InstrumentId>) -> Result<Vec<Model>, DbErr> {
    // Without a place to read in there is nothing to see, and nothing to ask.
    let Some(rule) = policy::visible(viewer) else { return Ok(vec![]) };
    rows(rule).filter(within(db.get_database_backend(), (Entity, Column::Id), ids)).all(db).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: InstrumentId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, the newest first; in all states, if none is asked for.
pub async fn list(
    db: &Db,
    place: &Place,
    state: Option<State>,
    page: &Page<InstrumentId>,
) -> Result<Vec<Model>, DbErr> {
    let order = if page.backwards { Order::Asc } else { Order::Desc };
    listed(place, state)
        .apply_if(page.after, |rows, after| rows.filter(Column::Id.lt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Column::Id.gt(before)))
        .order_by(Column::Id, order)
        .limit(page.probe())
        .all(db)
        .await
}

/// How many all pages have together.
pub async fn count(db: &Db, place: &Place, state: Option<State>) -> Result<u64, DbErr> {
    listed(place, state).count(db).await
}

/// One page of what anybody there may ask themself with, the newest first: what is published and
/// whose results nobody has to talk over first; of it what tells no keys.
pub async fn offered(
    db: &Db,
    place: &Place,
    page: &Page<InstrumentId>,
) -> Result<Vec<Model>, DbErr> {
    let order = if page.backwards { Order::Asc } else { Order::Desc };
    in_use(place, db.get_database_backend())
        .apply_if(page.after, |rows, after| rows.filter(Column::Id.lt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Column::Id.gt(before)))
        .order_by(Column::Id, order)
        .limit(page.probe())
        .all(db)
        .await
}

/// How many all pages have together.
pub async fn count_offered(db: &Db, place: &Place) -> Result<u64, DbErr> {
    in_use(place, db.get_database_backend()).count(db).await
}

fn in_use(place: &Place, backend: DbBackend) -> Select<Entity> {
    let here = Column::OrganizationId.eq(place.organization);
    let published = Column::State.eq(State::Published);
    let debrief = match backend {
        DbBackend::Postgres => "d.document::json->>'debrief' = 'true'",
        _ => "d.document->>'debrief'",
    };
    let told_at_once = Expr::cust(format!(
        "not exists (select 1 from instrument_document d \
         where d.organization_id = instrument.organization_id \
         and d.instrument_id = instrument.id and {debrief})"
    ));
    rows(Condition::all().add(here).add(published).add(told_at_once))
}

fn listed(place: &Place, state: Option<State>) -> Select<Entity> {
    rows(policy::visible_in(place)).apply_if(state, |rows, it| rows.filter(Column::State.eq(it)))
}

/// What rows that were seen hold; only the viewer's organisations are held to.
#[expect(clippy::disallowed_methods, reason = "parts of rows that were seen through the rule")]
pub async fn documents_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<InstrumentId>,
) -> Result<Vec<document::Model>, DbErr> {
    use document::{Column, Entity};
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    Entity::find()
        .filter(within(backend, (Entity, Column::OrganizationId), organizations))
        .filter(within(backend, (Entity, Column::InstrumentId), seen))
        .all(db)
        .await
}

/// How many editions of a family were published, counted in the transaction that counts one
/// more.
#[expect(clippy::disallowed_methods, reason = "read by its writer, who locked it")]
pub async fn editions_unchecked(
    tx: &impl ConnectionTrait,
    row: &Model,
) -> Result<Option<i64>, DbErr> {
    let first = Entity::find()
        .filter(Column::OrganizationId.eq(row.organization_id))
        .filter(Column::Id.eq(row.family_id));
    Ok(first.one(tx).await?.map(|first| first.editions))
}

/// One of an organisation, whoever asks: who answers sees its items and none of its keys.
#[expect(clippy::disallowed_methods, reason = "what is asked with, and not shown")]
pub async fn edition_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: InstrumentId,
) -> Result<Option<Model>, DbErr> {
    let one =
        Entity::find().filter(Column::OrganizationId.eq(organization)).filter(Column::Id.eq(id));
    one.one(db).await
}

/// Whether others are of the family that begins with it.
#[expect(clippy::disallowed_methods, reason = "read by who deletes what was seen")]
pub async fn is_continued_unchecked(tx: &impl ConnectionTrait, row: &Model) -> Result<bool, DbErr> {
    let others = Entity::find()
        .filter(Column::OrganizationId.eq(row.organization_id))
        .filter(Column::FamilyId.eq(row.id))
        .filter(Column::Id.ne(row.id));
    Ok(others.one(tx).await?.is_some())
}
