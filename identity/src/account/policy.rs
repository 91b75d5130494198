//! The privacy policy: published by operators in immutable versions, accepted by people.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Answer, Call, Clock, Db, Fault, Markdown, PolicyVersionId, Role, UserId,
    audit::{self, Entry, PLATFORM},
};
use sea_orm::SqlErr;

use super::{name::line, sign_out::write_own_entry};
use crate::{
    entity::{consent, policy_version::Model},
    repo::{self, statement::row},
};

/// People are told of a new version so long before it is in force.
pub const NOTICE: TimeDelta = TimeDelta::days(30);
/// In characters.
const VERSION: usize = 50;
/// In characters.
const BODY: usize = 200_000;

pub struct PublishPolicy {
    pub version: String,
    pub body: Markdown,
    /// Without it: as soon as notice allows, and the first version at once.
    pub effective_at: Option<DateTime<Utc>>,
}

const ACTION: &str = "publishPolicy";

kernel::problems! {
    /// Why no version was published.
    NotPublished as PublishPolicyError, PublishPolicyErrorCode {
        /// It has 1 to 50 characters on one line.
        VersionInvalid => ("version", "A version's name has 1 to 50 characters."),
        /// There is a version of that name.
        VersionTaken => ("version", "There is a version of that name."),
        /// It has 1 to 200,000 characters.
        BodyInvalid => ("body", "A policy has 1 to 200,000 characters."),
        /// People are told 30 days before a version replaces another.
        TooSoon => ("effectiveAt", "People are told 30 days before."),
    }
}

/// Operators only.
pub async fn publish_policy(
    call: &Call,
    input: PublishPolicy,
) -> Answer<Result<PolicyVersionId, NotPublished>> {
    call.viewer.signed()?;
    if !call.viewer.within(PLATFORM).is_some_and(|place| place.roles.has(Role::Operator)) {
        return audit::logged(call, PLATFORM, ACTION, Err(Fault::forbidden())).await;
    }
    let now = call.clock.now();
    let is_first = repo::policy::in_force(&call.db, now).await?.is_none();
    let version = match accept(input, PolicyVersionId(call.clock.id()), is_first, now) {
        Ok(version) => version,
        Err(refused) => return Ok(Err(refused)),
    };
    let id = version.id;
    let entry = Entry::done(PLATFORM, ACTION, id).by(call);
    match call.db.write_all(vec![row(version), entry]).await {
        Ok(()) => Ok(Ok(id)),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Err(NotPublished::VersionTaken)),
            _ => Err(error.into()),
        },
    }
}

fn accept(
    input: PublishPolicy,
    id: PolicyVersionId,
    is_first: bool,
    now: DateTime<Utc>,
) -> Result<Model, NotPublished> {
    let version = line(&input.version, VERSION).ok_or(NotPublished::VersionInvalid)?;
    let body = input.body.into_string();
    if body.trim().is_empty() || body.chars().count() > BODY {
        return Err(NotPublished::BodyInvalid);
    }
    let soonest = if is_first { now } else { now + NOTICE };
    let effective_at = input.effective_at.unwrap_or(soonest);
    if effective_at < soonest {
        return Err(NotPublished::TooSoon);
    }
    Ok(Model { id, version, body, published_at: now, effective_at })
}

kernel::problems! {
    /// Why nothing was accepted.
    NotAccepted as AcceptPolicyError, AcceptPolicyErrorCode {
        /// There is no such version.
        NoSuchVersion => ("policyVersion", "There is no such version of the policy."),
    }
}

/// The version in force, for everybody to read.
pub async fn privacy_policy(db: &Db, clock: &Clock) -> Answer<Option<PolicyVersionId>> {
    Ok(repo::policy::in_force(db, clock.now()).await?.map(|version| version.id))
}

/// A version that is in force or will be; accepting it twice is accepting it once.
pub async fn accept_policy(
    call: &Call,
    policy: PolicyVersionId,
) -> Answer<Result<UserId, NotAccepted>> {
    let user = call.viewer.signed()?.user;
    if repo::policy::by_ids(&call.db, [policy]).await?.is_empty() {
        return Ok(Err(NotAccepted::NoSuchVersion));
    }
    let consent = consent::Model {
        id: call.clock.id(),
        person_id: user,
        policy_version_id: policy,
        accepted_at: call.clock.now(),
    };
    let tx = call.db.begin().await?;
    repo::policy::accept(&tx, consent).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "acceptPolicy", policy)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(days)
    }

    fn publish(
        version: &str,
        body: &str,
        day: Option<i64>,
        is_first: bool,
    ) -> Result<DateTime<Utc>, NotPublished> {
        let body = Markdown::try_new(body).unwrap();
        let input = PublishPolicy { version: version.into(), body, effective_at: day.map(at) };
        accept(input, PolicyVersionId(Uuid::nil()), is_first, at(100)).map(|it| it.effective_at)
    }

    #[test]
    fn people_are_told_thirty_days_before() {
        assert_eq!(publish("1", "We …", None, true), Ok(at(100)));
        assert_eq!(publish("2", "We …", None, false), Ok(at(130)));
        assert_eq!(publish("2", "We …", Some(130), false), Ok(at(130)));
        assert_eq!(publish("2", "We …", Some(129), false), Err(NotPublished::TooSoon));
        assert_eq!(publish("1", "We …", Some(99), true), Err(NotPublished::TooSoon));
        assert_eq!(publish(" ", "We …", None, true), Err(NotPublished::VersionInvalid));
        assert_eq!(publish("1", " ", None, true), Err(NotPublished::BodyInvalid));
        let long = "x".repeat(BODY + 1);
        assert_eq!(publish("1", &long, None, true), Err(NotPublished::BodyInvalid));
    }
}
