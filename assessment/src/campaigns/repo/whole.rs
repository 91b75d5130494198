//! Rows as they stand in their table, pages of lists that go down their ids, and many rows that
//! travel as one bound value.

use kernel::Page;
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable,
    prelude::Uuid,
    sea_query::{
        Alias, Asterisk, Expr, ExprTrait, Func, InsertStatement, IntoColumnRef, Order, Query,
        SelectStatement, WindowStatement,
    },
};

/// Whole rows under a rule.
pub fn rows<E: EntityTrait>(rule: Condition) -> SelectStatement {
    Query::select()
        .columns(E::Column::iter().map(|column| (E::default(), column)))
        .from(E::default())
        .cond_where(rule)
        .take()
}

/// All that the select finds.
pub async fn fetch<M: FromQueryResult>(
    db: &impl ConnectionTrait,
    select: &SelectStatement,
) -> Result<Vec<M>, DbErr> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| M::from_query_result(row, "")).collect()
}

/// How many it finds.
pub async fn total(db: &impl ConnectionTrait, mut select: SelectStatement) -> Result<i64, DbErr> {
    select.clear_selects().expr_as(Expr::cust("count(*)"), "total");
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

/// The page's part of a list, the newest first.
pub fn cut<I: Into<Uuid> + Copy>(
    select: &mut SelectStatement,
    id: impl IntoColumnRef,
    page: &Page<I>,
) {
    let id = id.into_column_ref();
    bound(select, id.clone(), page);
    select.order_by(id, order(page)).limit(page.probe());
}

/// The same part of several lists at once: of the rows that `select` finds, as many as a page
/// holds for each value of `of`. In no order.
pub fn cut_each<I: Into<Uuid> + Copy>(
    mut select: SelectStatement,
    of: impl IntoColumnRef,
    id: impl IntoColumnRef,
    page: &Page<I>,
) -> SelectStatement {
    let id = id.into_column_ref();
    bound(&mut select, id.clone(), page);
    let mut each = WindowStatement::partition_by(of);
    each.order_by(id, order(page));
    select.expr_window_as(Func::cust("row_number"), each, "place");
    Query::select()
        .column(Asterisk)
        .from_subquery(select, "each")
        .and_where(Expr::col("place").lte(i64::try_from(page.probe()).unwrap_or(i64::MAX)))
        .to_owned()
}

fn bound<I: Into<Uuid> + Copy>(
    select: &mut SelectStatement,
    id: impl IntoColumnRef,
    page: &Page<I>,
) {
    let id = id.into_column_ref();
    if let Some(after) = page.after {
        select.and_where(Expr::col(id.clone()).lt(after.into()));
    }
    if let Some(before) = page.before {
        select.and_where(Expr::col(id).gt(before.into()));
    }
}

fn order<I>(page: &Page<I>) -> Order {
    if page.backwards { Order::Asc } else { Order::Desc }
}

/// `from` the elements of one JSON array; each is an array itself.
pub fn each<T: serde::Serialize>(backend: DbBackend, rows: &[T]) -> SelectStatement {
    let json = Expr::val(serde_json::json!(rows).to_string());
    let function = if backend == DbBackend::Postgres {
        Func::cust(Alias::new("json_array_elements")).arg(json.cast_as("json"))
    } else {
        Func::cust(Alias::new("json_each")).arg(json)
    };
    Query::select().from_function(function, Alias::new("item")).to_owned()
}

/// The part of an element at this place, which is an id in hexadecimal text.
pub fn text_as_id(backend: DbBackend, at: usize) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => format!("(item.value->>{at})::uuid"),
        _ => format!("unhex(item.value->>{at})"),
    })
}

/// Likewise a text.
pub fn text(at: usize) -> Expr {
    Expr::cust(format!("item.value->>{at}"))
}

pub fn insert_each<const N: usize>(
    table: impl EntityTrait,
    columns: [&'static str; N],
    mut select: SelectStatement,
) -> InsertStatement {
    // Without a condition SQLite takes what follows the select for a join's.
    select.and_where(Expr::cust("true"));
    Query::insert()
        .into_table(table)
        .columns(columns)
        .select_from(select)
        .expect("as many expressions as columns")
        .to_owned()
}
