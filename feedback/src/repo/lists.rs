//! Lists of feedback, newest first: an organisation's, and the newest of each of many members.

use kernel::{Db, FeedbackId, MembershipId, Page, Place, hex, uuids};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, QueryResult,
    sea_query::{
        Alias, Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Query, SelectStatement,
        UnionType,
    },
};
use uuid::Uuid;

use super::{
    Row, fetch,
    narrowed::{matching, told, within_reach},
    paged::cut,
    read, visible_rows,
};
use crate::{
    entity::{
        feedback::{Column, Entity},
        recipient,
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
    fetch(db, place, &select).await
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

/// A page of each of these members, in no order: one statement. There may be more rows than
/// the page asks for, of which those at its end are no part of it.
pub async fn by_members(
    db: &Db,
    place: &Place,
    side: Side,
    members: &[MembershipId],
    filter: &Filter,
    page: &Page<FeedbackId>,
) -> Result<Vec<(MembershipId, Row)>, DbErr> {
    let backend = db.get_database_backend();
    let newest = |member: &Expr, path: Path| {
        let mut select = visible_rows(backend, place);
        if backend != DbBackend::Postgres {
            select.clear_selects().column((Entity, Column::Id));
        }
        let id = path.follow(&mut select, backend, place, member.clone());
        select.cond_where(told(place, side, filter, backend));
        select.cond_where(matching(place, filter, backend));
        cut(&mut select, id, page);
        select
    };
    let paths = |member: &Expr| together(side.paths().iter().map(|path| newest(member, *path)));
    let select = if backend == DbBackend::Postgres {
        lateral(members, paths)
    } else {
        by_key(place, members, paths)
    };
    let rows = db.query_all(&select).await?;
    let found = |row| {
        let feedback = read(backend, place.organization, row)?;
        let member = match side {
            Side::Given => feedback.feedback.author_id,
            Side::Received => feedback.feedback.sole_recipient_id,
        };
        Ok((member.map_or_else(|| asked(row), Ok)?, feedback))
    };
    rows.iter().map(found).collect()
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
    let count = |path: &Path| {
        let mut theirs = visible_rows(backend, place);
        theirs.clear_selects().expr(Expr::cust("count(*)"));
        path.follow(&mut theirs, backend, place, member.clone());
        theirs.cond_where(told(place, side, filter, backend));
        theirs.cond_where(matching(place, filter, backend));
        Expr::SubQuery(None, Box::new(theirs.into()))
    };
    let total = side.paths().iter().map(count).reduce(ExprTrait::add);
    let mut select = Query::select();
    select
        .expr_as(member.clone(), ASKED)
        .expr_as(total.unwrap_or_else(|| Expr::val(0)), "total")
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

/// An index that leads from a member to their feedback in the order of the list.
#[derive(Clone, Copy)]
enum Path {
    Author,
    /// Nearly all there is: no second table is read.
    SoleRecipient,
    OneOfSeveral,
}

impl Side {
    fn paths(self) -> &'static [Path] {
        match self {
            Self::Given => &[Path::Author],
            Self::Received => &[Path::SoleRecipient, Path::OneOfSeveral],
        }
    }
}

impl Path {
    /// Narrows to one member; the column that follows them in the index.
    fn follow(
        self,
        select: &mut SelectStatement,
        backend: DbBackend,
        place: &Place,
        member: Expr,
    ) -> (Alias, Alias) {
        let own = match self {
            Self::Author => Some(Column::AuthorId),
            Self::SoleRecipient => Some(Column::SoleRecipientId),
            Self::OneOfSeveral => None,
        };
        if let Some(own) = own {
            select.and_where(own.into_expr().eq(member));
            return (Alias::new("feedback"), Alias::new("id"));
        }
        let got = |column: &'static str| (Alias::new("got"), Alias::new(column));
        let same = Expr::col(got("feedback_id")).equals((Entity, Column::Id));
        // A cross join keeps its order on SQLite; otherwise the planner reads every row.
        if backend == DbBackend::Postgres {
            select.join_as(JoinType::InnerJoin, recipient::Entity, "got", same);
        } else {
            select
                .from_clear()
                .from_as(recipient::Entity, "got")
                .cross_join(Entity)
                .and_where(same);
        }
        select
            .and_where(Expr::col(got("organization_id")).eq(place.organization))
            .and_where(Expr::col(got("recipient_id")).eq(member))
            .and_where(Expr::col(got("several")).eq(true));
        got("feedback_id")
    }
}

/// All rows of all of them; each keeps its own order and limit.
fn together(selects: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let whole = |select| Query::select().column(Asterisk).from_subquery(select, "part").take();
    let all = selects.map(whole).reduce(|mut all, more| all.union(UnionType::All, more).take());
    all.unwrap_or_default()
}

/// PostgreSQL: a subquery for each element of one array.
fn lateral(members: &[MembershipId], newest: impl Fn(&Expr) -> SelectStatement) -> SelectStatement {
    let (function, member) = each(DbBackend::Postgres, members);
    let theirs = Alias::new("theirs");
    Query::select()
        .column((theirs.clone(), Asterisk))
        .expr_as(unless_sole(&theirs, &member), ASKED)
        .from_function(function, ASKED)
        .join_lateral(JoinType::InnerJoin, newest(&member), theirs, Expr::val(true))
        .take()
}

/// Whose list a row belongs to, where the row itself does not tell.
fn unless_sole(rows: &Alias, member: &Expr) -> CaseStatement {
    let sole = Expr::col((rows.clone(), Column::SoleRecipientId));
    CaseStatement::new().case(sole.is_null(), member.clone())
}

/// SQLite has no lateral joins: the ids are found for each element, the rows by their key.
fn by_key(
    place: &Place,
    members: &[MembershipId],
    newest: impl Fn(&Expr) -> SelectStatement,
) -> SelectStatement {
    let (function, member) = each(DbBackend::Sqlite, members);
    // They were found to be visible; this only names their key.
    let key = Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::Id.in_subquery(newest(&member)));
    super::rows(DbBackend::Sqlite, key)
        .expr_as(unless_sole(&Alias::new("feedback"), &member), ASKED)
        .from_clear()
        .from_function(function, ASKED)
        .cross_join(Entity)
        .take()
}
