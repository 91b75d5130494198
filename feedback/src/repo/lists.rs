//! Lists of feedback, newest first: an organisation's, and the newest of each of many members.

use chrono::{DateTime, Utc};
use kernel::{Db, FeedbackId, MembershipId, Page, Place, hex, uuids};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, QueryResult,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, JoinType, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Row, fetch,
    paged::{cut, kept},
    read, visible_rows,
};
use crate::{
    entity::{
        feedback::{Column, Entity},
        mark, recipient,
    },
    filter::Filter,
    policy,
};

/// Which of the rows of an organisation that the viewer may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    All,
    /// What concerns those whom the viewer leads.
    Reports,
    /// What the viewer reads as an administrator.
    Scope,
    /// What the viewer reads as a coach.
    Grants,
}

/// Which end of feedback a member is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Received,
    Given,
}

/// One page of an organisation's feedback.
pub async fn list(
    db: &Db,
    place: &Place,
    reach: Reach,
    filter: &Filter,
    page: &Page<FeedbackId>,
) -> Result<Vec<Row>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = visible_rows(backend, place);
    select.cond_where(within_reach(place, reach, backend));
    select.cond_where(matching(place, filter, backend));
    cut(&mut select, (Entity, Column::Id), page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, reach: Reach, filter: &Filter) -> Result<i64, DbErr> {
    let backend = db.get_database_backend();
    let mut select = Query::select();
    select
        .expr_as(Expr::cust("count(*)"), "total")
        .from(Entity)
        .cond_where(policy::visible_in(place, backend))
        .cond_where(within_reach(place, reach, backend))
        .cond_where(matching(place, filter, backend));
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

/// A page of each of these members, in no order: one statement.
pub async fn by_members(
    db: &Db,
    place: &Place,
    side: Side,
    members: &[MembershipId],
    filter: &Filter,
    page: &Page<FeedbackId>,
) -> Result<Vec<(MembershipId, Row)>, DbErr> {
    let backend = db.get_database_backend();
    let newest = |member: Expr, mut select: SelectStatement| {
        let id = of_member(&mut select, backend, place, side, member);
        select.cond_where(told(place, side, filter, backend));
        select.cond_where(matching(place, filter, backend));
        cut(&mut select, id, page);
        select
    };
    let select = if backend == DbBackend::Postgres {
        lateral(members, |member| newest(member, visible_rows(backend, place)))
    } else {
        by_key(place, members, |member| {
            let mut ids = visible_rows(backend, place);
            ids.clear_selects().column((Entity, Column::Id));
            newest(member, ids)
        })
    };
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok((asked(row)?, read(backend, row)?))).collect()
}

/// How many rows all pages of each of these members have together.
pub async fn count_by_members(
    db: &Db,
    place: &Place,
    side: Side,
    members: &[MembershipId],
    filter: &Filter,
) -> Result<Vec<(MembershipId, i64)>, DbErr> {
    let backend = db.get_database_backend();
    let (function, member) = each(backend, members);
    let mut theirs = visible_rows(backend, place);
    theirs.clear_selects().expr(Expr::cust("count(*)"));
    of_member(&mut theirs, backend, place, side, member.clone());
    theirs.cond_where(told(place, side, filter, backend));
    theirs.cond_where(matching(place, filter, backend));
    let mut select = Query::select();
    select
        .expr_as(member, ASKED)
        .expr_as(Expr::SubQuery(None, Box::new(theirs.into())), "total")
        .from_function(function, ASKED);
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok((asked(row)?, row.try_get("", "total")?))).collect()
}

const ASKED: &str = "asked";

fn asked(row: &QueryResult) -> Result<MembershipId, DbErr> {
    row.try_get::<Uuid>("", ASKED).map(MembershipId)
}

/// The members as rows of one bound value, and the column that holds each.
fn each(backend: DbBackend, members: &[MembershipId]) -> (sea_orm::sea_query::FunctionCall, Expr) {
    let members = members.iter().copied();
    if backend == DbBackend::Postgres {
        let rows = Func::cust(Alias::new("unnest")).arg(uuids(members));
        (rows, Expr::col((Alias::new(ASKED), Alias::new(ASKED))))
    } else {
        let rows = Func::cust(Alias::new("json_each")).arg(hex(members));
        (rows, Expr::cust("unhex(asked.value)"))
    }
}

