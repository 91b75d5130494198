//! Many rows that travel as one bound value, so that a statement's text is the same for one and
//! for all of them.

use sea_orm::{
    DbBackend, EntityTrait,
    sea_query::{Alias, Expr, ExprTrait, Func, InsertStatement, Query, SelectStatement},
};
use uuid::Uuid;

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

/// An id as [`text_as_id`] reads it.
pub fn id_as_text(id: impl Into<Uuid>) -> String {
    id.into().simple().to_string()
}

/// The part of an element at this place, which is a text.
pub fn text(at: usize) -> Expr {
    Expr::cust(format!("item.value->>{at}"))
}

/// What the select makes of each, in these columns.
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
