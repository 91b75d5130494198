//! All SQL of candidates. Every select starts at what the viewer may see; what does not says so
//! in its name.

pub mod erase;
pub mod write;

use kernel::{CandidateId, Db, OrganizationId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    entity::{
        candidate::{Column, Entity, Model},
        evaluation,
    },
    policy,
};
use crate::repo::{
    paged::{cut, cut_each},
    whole::{fetch, rows, total},
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<CandidateId>) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: CandidateId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, newest first.
pub async fn list(db: &Db, place: &Place, page: &Page<CandidateId>) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(policy::visible_in(place, db.get_database_backend()));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(policy::visible_in(place, db.get_database_backend()))).await
}

/// A page of what was written about each of these, as far as the viewer manages them: one
/// statement.
pub async fn evaluations(
    db: &Db,
    viewer: &Viewer,
    of: Vec<CandidateId>,
    page: &Page<Uuid>,
) -> Result<Vec<evaluation::Model>, DbErr> {
    use evaluation::{Column, Entity};
    let backend = db.get_database_backend();
    let select = written(viewer, backend, of);
    let each = cut_each(select, (Entity, Column::CandidateId), (Entity, Column::Id), page);
    fetch(db, &each).await
}

/// How much was written about each of these; none's zero.
pub async fn count_evaluations(
    db: &Db,
    viewer: &Viewer,
    of: Vec<CandidateId>,
) -> Result<Vec<(CandidateId, i64)>, DbErr> {
    use evaluation::{Column, Entity};
    let of_candidate = (Entity, Column::CandidateId);
    let mut select = written(viewer, db.get_database_backend(), of);
    select
        .clear_selects()
        .column(of_candidate)
        .expr_as(Expr::cust("count(*)"), "total")
        .group_by_col(of_candidate);
    let rows = db.query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok((row.try_get("", "candidate_id")?, row.try_get("", "total")?))
    };
    rows.iter().map(read).collect()
}

/// What the viewer wrote themselves about each of these.
pub async fn own_evaluations(
    db: &Db,
    viewer: &Viewer,
    of: Vec<CandidateId>,
) -> Result<Vec<evaluation::Model>, DbErr> {
    use evaluation::{Column, Entity};
    let own = viewer.places.iter().fold(Condition::any().add(Expr::val(false)), |any, place| {
        let mine = Condition::all()
            .add(Column::OrganizationId.eq(place.organization))
            .add(Column::AuthorId.eq(place.member));
        any.add(mine)
    });
    let mut select = rows::<Entity>(own);
    select.and_where(within(db.get_database_backend(), (Entity, Column::CandidateId), of));
    fetch(db, &select).await
}

fn written(viewer: &Viewer, backend: DbBackend, of: Vec<CandidateId>) -> SelectStatement {
    use evaluation::{Column as Of, Entity as Evaluation};
    let mut managed = Query::select();
    managed
        .expr(Expr::cust("1"))
        .from(Entity)
        .cond_where(policy::managed(viewer, backend))
        .and_where(
            Expr::col((Entity, Column::OrganizationId)).equals((Evaluation, Of::OrganizationId)),
        )
        .and_where(Expr::col(ID).equals((Evaluation, Of::CandidateId)));
    let mut select = rows::<Evaluation>(Condition::all().add(Expr::exists(managed)));
    select.and_where(within(backend, (Evaluation, Of::CandidateId), of));
    select
}

/// Whoever holds a link belongs to no organisation here.
pub async fn by_link_unchecked(db: &Db, hash: Vec<u8>) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all().add(Column::LinkHash.eq(hash));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// For the worker, and for whoever is asked about them.
pub async fn by_id_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: CandidateId,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all().add(Column::OrganizationId.eq(organization)).add(Column::Id.eq(id));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}
