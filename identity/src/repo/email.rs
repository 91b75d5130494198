//! The addresses a person has proved to read; visible to the person alone.

use chrono::NaiveDate;
use kernel::{MembershipId, OrganizationId, UserId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use uuid::Uuid;

use super::statement::{all, one, run};
use crate::entity::person_email::Model;

/// The primary one first, then in the order they were verified.
pub async fn of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<Model>, DbErr> {
    let sql = "select * from person_email where person_id = $1 \
         order by is_primary desc, verified_at, id";
    all(db, sql, [user.into()]).await
}

/// Keeps two changes of one person's addresses apart.
pub async fn lock(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    let sql = super::statement::locking(db, "select id from person where id = $1");
    db.query_all_raw(sea_orm::Statement::from_sql_and_values(
        db.get_database_backend(),
        sql,
        [user.into()],
    ))
    .await
    .map(drop)
}

/// Never the primary one.
pub async fn remove(db: &impl ConnectionTrait, user: UserId, folded: &str) -> Result<u64, DbErr> {
    let sql = "delete from person_email \
         where person_id = $1 and folded = $2 and is_primary = $3";
    run(db, sql, [user.into(), folded.into(), false.into()]).await
}

pub async fn set_primary(
    db: &impl ConnectionTrait,
    user: UserId,
    folded: &str,
) -> Result<u64, DbErr> {
    let sql = "update person_email set is_primary = (folded = $2) where person_id = $1";
    run(db, sql, [user.into(), folded.into()]).await
}

/// Where a member is written to, and by which name and language.
#[derive(FromQueryResult)]
pub struct Mailbox {
    pub person_id: UserId,
    pub address: String,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
    pub language: String,
}

/// An active member's primary address, if they want to be told of feedback at once; or if they do
/// not, and want a summary.
pub async fn told_of_feedback_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    member: MembershipId,
    at_once: bool,
) -> Result<Option<Mailbox>, DbErr> {
    let sql = "select p.id as person_id, e.address, p.given_name, p.infix, p.family_name, p.language \
         from membership m \
         join person p on p.id = m.person_id \
         join person_email e on e.person_id = p.id \
         where m.organization_id = $1 and m.id = $2 and m.state = 'active' \
         and p.closed_at is null and e.is_primary = $3 and p.mail_on_feedback = $4 \
         and (p.mail_on_feedback = $3 or p.mail_digest = $3)";
    one(db, sql, [organization.into(), member.into(), true.into(), at_once.into()]).await
}

/// Takes the day's one mail of a topic for a fact, unless another has it. Whose it is is answered.
pub async fn told_unchecked(
    db: &impl ConnectionTrait,
    user: UserId,
    topic: &str,
    day: NaiveDate,
    fact: Uuid,
) -> Result<Option<Uuid>, DbErr> {
    let taken = "insert into person_told (person_id, topic, day, fact_id) \
         values ($1, $2, $3, $4) on conflict do nothing";
    run(db, taken, [user.into(), topic.into(), day.into(), fact.into()]).await?;
    let sql = "select fact_id from person_told where person_id = $1 and topic = $2 and day = $3";
    let row = one::<Told>(db, sql, [user.into(), topic.into(), day.into()]).await?;
    Ok(row.map(|row| row.fact_id))
}

#[derive(FromQueryResult)]
struct Told {
    fact_id: Uuid,
}

/// A member's name, and their organisation's.
#[derive(FromQueryResult)]
pub struct Introduced {
    pub organization: String,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
}

/// Who writes to somebody from outside; read by the worker, for no viewer.
pub async fn introduced_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    member: MembershipId,
) -> Result<Option<Introduced>, DbErr> {
    let sql = "select o.name as organization, \
         coalesce(p.given_name, m.given_name) as given_name, \
         case when p.id is null then m.infix else p.infix end as infix, \
         coalesce(p.family_name, m.family_name) as family_name \
         from membership m join organization o on o.id = m.organization_id \
         left join person p on p.id = m.person_id and p.closed_at is null \
         where m.organization_id = $1 and m.id = $2";
    one(db, sql, [organization.into(), member.into()]).await
}
