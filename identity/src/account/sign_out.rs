//! Ending sessions: one's own, another of one's own, or all others.

use kernel::{
    Answer, Call, Fault, SessionId, Tx, UserId,
    audit::{Entry, PLATFORM},
};

use crate::repo;

/// Ends the session that asks.
pub async fn sign_out(call: &Call) -> Answer<()> {
    let session = call.viewer.signed()?.session;
    end(call, "signOut", session).await
}

/// Ends one of the person's own sessions; any other does not exist.
pub async fn end_session(call: &Call, session: SessionId) -> Answer<()> {
    call.viewer.signed()?;
    end(call, "endSession", session).await
}

async fn end(call: &Call, action: &'static str, session: SessionId) -> Answer<()> {
    let user = call.viewer.signed()?.user;
    let tx = call.db.begin().await?;
    if repo::session::end(&tx, user, session, call.clock.now()).await? == 0 {
        tx.rollback().await?;
        return Err(Fault::not_found());
    }
    write_own_entry(call, &tx, user, |home| Entry::done(home, action, session)).await?;
    Ok(tx.commit().await?)
}

/// Ends all of the person's sessions but the one that asks; how many is answered.
pub async fn end_other_sessions(call: &Call) -> Answer<u64> {
    let signed = *call.viewer.signed()?;
    let (user, but) = (signed.user, Some(signed.session));
    let tx = call.db.begin().await?;
    let ended = repo::session::end_all_but(&tx, user, but, call.clock.now()).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "endOtherSessions", user)).await?;
    tx.commit().await?;
    Ok(ended)
}

/// What a person does to their own account stands in the log of their own organisation.
pub(super) async fn write_own_entry(
    call: &Call,
    tx: &Tx,
    user: UserId,
    entry: impl FnOnce(kernel::OrganizationId) -> Entry,
) -> Answer<()> {
    let account = repo::account::by_person_unchecked(tx, user).await?;
    let home = account.and_then(|it| it.home).unwrap_or(PLATFORM);
    tx.write(entry(home).by(call)).await?;
    Ok(())
}
