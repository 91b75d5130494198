//! Members and people beyond what the directory holds, read for a viewer.

use kernel::{Db, MembershipId, OrganizationId, UserId, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Select,
};

use crate::entity::{licence, membership, organization, person};

pub(super) fn organizations_of(viewer: &Viewer) -> Vec<OrganizationId> {
    viewer.places.iter().map(|place| place.organization).collect()
}

/// The members of the viewer's organisations. Which of them exist for the viewer the
/// directory has told before: see [`crate::Standing::sees`].
#[expect(clippy::disallowed_methods, reason = "this is where selects of members start")]
fn members_visible_to(viewer: &Viewer, db: &Db) -> Select<membership::Entity> {
    membership::Entity::find().filter(within(
        db.get_database_backend(),
        (membership::Entity, membership::Column::OrganizationId),
        organizations_of(viewer),
    ))
}

/// The viewer, and the people who share an organisation with them.
#[expect(clippy::disallowed_methods, reason = "this is where selects of people start")]
fn people_visible_to(viewer: &Viewer, db: &Db) -> Select<person::Entity> {
    let colleagues = members_visible_to(viewer, db)
        .select_only()
        .column(membership::Column::PersonId)
        .filter(membership::Column::PersonId.is_not_null());
    let myself = viewer.user().map(|user| person::Column::Id.eq(user));
    let theirs = person::Column::Id.in_subquery(colleagues.into_query());
    person::Entity::find()
        .filter(Condition::any().add(theirs).add_option(myself))
        .filter(person::Column::ClosedAt.is_null())
}

pub async fn people(
    db: &Db,
    viewer: &Viewer,
    users: Vec<UserId>,
) -> Result<Vec<person::Model>, DbErr> {
    people_visible_to(viewer, db)
        .filter(within(db.get_database_backend(), (person::Entity, person::Column::Id), users))
        .all(db)
        .await
}

pub async fn members(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<MembershipId>,
) -> Result<Vec<membership::Model>, DbErr> {
    let backend = db.get_database_backend();
    members_visible_to(viewer, db)
        .filter(within(backend, (membership::Entity, membership::Column::Id), ids))
        .all(db)
        .await
}

/// Any organisation, for operators: the caller has asked the policy.
#[expect(clippy::disallowed_methods, reason = "operators see every organisation's frame")]
pub async fn organizations_unchecked(
    db: &Db,
    ids: Vec<OrganizationId>,
) -> Result<Vec<(organization::Model, Vec<licence::Model>)>, DbErr> {
    let backend = db.get_database_backend();
    let rows = organization::Entity::find()
        .filter(within(
            backend,
            (organization::Entity, organization::Column::Id),
            ids.iter().copied(),
        ))
        .all(db)
        .await?;
    let licences = licence::Entity::find()
        .filter(within(backend, (licence::Entity, licence::Column::OrganizationId), ids))
        .all(db)
        .await?;
    let with = |row: organization::Model| {
        let theirs = licences.iter().filter(|licence| licence.organization_id == row.id);
        let theirs = theirs.cloned().collect();
        (row, theirs)
    };
    Ok(rows.into_iter().map(with).collect())
}
