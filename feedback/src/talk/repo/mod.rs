//! All SQL of what is said about feedback. Every select starts at what the viewer may see; what
//! does not says so in its name.

pub mod firsts;
pub mod parts;
pub mod write;

use kernel::{Db, FeedbackId, Page, Place, ReplyId, Viewer, within};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, DbErr, FromQueryResult, QueryResult,
    sea_query::{Expr, SelectStatement},
};

use super::{
    entity::reply::{Column, Entity, Model},
    policy,
};
use crate::{
    entity::feedback::{self, Moderation},
    repo::{
        paged::{cut, cut_each},
        whole::{rows, total},
    },
};

const ID: (Entity, Column) = (Entity, Column::Id);
const OF: (Entity, Column) = (Entity, Column::FeedbackId);

/// A reply, and how whoever asks came to see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub reply: Model,
    /// They read the feedback it is about, and not for moderation alone.
    pub joins: bool,
    /// They moderate it, once it is flagged.
    pub moderates: bool,
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<ReplyId>) -> Result<Vec<Row>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = replies(viewer, backend, policy::visible(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: ReplyId) -> Result<Option<Row>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// A page of what is said about each of these, in no order: one statement.
pub async fn in_each(
    db: &Db,
    viewer: &Viewer,
    place: &Place,
    feedback: Vec<FeedbackId>,
    page: &Page<ReplyId>,
) -> Result<Vec<Row>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = replies(viewer, backend, policy::visible_in(place, backend));
    select.and_where(within(backend, OF, feedback));
    fetch(db, &cut_each(select, OF, ID, &oldest_first(page))).await
}

/// How much is said about each of these; none's zero.
pub async fn count_in_each(
    db: &Db,
    place: &Place,
    feedback: Vec<FeedbackId>,
) -> Result<Vec<(FeedbackId, i64)>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible_in(place, backend));
    select.and_where(within(backend, OF, feedback));
    select.clear_selects().column(OF).expr_as(Expr::cust("count(*)"), "total").group_by_col(OF);
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "feedback_id")?, row.try_get("", "total")?));
    rows.iter().map(read).collect()
}

/// One page of the replies that the viewer moderates, newest first.
pub async fn moderated(
    db: &Db,
    viewer: &Viewer,
    place: &Place,
    state: Moderation,
    page: &Page<ReplyId>,
) -> Result<Vec<Row>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = replies(viewer, backend, policy::moderated_in(place, backend, state));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many all pages have together.
pub async fn count_moderated(db: &Db, place: &Place, state: Moderation) -> Result<i64, DbErr> {
    let rule = policy::moderated_in(place, db.get_database_backend(), state);
    total(db, rows::<Entity>(rule)).await
}

/// One page of the feedback that the viewer moderates, newest first.
pub async fn moderated_feedback(
    db: &Db,
    place: &Place,
    state: Moderation,
    page: &Page<FeedbackId>,
) -> Result<Vec<crate::repo::Row>, DbErr> {
    let mut select = crate::repo::visible_rows(db.get_database_backend(), place);
    select.cond_where(crate::policy::moderated_in(place, db.get_database_backend(), state));
    cut(&mut select, (feedback::Entity, feedback::Column::Id), page);
    crate::repo::fetch(db, place, &select).await
}

/// How many all pages have together.
pub async fn count_moderated_feedback(
    db: &Db,
    place: &Place,
    state: Moderation,
) -> Result<i64, DbErr> {
    let backend = db.get_database_backend();
    let mut select = crate::repo::visible_rows(backend, place);
    select.cond_where(crate::policy::moderated_in(place, backend, state));
    total(db, select).await
}

/// Under a rule, with how the viewer came to see each.
fn replies(viewer: &Viewer, backend: DbBackend, rule: Condition) -> SelectStatement {
    let so = |is: Condition| Expr::case(is, Expr::cust("1")).finally(Expr::cust("0"));
    let mut select = rows::<Entity>(rule);
    select
        .expr_as(so(policy::joins_any(viewer, backend)), "joins")
        .expr_as(so(policy::moderates_any(viewer, backend)), "moderates");
    select
}

async fn fetch(db: &Db, select: &SelectStatement) -> Result<Vec<Row>, DbErr> {
    let rows = db.query_all(select).await?;
    let is = |row: &QueryResult, name| Ok::<_, DbErr>(row.try_get::<i32>("", name)? == 1);
    let read = |row: &QueryResult| {
        let reply = Model::from_query_result(row, "")?;
        Ok(Row { reply, joins: is(row, "joins")?, moderates: is(row, "moderates")? })
    };
    rows.iter().map(read).collect()
}

/// Lists go down their ids; read from its other end, one goes up.
fn oldest_first(page: &Page<ReplyId>) -> Page<ReplyId> {
    Page { after: page.before, before: page.after, backwards: !page.backwards, ..*page }
}
