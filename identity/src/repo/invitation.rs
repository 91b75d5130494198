//! Invitations: read for a viewer, and changed while the organisation's directory is held.

use chrono::{DateTime, Utc};
use kernel::{Db, InvitationId, MembershipId, OrganizationId, Viewer, within};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::{
    member::organizations_of,
    statement::{all, one, run},
};
use crate::{
    directory::display_name,
    entity::invitation::{Column, Entity, Model, State},
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

/// All of these members.
pub async fn of_members(
    db: &Db,
    viewer: &Viewer,
    members: Vec<MembershipId>,
) -> Result<Vec<Model>, DbErr> {
    visible_to(viewer, db)
        .filter(within(db.get_database_backend(), (Entity, Column::MembershipId), members))
        .order_by_asc(Column::Id)
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

/// One of an organisation, as it is now.
pub async fn in_organization(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: Uuid,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from invitation where organization_id = $1 and id = $2";
    one(db, sql, [organization.into(), id.into()]).await
}

#[derive(FromQueryResult)]
struct Address {
    address: String,
}

/// Where invitations of the organisation wait to be accepted.
pub async fn pending_addresses(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: DateTime<Utc>,
) -> Result<Vec<String>, DbErr> {
    let sql = "select address from invitation \
         where organization_id = $1 and state = 'pending' and expires_at > $2";
    let rows: Vec<Address> = all(db, sql, [organization.into(), now.into()]).await?;
    Ok(rows.into_iter().map(|row| row.address).collect())
}

/// Those of a member that are pending come to this end; their links open nothing any more.
pub async fn close(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    member: MembershipId,
    state: State,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update link set used_at = $3 where purpose = 'invitation' and used_at is null \
         and subject_id in (select id from invitation \
              where organization_id = $1 and membership_id = $2 and state = 'pending')";
    run(db, sql, [organization.into(), member.into(), now.into()]).await?;
    let sql = "update invitation set state = $3 \
         where organization_id = $1 and membership_id = $2 and state = 'pending'";
    run(db, sql, [organization.into(), member.into(), state.into()]).await
}

/// They are of this member from now on.
pub async fn hand_over(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    from: MembershipId,
    to: MembershipId,
) -> Result<u64, DbErr> {
    let sql = "update invitation set membership_id = $3 \
         where organization_id = $1 and membership_id = $2";
    run(db, sql, [organization.into(), from.into(), to.into()]).await
}
