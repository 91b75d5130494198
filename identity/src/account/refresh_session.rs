//! Renewing a session: each refresh token is used once, and gives the next.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Answer, Call, SessionId, Token, Tx, UserId,
    audit::{Entry, PLATFORM},
};

use super::{Issued, Life, acting, doors::Doors, session};
use crate::{
    entity::{session::Model, spent_refresh},
    repo::{self, statement::row},
};

const ACTION: &str = "refreshSession";
/// Within this time a lost answer is given again; after it, a spent token was stolen.
const LOST: TimeDelta = TimeDelta::seconds(10);

kernel::problems! {
    /// Why a session was not renewed.
    Over as RefreshSessionError, RefreshSessionErrorCode {
        /// The token renews no session: it was used before, or the session is over.
        SessionOver => ("refreshToken", "This session is over; sign in again."),
    }
}

/// A spent token that comes back ends its session: two hold it, and one of them stole it.
pub async fn refresh_session(call: &Call, token: Option<&Token>) -> Answer<Result<Issued, Over>> {
    let doors = Doors::address(call);
    doors.look(call).await?.address_is_open()?;
    let Some(token) = token else {
        doors.refuse(call, ACTION).await?;
        return Ok(Err(Over::SessionOver));
    };
    let tx = call.db.begin().await?;
    let found = match repo::session::by_refresh(&tx, token.hash()).await? {
        Some(session) => renew(call, &tx, token, session).await?,
        None => again(call, &tx, token).await?,
    };
    tx.commit().await?;
    match found {
        Found::Issued(issued) => return Ok(Ok(*issued)),
        Found::Stolen => {}
        Found::Nothing => doors.refuse(call, ACTION).await?,
    }
    Ok(Err(Over::SessionOver))
}

/// What a refresh token led to.
enum Found {
    Issued(Box<Issued>),
    /// The session was ended, which its person's log tells.
    Stolen,
    Nothing,
}

async fn renew(call: &Call, tx: &Tx, token: &Token, session: Model) -> Answer<Found> {
    let now = call.clock.now();
    let account = repo::account::by_person_unchecked(tx, session.person_id).await?;
    let Some(account) = account.filter(|_| is_open(&session, now)) else {
        return Ok(Found::Nothing);
    };
    // Whoever was given a role since has the shorter session from now on.
    let life = Life::of(repo::account::roles_unchecked(tx, session.person_id).await?);
    let end = life.end(session.created_at).min(session.expires_at);
    if end <= now {
        return Ok(Found::Nothing);
    }
    let nonce: [u8; 32] = call.clock.bytes();
    let (access, refresh) = next(token, &nonce);
    let issued = Issued {
        user: session.person_id,
        session: session.id,
        transport: session.transport,
        access,
        access_expires_at: (now + session::ACCESS).min(end),
        refresh,
        refresh_expires_at: life.idle_end(now, end),
    };
    let (id, until) = (session.id, issued.refresh_expires_at);
    repo::session::drop_old_access(tx, id, now).await?;
    repo::session::renew(tx, id, issued.refresh.hash(), until, end, now).await?;
    let spent = spent_refresh::Model {
        hash: token.hash(),
        session_id: id,
        spent_at: now,
        nonce: nonce.to_vec(),
    };
    tx.write(row(spent)).await?;
    tx.write(row(session::access(&issued))).await?;
    let entry = Entry::done(account.home.unwrap_or(PLATFORM), ACTION, id);
    tx.write(entry.by(&acting(call, session.person_id, id))).await?;
    Ok(Found::Issued(Box::new(issued)))
}

/// The answer that was lost, or none: then the session ends here.
async fn again(call: &Call, tx: &Tx, token: &Token) -> Answer<Found> {
    let now = call.clock.now();
    let Some(spent) = repo::session::spent(tx, token.hash()).await? else {
        return Ok(Found::Nothing);
    };
    let session = repo::session::by_id_unchecked(tx, spent.session_id).await?;
    let Some(session) = session.filter(|session| is_open(session, now)) else {
        return Ok(Found::Nothing);
    };
    let (access, refresh) = next(token, &spent.nonce);
    let told = repo::session::access(tx, access.hash()).await?;
    let is_next = refresh.hash() == session.refresh_hash;
    if let Some(told) = told.filter(|_| is_next && (now - spent.spent_at).abs() <= LOST) {
        return Ok(Found::Issued(Box::new(Issued {
            user: session.person_id,
            session: session.id,
            transport: session.transport,
            access,
            access_expires_at: told.expires_at,
            refresh,
            refresh_expires_at: session.refresh_expires_at,
        })));
    }
    end_stolen(call, tx, session.person_id, session.id).await?;
    Ok(Found::Stolen)
}

/// The person finds it in their own log.
async fn end_stolen(call: &Call, tx: &Tx, user: UserId, session: SessionId) -> Answer<()> {
    repo::session::end(tx, user, session, call.clock.now()).await?;
    let account = repo::account::by_person_unchecked(tx, user).await?;
    let home = account.and_then(|it| it.home).unwrap_or(PLATFORM);
    let mut entry = Entry::refused(home, ACTION);
    entry.subject = Some(session.into());
    tx.write(entry.by(call)).await?;
    Ok(())
}

fn is_open(session: &Model, now: DateTime<Utc>) -> bool {
    session.ended_at.is_none() && session.expires_at > now && session.refresh_expires_at > now
}

/// Only who holds the spent token can compute these, and the database alone cannot.
fn next(token: &Token, nonce: &[u8]) -> (Token, Token) {
    (token.derive("access", nonce), token.derive("refresh", nonce))
}
