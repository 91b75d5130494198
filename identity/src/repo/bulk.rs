//! Many rows as one bound value: a JSON array of arrays. A statement's text is the same for
//! one row and for ten thousand, and so is its number of parameters.

use sea_orm::{ConnectionTrait, DbBackend, Value};
use serde::Serialize;
use uuid::Uuid;

/// How a statement of this engine reads the rows, which are called `item`.
#[derive(Clone, Copy)]
pub struct Bulk(DbBackend);

impl Bulk {
    pub fn on(db: &impl ConnectionTrait) -> Self {
        Self(db.get_database_backend())
    }

    /// The rows of a parameter: `json_each($3) as item`.
    pub fn rows(self, parameter: usize) -> String {
        match self.0 {
            DbBackend::Postgres => {
                format!("json_array_elements(${parameter}::json) as item(value)")
            }
            _ => format!("json_each(${parameter}) as item"),
        }
    }

    /// Behind a column: whether it is one of the ids of a parameter, made by [`Bulk::ids`].
    pub fn among(self, parameter: usize) -> String {
        match self.0 {
            DbBackend::Postgres => format!("= any(${parameter})"),
            _ => format!("in (select unhex(value) from json_each(${parameter}))"),
        }
    }

    pub fn ids(self, ids: impl IntoIterator<Item = impl Into<Uuid>>) -> Value {
        match self.0 {
            DbBackend::Postgres => kernel::uuids(ids),
            _ => kernel::hex(ids).into(),
        }
    }

    pub fn day(self, at: usize) -> String {
        self.cast(at, "date")
    }

    /// An id, as [`kernel::bulk::id_as_text`] writes it.
    pub fn id(self, at: usize) -> String {
        match self.0 {
            DbBackend::Postgres => self.cast(at, "uuid"),
            _ => format!("unhex(item.value->>{at})"),
        }
    }

    /// Bytes in hexadecimal.
    pub fn bytes(self, at: usize) -> String {
        match self.0 {
            DbBackend::Postgres => format!("decode(item.value->>{at}, 'hex')"),
            _ => format!("unhex(item.value->>{at})"),
        }
    }

    fn cast(self, at: usize, kind: &str) -> String {
        match self.0 {
            DbBackend::Postgres => format!("(item.value->>{at})::{kind}"),
            _ => format!("item.value->>{at}"),
        }
    }
}

/// A text of a row, on either engine.
pub fn text(at: usize) -> String {
    format!("item.value->>{at}")
}

/// The bound value.
pub fn json<T: Serialize>(rows: &[T]) -> Value {
    serde_json::json!(rows).to_string().into()
}
