//! What belongs to goals that were seen. Whoever asks has read the rows through the rule; here
//! only the viewer's organisations are held to.

use kernel::{Db, GoalId, Viewer, within};
use sea_orm::{Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::goals::entity::{evidence, milestone};

/// In the order in which their owner put them.
pub async fn milestones_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<GoalId>,
) -> Result<Vec<milestone::Model>, DbErr> {
    use milestone::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::GoalId, seen)
        .order_by_asc(Column::Position)
        .all(db)
        .await
}

/// In the order in which it was added. What it names may not exist for the viewer.
pub async fn evidence_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<GoalId>,
) -> Result<Vec<evidence::Model>, DbErr> {
    use evidence::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::GoalId, seen)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

#[expect(clippy::disallowed_methods, reason = "parts of rows that were seen through the rule")]
fn parts<E: EntityTrait>(
    db: &Db,
    viewer: &Viewer,
    organization: E::Column,
    goal: E::Column,
    seen: Vec<GoalId>,
) -> Select<E> {
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    let tenant = within(backend, (E::default(), organization), organizations);
    let rule = Condition::all().add(tenant).add(within(backend, (E::default(), goal), seen));
    E::find().filter(rule)
}
