//! What a person signs in with. It is read before anybody is known to ask, or for the person
//! alone, so there is no viewer in these: they are `_unchecked`, and only use cases of
//! [`crate::account`] call them.

use chrono::{DateTime, Utc};
use kernel::{OrganizationId, Roles, UserId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::statement::{all, locking, one, run};

/// What proves who signs in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Account {
    pub person_id: UserId,
    pub password_hash: Option<String>,
    /// The personal organisation, whose log tells what the account did.
    pub home: Option<OrganizationId>,
}

const HOME: &str = "(select m.organization_id from membership m \
    join organization o on o.id = m.organization_id and o.kind = 'personal' \
    where m.person_id = p.id)";

pub async fn by_address_unchecked(
    db: &impl ConnectionTrait,
    folded: &str,
) -> Result<Option<Account>, DbErr> {
    let sql = format!(
        "select e.person_id, c.password_hash, {HOME} as home from person_email e \
         join person p on p.id = e.person_id and p.closed_at is null \
         left join credential c on c.person_id = e.person_id where e.folded = $1"
    );
    one(db, &sql, [folded.into()]).await
}

pub async fn by_person_unchecked(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Option<Account>, DbErr> {
    let sql = format!(
        "select p.id as person_id, c.password_hash, {HOME} as home from person p \
         left join credential c on c.person_id = p.id where p.id = $1 and p.closed_at is null"
    );
    one(db, &sql, [user.into()]).await
}

#[derive(FromQueryResult)]
struct Text {
    text: String,
}

/// Names, addresses and organisations: what others know about a person.
pub async fn words_unchecked(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<String>, DbErr> {
    let sql = "select p.given_name as text from person p where p.id = $1 \
         union all select p.family_name from person p where p.id = $1 \
         union all select e.address from person_email e where e.person_id = $1 \
         union all select o.name from membership m \
         join organization o on o.id = m.organization_id where m.person_id = $1";
    let texts: Vec<Text> = all(db, sql, [user.into()]).await?;
    Ok(texts.into_iter().map(|it| it.text).collect())
}

#[derive(FromQueryResult)]
struct Held {
    roles: i64,
    kind: crate::entity::membership::Kind,
}

/// Everything the person may do anywhere, in one set.
pub async fn roles_unchecked(db: &impl ConnectionTrait, user: UserId) -> Result<Roles, DbErr> {
    let sql = "select roles, kind from membership where person_id = $1 and state = 'active'";
    let held: Vec<Held> = all(db, sql, [user.into()]).await?;
    let roles = held.iter().fold(Roles::default(), |all, it| Roles(all.0 | it.roles));
    let coach = held.iter().any(|it| it.kind == crate::entity::membership::Kind::Coach);
    Ok(if coach { roles.with(kernel::Role::Coach) } else { roles })
}

/// Whether the password is still the one that was read; it stays so until the transaction ends.
pub async fn is_unchanged(db: &impl ConnectionTrait, account: &Account) -> Result<bool, DbErr> {
    let sql = locking(db, "select password_hash as text from credential where person_id = $1");
    let kept: Option<Text> = one(db, &sql, [account.person_id.into()]).await?;
    Ok(kept.map(|it| it.text) == account.password_hash)
}

pub async fn set_password(
    db: &impl ConnectionTrait,
    user: UserId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "insert into credential (person_id, password_hash, changed_at) values ($1, $2, $3) \
         on conflict (person_id) do update \
         set password_hash = excluded.password_hash, changed_at = excluded.changed_at";
    run(db, sql, [user.into(), hash.into(), now.into()]).await
}

/// The same password under a stronger hash: nothing has changed for the person.
pub async fn rehash(db: &impl ConnectionTrait, user: UserId, hash: &str) -> Result<u64, DbErr> {
    let sql = "update credential set password_hash = $2 where person_id = $1";
    run(db, sql, [user.into(), hash.into()]).await
}
