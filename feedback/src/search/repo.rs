//! The statement of a search: what the index finds, of each kind under its own rule.

use kernel::{Db, Page, Place};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, QueryResult,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Order, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{Found, Hit, Words};
use crate::{
    entity::feedback,
    goals::{self, entity::goal},
    opportunities::{self, entity::opportunity},
    policy,
    talk::{self, entity::reply},
};

const INDEX: &str = "search_text";

/// One page of what is found in an organisation, the best first; on SQLite all are equal.
pub async fn find(
    db: &Db,
    place: &Place,
    words: &Words,
    kinds: &[Found],
    page: &Page<Hit>,
) -> Result<Vec<Hit>, DbErr> {
    let Some(mut select) = all(db.get_database_backend(), place, words, kinds) else {
        return Ok(vec![]);
    };
    for (bound, down) in [(page.after, true), (page.before, false)] {
        if let Some(bound) = bound {
            select.cond_where(beyond(&bound, down));
        }
    }
    let (down, up) = (Order::Desc, Order::Asc);
    let (score, kind) = if page.backwards { (up.clone(), down.clone()) } else { (down, up) };
    select
        .order_by("score", score.clone())
        .order_by("kind", kind)
        .order_by("id", score)
        .limit(page.probe());
    let rows = db.query_all(&select).await?;
    rows.iter().map(read).collect()
}

/// How much is found, on all pages together.
pub async fn count(db: &Db, place: &Place, words: &Words, kinds: &[Found]) -> Result<i64, DbErr> {
    match all(db.get_database_backend(), place, words, kinds) {
        Some(select) => crate::repo::whole::total(db, select).await,
        None => Ok(0),
    }
}

/// None, if nothing is looked for.
fn all(
    backend: DbBackend,
    place: &Place,
    words: &Words,
    kinds: &[Found],
) -> Option<SelectStatement> {
    if words.is_empty() {
        return None;
    }
    let hits = kinds.iter().map(|kind| hits(backend, place, words, *kind));
    let found = hits.reduce(|mut all, more| all.union(UnionType::All, more).take())?;
    Some(Query::select().column(Asterisk).from_subquery(found, "found").take())
}

/// What is found of one kind.
fn hits(backend: DbBackend, place: &Place, words: &Words, kind: Found) -> SelectStatement {
    match kind {
        Found::Feedback => {
            let rule = policy::readable_in(place, backend)
                .add(feedback::Column::WithdrawnAt.is_null())
                .add(policy::is_not_hidden());
            of(backend, place, words, kind, feedback::Column::Id, rule)
        }
        Found::Reply => {
            let rule = talk::policy::readable_in(place, backend)
                .add(reply::Column::WithdrawnAt.is_null())
                .add(talk::policy::is_not_hidden());
            of(backend, place, words, kind, reply::Column::Id, rule)
        }
        Found::Goal => {
            let rule = goals::policy::visible_in(place, backend);
            of(backend, place, words, kind, goal::Column::Id, rule)
        }
        Found::Opportunity => {
            let rule = opportunities::policy::visible_in(place);
            of(backend, place, words, kind, opportunity::Column::Id, rule)
        }
    }
}

fn of<C: ColumnTrait>(
    backend: DbBackend,
    place: &Place,
    words: &Words,
    kind: Found,
    id: C,
    rule: Condition,
) -> SelectStatement {
    let found = |column: &'static str| Expr::col((Alias::new(INDEX), Alias::new(column)));
    let mut select = Query::select();
    select.expr_as(Expr::cust(format!("{}", kind as u8)), "kind");
    select.expr_as(id.into_expr(), "id");
    if backend == DbBackend::Postgres {
        let words = words.for_postgres();
        let organization = format!("'{}'", place.organization.0);
        select
            .expr_as(
                Expr::cust_with_values(
                    "ts_rank(search_text.words, to_tsquery('simple', $1))::float8",
                    [words.clone()],
                ),
                "score",
            )
            .from(Alias::new(INDEX))
            .from(C::EntityName::default())
            .and_where(Expr::cust_with_values(
                "search_text.words @@ ($1::tsquery && to_tsquery('simple', $2))",
                [organization, words],
            ))
            .and_where(found("organization_id").eq(place.organization))
            .and_where(found("kind").eq(kind.name()))
            .and_where(found("subject_id").eq(id.into_expr()));
    } else {
        let words = words.for_sqlite(place.organization, kind);
        // The rank of FTS5 weighs a word by how often all organisations use it, which is nobody's
        // to read: so all fit equally well. A cross join keeps its order: first what is found,
        // then the rows by their key.
        select
            .expr_as(Expr::cust("0.0"), "score")
            .from(Alias::new(INDEX))
            .cross_join(C::EntityName::default())
            .and_where(Expr::cust_with_values("search_text match ?", [words]))
            .and_where(id.into_expr().eq(Expr::cust("unhex(search_text.subject_id)")));
    }
    select.cond_where(rule);
    select
}

/// What comes after a place in the list, or before it.
fn beyond(place: &Hit, after: bool) -> Condition {
    let than = |column: &'static str, value: Expr, down: bool| {
        let column = Expr::col(Alias::new(column));
        if down { column.lt(value) } else { column.gt(value) }
    };
    let kind = || Expr::val(i32::from(place.kind as u8));
    let score = || Expr::val(place.score);
    let same_score = Expr::col(Alias::new("score")).eq(score());
    let same_kind = Expr::col(Alias::new("kind")).eq(kind());
    let of_kind = Condition::all().add(same_kind).add(than("id", Expr::val(place.id), after));
    let of_score = Condition::any().add(than("kind", kind(), !after)).add(of_kind);
    Condition::any()
        .add(than("score", score(), after))
        .add(Condition::all().add(same_score).add(of_score))
}

fn read(row: &QueryResult) -> Result<Hit, DbErr> {
    let kind = usize::try_from(row.try_get::<i32>("", "kind")?).unwrap_or_default();
    let kind = *Found::ALL.get(kind).ok_or_else(|| DbErr::Type("no kind of text".into()))?;
    Ok(Hit { score: row.try_get("", "score")?, kind, id: row.try_get::<Uuid>("", "id")? })
}
