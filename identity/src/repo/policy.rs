//! Versions of the privacy policy, which everybody may read, and who accepted which.

use chrono::{DateTime, Utc};
use kernel::{Db, PolicyVersionId, UserId, within};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryTrait};

use super::statement::{all, one, run};
use crate::entity::{
    consent,
    policy_version::{Column, Entity, Model},
};

/// The version in force.
pub async fn in_force(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from policy_version where effective_at <= $1 \
         order by effective_at desc, id desc limit 1";
    one(db, sql, [now.into()]).await
}

#[expect(clippy::disallowed_methods, reason = "everybody may read every version")]
pub async fn by_ids(
    db: &Db,
    ids: impl IntoIterator<Item = PolicyVersionId>,
) -> Result<Vec<Model>, DbErr> {
    let wanted = within(db.get_database_backend(), (Entity, Column::Id), ids);
    let select = Entity::find().filter(wanted).into_query();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Model::from_query_result(row, "")).collect()
}

/// What the person accepted, the latest first.
pub async fn consents_of(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<consent::Model>, DbErr> {
    let sql = "select * from consent where person_id = $1 order by accepted_at desc, id desc";
    all(db, sql, [user.into()]).await
}

/// Nothing is touched if it was accepted before.
pub async fn accept(db: &impl ConnectionTrait, consent: consent::Model) -> Result<u64, DbErr> {
    let sql = "insert into consent (id, person_id, policy_version_id, accepted_at) \
         values ($1, $2, $3, $4) on conflict (person_id, policy_version_id) do nothing";
    let consent::Model { id, person_id, policy_version_id, accepted_at } = consent;
    let values = [id.into(), person_id.into(), policy_version_id.into(), accepted_at.into()];
    run(db, sql, values).await
}
