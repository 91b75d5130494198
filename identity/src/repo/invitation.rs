//! Invitations, read for a viewer.

use kernel::{Db, InvitationId, Viewer, within};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryFilter, Select};

use super::member::organizations_of;
use crate::entity::invitation::{Column, Entity, Model};

/// Those of the viewer's organisations; which of them exist for the viewer the policy says.
#[expect(clippy::disallowed_methods, reason = "this is where selects of invitations start")]
fn visible_to(viewer: &Viewer, db: &Db) -> Select<Entity> {
    let organizations = organizations_of(viewer);
    let column = (Entity, Column::OrganizationId);
    Entity::find().filter(within(db.get_database_backend(), column, organizations))
}

pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<InvitationId>) -> Result<Vec<Model>, DbErr> {
    visible_to(viewer, db)
        .filter(within(db.get_database_backend(), (Entity, Column::Id), ids))
        .all(db)
        .await
}