/// Narrows to one member, by an index of theirs that is in the order of the list; the column
/// that follows it.
fn of_member(
    select: &mut SelectStatement,
    backend: DbBackend,
    place: &Place,
    side: Side,
    member: Expr,
) -> (Alias, Alias) {
    if side == Side::Given {
        select.and_where(Column::AuthorId.into_expr().eq(member));
        return (Alias::new("feedback"), Alias::new("id"));
    }
    let got = || Alias::new("got");
    let id = (got(), Alias::new("feedback_id"));
    let same = Expr::col(id.clone()).equals((Entity, Column::Id));
    // A cross join keeps its order on SQLite; otherwise the planner reads every row.
    if backend == DbBackend::Postgres {
        select.join_as(JoinType::InnerJoin, recipient::Entity, got(), same);
    } else {
        select.from_clear().from_as(recipient::Entity, got()).cross_join(Entity).and_where(same);
    }
    select
        .and_where(Expr::col((got(), Alias::new("organization_id"))).eq(place.organization))
        .and_where(Expr::col((got(), Alias::new("recipient_id"))).eq(member));
    id
}

/// PostgreSQL: a subquery for each element of one array.
fn lateral(members: &[MembershipId], newest: impl Fn(Expr) -> SelectStatement) -> SelectStatement {
    let (function, member) = each(DbBackend::Postgres, members);
    let theirs = Alias::new("theirs");
    Query::select()
        .column((theirs.clone(), Asterisk))
        .expr_as(member.clone(), ASKED)
        .from_function(function, ASKED)
        .join_lateral(JoinType::InnerJoin, newest(member), theirs, Expr::val(true))
        .to_owned()
}

/// SQLite has no lateral joins: the ids are found for each element, the rows by their key.
fn by_key(
    place: &Place,
    members: &[MembershipId],
    newest: impl Fn(Expr) -> SelectStatement,
) -> SelectStatement {
    let (function, member) = each(DbBackend::Sqlite, members);
    // They were found to be visible; this only names their key.
    let key = Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::Id.in_subquery(newest(member.clone())));
    super::rows(DbBackend::Sqlite, key)
        .expr_as(member, ASKED)
        .from_clear()
        .from_function(function, ASKED)
        .cross_join(Entity)
        .to_owned()
}

/// Nobody is found among recipients whom the viewer is not told of.
fn told(place: &Place, side: Side, filter: &Filter, backend: DbBackend) -> Condition {
    if side == Side::Received && filter.unseen {
        return policy::every_recipient_told(place, backend);
    }
    Condition::all()
}

fn within_reach(place: &Place, reach: Reach, backend: DbBackend) -> Condition {
    match reach {
        Reach::All => Condition::all(),
        Reach::Reports => policy::about_reports(place, backend),
        Reach::Scope => policy::in_scope(place, backend),
        Reach::Grants => policy::granted(place, backend),
    }
}

fn matching(place: &Place, filter: &Filter, backend: DbBackend) -> Condition {
    let since = |from: DateTime<Utc>| Column::CreatedAt.gte(kept(from));
    let before = |until: DateTime<Utc>| Column::CreatedAt.lt(kept(until));
    let person = |person| {
        let received = Condition::all()
            .add(policy::received_by(place, backend, person))
            .add_option(filter.unseen.then(|| policy::every_recipient_told(place, backend)));
        Condition::any().add(Column::AuthorId.eq(person)).add(received)
    };
    let mut all = Condition::all();
    if let Some(kinds) = filter.kinds {
        all = all.add(Column::Kind.is_in(kinds.iter()));
    }
    all.add_option(filter.from.map(since))
        .add_option(filter.until.map(before))
        .add_option(filter.person.map(person))
        .add_option(filter.competency.map(|competency| {
            let mut marked = Query::select();
            marked
                .expr(Expr::cust("1"))
                .from(mark::Entity)
                .and_where(mark::Column::OrganizationId.eq(place.organization))
                .and_where(
                    Expr::col((mark::Entity, mark::Column::FeedbackId))
                        .equals((Entity, Column::Id)),
                )
                .and_where(mark::Column::CompetencyId.eq(competency));
            Expr::exists(marked)
        }))
}
