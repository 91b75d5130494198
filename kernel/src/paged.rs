//! Pages of lists that go down their ids, the newest first.

use sea_orm::sea_query::{
    Asterisk, Expr, ExprTrait, Func, IntoColumnRef, Order, Query, SelectStatement, WindowStatement,
};
use uuid::Uuid;

use crate::Page;

/// The page's part of a list.
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
