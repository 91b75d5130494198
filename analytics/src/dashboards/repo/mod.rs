//! All SQL of dashboards: what the views of other contexts tell, and what was released. Who may
//! be told what of it is decided in the policy; so each says in its name that it did not ask.

pub mod gather;
pub mod read;
pub mod write;

use kernel::{Db, hex, uuids, whole::found};
use sea_orm::{ConnectionTrait, DbBackend, Value};
use uuid::Uuid;

/// `column in ids`, where ids are the value with this number: one array, so that the text never
/// changes.
fn among(db: &Db, column: &str, number: usize) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("{column} = any(${number})"),
        _ => format!("{column} in (select unhex(value) from json_each(${number}))"),
    }
}

/// That value.
fn array(db: &Db, ids: impl IntoIterator<Item = impl Into<Uuid>>) -> Value {
    match db.get_database_backend() {
        DbBackend::Postgres => uuids(ids),
        _ => hex(ids).into(),
    }
}
