//! Rows as they stand in their table, and what belongs to them.

use kernel::{Db, Viewer, within};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

pub use kernel::whole::{fetch, rows, total};

/// What belongs to rows that were `seen` through the rule; here only the viewer's organisations
/// are held to. `of` is the column that names the row it belongs to.
#[expect(clippy::disallowed_methods, reason = "parts of rows that were seen through the rule")]
pub fn parts<E: EntityTrait>(
    db: &Db,
    viewer: &Viewer,
    organization: E::Column,
    of: E::Column,
    seen: Vec<impl Into<Uuid>>,
) -> Select<E> {
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    let tenant = within(backend, (E::default(), organization), organizations);
    let rule = Condition::all().add(tenant).add(within(backend, (E::default(), of), seen));
    E::find().filter(rule)
}
