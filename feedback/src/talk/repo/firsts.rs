//! Of what many may say of one text the first, with how many there are: a text that a whole
//! organisation reacts to is read as quickly as another.

use kernel::{Db, Viewer, within};
use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Order, OverStatement, Query, WindowStatement},
};
use uuid::Uuid;

use crate::repo::whole::rows;

/// How many are told of.
const TOLD: i64 = 100;

/// The columns of a table of what members say of texts.
pub struct Of<C> {
    pub organization: C,
    pub text: C,
    pub member: C,
    pub at: C,
    /// What is counted apart.
    pub kind: Option<C>,
}

/// A row, and how many there are like it of its text.
#[derive(Clone, Debug)]
pub struct Tallied<M> {
    pub row: M,
    pub total: i64,
}

/// Of each text that was seen the first who said so, the earliest first; and the viewer, if they
/// are one of them.
pub async fn firsts_unchecked<E: EntityTrait, M: FromQueryResult>(
    db: &Db,
    viewer: &Viewer,
    of: Of<E::Column>,
    seen: Vec<impl Into<Uuid>>,
) -> Result<Vec<Tallied<M>>, DbErr> {
    let backend = db.get_database_backend();
    let column = |column: E::Column| (E::default(), column);
    let organizations = viewer.places.iter().map(|place| place.organization);
    let rule = Condition::all()
        .add(within(backend, column(of.organization), organizations))
        .add(within(backend, column(of.text), seen));
    let mut alike = WindowStatement::new();
    for part in [of.text].into_iter().chain(of.kind) {
        alike.add_partition_by(Expr::col(column(part)));
    }
    let mut ordered = alike.clone();
    ordered.order_by(column(of.at), Order::Asc).order_by(column(of.member), Order::Asc);
    let mut select = rows::<E>(rule);
    select.expr_window_as(Func::count(Expr::cust("*")), alike, "alike");
    select.expr_window_as(Func::cust("row_number"), ordered, "place");
    let mine = viewer.places.iter().map(|place| place.member);
    let mut firsts = Query::select();
    firsts
        .column(Asterisk)
        .from_subquery(select, "each")
        .cond_where(Condition::any().add(Expr::col("place").lte(TOLD)).add(within(
            backend,
            "member_id",
            mine,
        )))
        .order_by("place", Order::Asc);
    let rows = db.query_all(&firsts).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(Tallied { row: M::from_query_result(row, "")?, total: row.try_get("", "alike")? })
    };
    rows.iter().map(read).collect()
}
