//! Invitations, read for a viewer.

use kernel::{Db, InvitationId, Viewer, within};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Select};
use uuid::Uuid;

use super::{member::organizations_of, statement::one};
use crate::{
    directory::display_name,
    entity::invitation::{Column, Entity, Model},
};

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

/// What whoever holds the link is told.
#[derive(FromQueryResult)]
pub struct Told {
    pub address: String,
    pub language: String,
    pub organization: String,
    given_name: Option<String>,
    infix: Option<String>,
    family_name: Option<String>,
}

impl Told {
    /// By name, as they write it.
    pub fn inviter(&self) -> Option<String> {
        let (given, family) = self.given_name.as_deref().zip(self.family_name.as_deref())?;
        Some(display_name(given, self.infix.as_deref(), family))
    }
}

/// None, unless it is pending: for the mail.
pub async fn told_unchecked(db: &Db, id: Uuid) -> Result<Option<Told>, DbErr> {
    let sql = "select i.address, i.language, o.name as organization, \
         coalesce(p.given_name, m.given_name) as given_name, \
         case when p.id is null then m.infix else p.infix end as infix, \
         coalesce(p.family_name, m.family_name) as family_name \
         from invitation i join organization o on o.id = i.organization_id \
         left join membership m on m.organization_id = i.organization_id and m.id = i.invited_by \
         left join person p on p.id = m.person_id and p.closed_at is null \
         where i.id = $1 and i.state = 'pending'";
    one(db, sql, [id.into()]).await
}
