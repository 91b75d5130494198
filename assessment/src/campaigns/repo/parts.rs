//! What belongs to campaigns that were seen. Whoever asks has read them through the rule; here only
//! the viewer's organisations are held to.

use kernel::{
    CampaignId, Db, Viewer,
    whole::{fetch, rows},
    within,
};
use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait,
    sea_query::{Order, SelectStatement},
};

use crate::campaigns::{attribute, target};

/// Whom they ask, as it was chosen.
pub async fn targets_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<CampaignId>,
) -> Result<Vec<target::Model>, DbErr> {
    use target::{Column, Entity};
    let mut select = parts::<Entity>(db, viewer, Column::OrganizationId, Column::CampaignId, seen);
    select
        .order_by((Entity, Column::Kind), Order::Asc)
        .order_by((Entity, Column::TargetId), Order::Asc);
    fetch(db, &select).await
}

/// By what their results are told apart, the most important first.
pub async fn attributes_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<CampaignId>,
) -> Result<Vec<attribute::Model>, DbErr> {
    use attribute::{Column, Entity};
    let mut select = parts::<Entity>(db, viewer, Column::OrganizationId, Column::CampaignId, seen);
    select.order_by((Entity, Column::Place), Order::Asc);
    fetch(db, &select).await
}

fn parts<E: EntityTrait>(
    db: &Db,
    viewer: &Viewer,
    organization: E::Column,
    of: E::Column,
    seen: Vec<CampaignId>,
) -> SelectStatement {
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    let tenant = within(backend, (E::default(), organization), organizations);
    let own = within(backend, (E::default(), of), seen);
    rows::<E>(Condition::all().add(tenant).add(own))
}
