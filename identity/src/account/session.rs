//! How long sessions last, and how they begin.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Answer, Call, Roles, SessionId, Token, Tx, UserId};

use crate::{
    entity::{access_token, session},
    repo::{self, statement::row},
};

pub use crate::entity::session::Transport;

/// How long an access token opens anything.
pub const ACCESS: TimeDelta = TimeDelta::minutes(5);
/// Of a browser's description as much is kept, in characters.
const USER_AGENT: usize = 200;

/// How long a session lasts without use, and at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    pub idle: TimeDelta,
    pub absolute: TimeDelta,
}

impl Life {
    const MEMBER: Self = Self { idle: TimeDelta::days(7), absolute: TimeDelta::days(30) };
    const PRIVILEGED: Self = Self { idle: TimeDelta::hours(12), absolute: TimeDelta::hours(24) };

    /// Whoever may do more than a member anywhere signs in daily.
    pub fn of(roles: Roles) -> Self {
        if roles == Roles::default() { Self::MEMBER } else { Self::PRIVILEGED }
    }

    /// When it ends whatever is done.
    pub fn end(self, created_at: DateTime<Utc>) -> DateTime<Utc> {
        created_at + self.absolute
    }

    /// When its refresh token is over.
    pub fn idle_end(self, now: DateTime<Utc>, end: DateTime<Utc>) -> DateTime<Utc> {
        (now + self.idle).min(end)
    }
}

/// A session's tokens, in the clear: told once, to whoever signed in.
#[derive(Clone, Debug)]
pub struct Issued {
    pub user: UserId,
    pub session: SessionId,
    pub transport: Transport,
    pub access: Token,
    pub access_expires_at: DateTime<Utc>,
    pub refresh: Token,
    pub refresh_expires_at: DateTime<Utc>,
}

/// A session of a person who has just proved who they are.
pub async fn open(call: &Call, tx: &Tx, user: UserId, transport: Transport) -> Answer<Issued> {
    let now = call.clock.now();
    let life = Life::of(repo::account::roles_unchecked(tx, user).await?);
    let end = life.end(now);
    let issued = Issued {
        user,
        session: SessionId(call.clock.id()),
        transport,
        access: Token::new(call.clock.bytes()),
        access_expires_at: now + ACCESS,
        refresh: Token::new(call.clock.bytes()),
        refresh_expires_at: life.idle_end(now, end),
    };
    let agent = call.origin.user_agent.as_deref();
    let session = session::Model {
        id: issued.session,
        person_id: user,
        created_at: now,
        authenticated_at: now,
        last_used_at: now,
        expires_at: end,
        ended_at: None,
        refresh_hash: issued.refresh.hash(),
        refresh_expires_at: issued.refresh_expires_at,
        transport,
        user_agent: agent.map(|agent| agent.chars().take(USER_AGENT).collect()),
        address: call.origin.address.map(|address| address.to_string()),
    };
    tx.write(row(session)).await?;
    tx.write(row(access(&issued))).await?;
    Ok(issued)
}

/// The row by which the access token is found.
pub fn access(issued: &Issued) -> access_token::Model {
    access_token::Model {
        hash: issued.access.hash(),
        session_id: issued.session,
        expires_at: issued.access_expires_at,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::*;

    #[test]
    fn r25_a_session_ends_at_its_absolute_end_however_it_is_used() {
        let start = DateTime::UNIX_EPOCH;
        for (roles, idle, absolute) in [
            (Roles::default(), TimeDelta::days(7), TimeDelta::days(30)),
            (Roles::default().with(Role::Coach), TimeDelta::hours(12), TimeDelta::hours(24)),
            (
                Roles::default().with(Role::ItAdministrator),
                TimeDelta::hours(12),
                TimeDelta::days(1),
            ),
        ] {
            let life = Life::of(roles);
            let end = life.end(start);
            assert_eq!(end, start + absolute);
            assert_eq!(life.idle_end(start, end), start + idle);
            assert_eq!(life.idle_end(end - TimeDelta::minutes(1), end), end);
        }
    }
}
