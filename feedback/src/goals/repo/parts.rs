//! What belongs to goals that were seen. Whoever asks has read the rows through the rule; here
//! only the viewer's organisations are held to.

use kernel::{Db, GoalId, Viewer};
use sea_orm::{DbErr, QueryOrder};

use crate::{
    goals::entity::{evidence, milestone},
    repo::whole::parts,
};

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
