//! What coaches are let in on: read for a viewer, and changed while the organisation's
//! directory is held.

use chrono::{DateTime, Utc};
use kernel::{CoachGrantId, Db, MembershipId, OrganizationId, UserId, Viewer, within};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Select};

use super::{
    member::organizations_of,
    statement::{one, run},
};
use crate::{
    directory::display_name,
    entity::coach_grant::{Column, Entity, Model},
};

/// Those of the viewer's organisations; which of them exist for the viewer the policy says.
#[expect(clippy::disallowed_methods, reason = "this is where selects of grants start")]
fn visible_to(viewer: &Viewer, db: &Db) -> Select<Entity> {
    let organizations = organizations_of(viewer);
    let column = (Entity, Column::OrganizationId);
    Entity::find().filter(within(db.get_database_backend(), column, organizations))
}

/// Also those that were revoked.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<CoachGrantId>) -> Result<Vec<Model>, DbErr> {
    visible_to(viewer, db)
        .filter(within(db.get_database_backend(), (Entity, Column::Id), ids))
        .all(db)
        .await
}

/// What the client is told.
#[derive(FromQueryResult)]
pub struct Told {
    pub client: UserId,
    pub organization: String,
    given_name: String,
    infix: Option<String>,
    family_name: String,
}

impl Told {
    /// By name, as they write it.
    pub fn coach(&self) -> String {
        display_name(&self.given_name, self.infix.as_deref(), &self.family_name)
    }
}

/// None, if the client is no person (yet): for the mail.
pub async fn told_unchecked(db: &Db, id: CoachGrantId) -> Result<Option<Told>, DbErr> {
    let sql = "select client.person_id as client, o.name as organization, \
         coalesce(p.given_name, coach.given_name) as given_name, \
         case when p.id is null then coach.infix else p.infix end as infix, \
         coalesce(p.family_name, coach.family_name) as family_name \
         from coach_grant g join organization o on o.id = g.organization_id \
         join membership client on client.organization_id = g.organization_id \
              and client.id = g.client_id and client.person_id is not null \
         join membership coach on coach.organization_id = g.organization_id \
              and coach.id = g.coach_id \
         left join person p on p.id = coach.person_id and p.closed_at is null \
         where g.id = $1";
    one(db, sql, [id.into()]).await
}

/// One of an organisation, as it is now.
pub async fn in_organization(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CoachGrantId,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from coach_grant where organization_id = $1 and id = $2";
    one(db, sql, [organization.into(), id.into()]).await
}

pub async fn confirm(
    db: &impl ConnectionTrait,
    grant: &Model,
    by: MembershipId,
) -> Result<u64, DbErr> {
    let sql = "update coach_grant set confirmed_by = $3 where organization_id = $1 and id = $2";
    run(db, sql, [grant.organization_id.into(), grant.id.into(), by.into()]).await
}

pub async fn revoke(
    db: &impl ConnectionTrait,
    grant: &Model,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update coach_grant set revoked_at = $3 where organization_id = $1 and id = $2";
    run(db, sql, [grant.organization_id.into(), grant.id.into(), now.into()]).await
}
