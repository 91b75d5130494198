//! All SQL of algorithms. Every select starts at what the viewer may see; what does not says so in
//! its name.

use kernel::{AlgorithmId, Db, OrganizationId, Page, Place, Viewer, Write, within};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::Query,
};

use super::{
    Module,
    entity::{
        algorithm::{Column, Entity, Model, State},
        module,
    },
    policy,
};

#[expect(clippy::disallowed_methods, reason = "this is where every select starts")]
fn rows(rule: Condition) -> Select<Entity> {
    Entity::find().filter(rule)
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<AlgorithmId>) -> Result<Vec<Model>, DbErr> {
    // Without a place to read in there is nothing to see, and nothing to ask.
    let Some(rule) = policy::visible(viewer) else { return Ok(vec![]) };
    rows(rule).filter(within(db.get_database_backend(), (Entity, Column::Id), ids)).all(db).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: AlgorithmId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// That of an organisation which has this digest.
pub async fn by_hash(db: &Db, place: &Place, hash: &[u8]) -> Result<Option<Model>, DbErr> {
    rows(policy::visible_in(place)).filter(Column::Hash.eq(hash.to_vec())).one(db).await
}

/// One page of an organisation's, the newest first.
pub async fn list(db: &Db, place: &Place, page: &Page<AlgorithmId>) -> Result<Vec<Model>, DbErr> {
    let order = if page.backwards { Order::Asc } else { Order::Desc };
    rows(policy::visible_in(place))
        .apply_if(page.after, |rows, after| rows.filter(Column::Id.lt(after)))
        .apply_if(page.before, |rows, before| rows.filter(Column::Id.gt(before)))
        .order_by(Column::Id, order)
        .limit(page.probe())
        .all(db)
        .await
}

/// How many all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<u64, DbErr> {
    rows(policy::visible_in(place)).count(db).await
}

/// What is run for whoever answers a campaign that names it.
pub async fn module_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: AlgorithmId,
) -> Result<Option<Module>, DbErr> {
    module_of(db, organization, Column::Id.eq(id)).await
}

/// The same by its digest, in hexadecimal digits, as a result that was seen names it.
pub async fn module_named_unchecked(
    db: &Db,
    organization: OrganizationId,
    name: &str,
) -> Result<Option<Module>, DbErr> {
    let digit = |at| u8::from_str_radix(name.get(at..at + 2)?, 16).ok();
    let hash: Option<Vec<u8>> = (0..name.len()).step_by(2).map(digit).collect();
    let Some(hash) = hash else { return Ok(None) };
    module_of(db, organization, Column::Hash.eq(hash)).await
}

#[expect(clippy::disallowed_methods, reason = "it is run, and shown to nobody")]
async fn module_of(
    db: &Db,
    organization: OrganizationId,
    is: sea_orm::sea_query::SimpleExpr,
) -> Result<Option<Module>, DbErr> {
    let rule = Condition::all().add(Column::OrganizationId.eq(organization)).add(is);
    let Some(row) = rows(rule).one(db).await? else { return Ok(None) };
    let bytes = module::Entity::find()
        .filter(module::Column::OrganizationId.eq(organization))
        .filter(module::Column::AlgorithmId.eq(row.id))
        .one(db)
        .await?;
    Ok(bytes.map(|it| Module { organization, hash: row.hash, bytes: it.module.into() }))
}

/// An algorithm and its bytes.
pub fn loaded(row: &Model, bytes: Vec<u8>) -> Vec<Write> {
    let module =
        module::Model { organization_id: row.organization_id, algorithm_id: row.id, module: bytes };
    vec![
        Entity::insert(row.clone().into_active_model().reset_all()).into_query().into(),
        module::Entity::insert(module.into_active_model().reset_all()).into_query().into(),
    ]
}

/// Touches nothing if it is retired already.
pub fn retired(row: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, State::Retired)
        .value(Column::RetiredAt, row.retired_at)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::State.eq(State::Active))
        .to_owned()
        .into()
}
