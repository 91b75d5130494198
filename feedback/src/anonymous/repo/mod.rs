//! All SQL of anonymous writing. Whoever holds a code has the right to what it opens, and the
//! delivery reads for nobody: nothing here asks for a viewer, so each name that reads says
//! `unchecked`, or reads by the hash of a code.

pub mod conversation;
pub mod delivery;
pub mod pool;
pub mod write;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{NaiveDate, Timelike};
use kernel::{
    Answer, Clock, CompetencyId, Db, Fault, FeedbackId, MembershipId, Month, OrganizationId,
    Secret, within,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, Statement, Value,
};

use super::{
    Pace,
    entity::{drawing, pooled, setting, thread, waiting},
    seal::{label, open},
    setting::{Setting, USUAL_HOUR},
};
use crate::entity::{competency, feedback, mark, recipient};

/// What is in force in an organisation.
#[expect(clippy::disallowed_methods, reason = "the same for everybody in the organisation")]
pub async fn setting_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Setting, DbErr> {
    let row = setting::Entity::find_by_id(organization).one(db).await?;
    Ok(row.map(Setting::from).unwrap_or_default())
}

/// Whether a member drew the tickets of a month.
#[expect(clippy::disallowed_methods, reason = "asked by the member alone")]
pub async fn has_drawn(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
    month: Month,
) -> Result<bool, DbErr> {
    let key = (organization, month.first(), member);
    Ok(drawing::Entity::find_by_id(key).one(db).await?.is_some())
}

/// Who drew the tickets of each of these months.
#[expect(clippy::disallowed_methods, reason = "read by the delivery, which tells only how many")]
pub async fn drawn_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: NaiveDate,
) -> Result<HashMap<NaiveDate, HashSet<MembershipId>>, DbErr> {
    use drawing::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Month.gte(since))
        .all(db)
        .await?;
    let mut drawn: HashMap<_, HashSet<_>> = HashMap::new();
    for row in rows {
        drawn.entry(row.month).or_default().insert(row.membership_id);
    }
    Ok(drawn)
}

/// What waits under a code, its withdrawal too.
pub async fn waiting(
    db: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<Option<waiting::Model>, DbErr> {
    waiting_at(db, secret, organization, code_hash, 0).await
}

/// The text, its withdrawal, or what follows it. What this deployment's secret does not open is
/// not there.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn waiting_at(
    db: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
    position: i64,
) -> Result<Option<waiting::Model>, DbErr> {
    let key = (organization, label(secret, organization, code_hash, position), position);
    let row = pooled::Entity::find_by_id(key).one(db).await?;
    Ok(row.and_then(|row| open(secret, &row)))
}

/// What became of what was written under a code.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn thread(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<Option<thread::Model>, DbErr> {
    thread::Entity::find_by_id((organization, code_hash.to_vec())).one(db).await
}

/// Whether something waits under a code, or waited. Under the lock this holds until its end.
pub async fn is_used(
    db: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<bool, DbErr> {
    Ok(waiting(db, secret, organization, code_hash).await?.is_some()
        || thread(db, organization, code_hash).await?.is_some())
}

/// A piece of feedback with its recipients and marks, for whoever holds the code of its thread.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn delivered_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: FeedbackId,
) -> Result<Option<(feedback::Model, Vec<recipient::Model>, Vec<mark::Model>)>, DbErr> {
    let found = feedback::Entity::find_by_id((organization, id)).one(db).await?;
    let Some(found) = found else { return Ok(None) };
    let recipients = recipient::Entity::find()
        .filter(recipient::Column::OrganizationId.eq(organization))
        .filter(recipient::Column::FeedbackId.eq(id))
        .all(db)
        .await?;
    let marks = mark::Entity::find()
        .filter(mark::Column::OrganizationId.eq(organization))
        .filter(mark::Column::FeedbackId.eq(id))
        .all(db)
        .await?;
    Ok(Some((found, recipients, marks)))
}

/// Those of the ids that are competencies of the organisation; archived ones too.
#[expect(clippy::disallowed_methods, reason = "every member reads them")]
pub async fn competencies_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: impl Iterator<Item = CompetencyId> + Send,
) -> Result<Vec<competency::Model>, DbErr> {
    use competency::{Column, Entity};
    let column = (Entity, Column::Id);
    Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(within(db.get_database_backend(), column, ids))
        .all(db)
        .await
}

const WAITING: &str = "select distinct organization_id from anonymous_waiting";
/// What waits plays no part in it: a day that is only begun when somebody writes tells when they
/// did.
const DUE: &str = "select o.id as organization_id from organization o \
    left join anonymous_setting s on s.organization_id = o.id \
    left join anonymous_delivery d on d.organization_id = o.id and d.day = $1 \
    where o.kind = 'company' and d.day is null and coalesce( \
    case when s.hour_from <= $1 then s.delivery_hour else s.hour_before end, $2) <= $3";

/// Where something waits.
pub async fn waiting_unchecked(db: &Db) -> Result<Vec<OrganizationId>, DbErr> {
    organizations(db, WAITING, []).await
}

/// Where the day's delivery is to be made now: wherever there is anonymous writing, whether
/// anything waits or not.
pub async fn due(db: &Db, clock: &Clock, pace: Pace) -> Result<Vec<OrganizationId>, DbErr> {
    if pace == Pace::AtOnce {
        return waiting_unchecked(db).await;
    }
    let now = clock.now();
    let hour = i64::from(now.hour());
    organizations(db, DUE, [now.date_naive().into(), USUAL_HOUR.into(), hour.into()]).await
}

async fn organizations<const N: usize>(
    db: &Db,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<OrganizationId>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", "organization_id")).collect()
}

/// How often it is tried whether it is one's turn, and how long after each time.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Whoever writes what waits in an organisation comes one after the other: nothing is missed by
/// a delivery because it is just being mixed. It leaves no trace in a row, as a lock on one
/// would, and none in the database's log, as one that is waited for too long would: a delivery
/// may take longer than a statement may. On SQLite there is one writer anyway.
pub async fn lock(tx: &impl ConnectionTrait, organization: OrganizationId) -> Answer<()> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let (high, low) = organization.0.as_u64_pair();
    let key = i64::from_ne_bytes((high ^ low).to_ne_bytes());
    for _ in 0..TRIES {
        let sql = "select pg_try_advisory_xact_lock($1) as mine";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.into()]);
        let mine = tx.query_one_raw(statement).await?;
        if mine.is_some_and(|row| row.try_get("", "mine").unwrap_or_default()) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Fault::unavailable(5))
}
