//! Reacting to a text without words, and taking it back.

use kernel::{Answer, Call, NodeId, OrganizationId, audit, outbox};

use super::{Subject, entity::reaction::Kind, joined, repo::write};

kernel::problems! {
    /// Why nobody reacted.
    ReactError as AddReactionError, AddReactionErrorCode {
        /// It does not exist for you, or you read it only because it was flagged.
        NoSuchText => ("on", "There is no such text to react to."),
        /// It was withdrawn or hidden.
        NoLongerDiscussed => ("on", "It was withdrawn or hidden: nothing is said about it any more."),
        /// You wrote it yourself.
        ThankYourself => ("kind", "Thanks are for somebody else."),
    }
}

kernel::problems! {
    /// Why a reaction stands.
    TakeBackError as RemoveReactionError, RemoveReactionErrorCode {
        /// It does not exist for you.
        NoSuchText => ("on", "There is no such text."),
    }
}

/// Done again, it changes nothing. The author who is thanked is told, once by each, however often
/// thanks are taken back and said again.
pub async fn react(call: &Call, on: Subject, kind: Kind) -> Answer<Result<(), ReactError>> {
    let Some(seen) = joined(call, on).await? else { return Ok(Err(ReactError::NoSuchText)) };
    let place = call.viewer.place(seen.organization())?;
    audit::licensed(call, seen.organization(), "addReaction").await?;
    if !seen.stands() {
        return Ok(Err(ReactError::NoLongerDiscussed));
    }
    if kind == Kind::Thanks && seen.author() == Some(place.member) {
        return Ok(Err(ReactError::ThankYourself));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::reacted(place.organization, on, place.member, kind, now)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(()));
    }
    if kind == Kind::Thanks {
        let fact = thanked(place.organization, on);
        let by = place.member.0;
        tx.write(fact.once(&[fact.subject.as_bytes(), by.as_bytes()], now)).await?;
    }
    tx.write(audit::Entry::done(place.organization, "addReaction", on).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Done again, it changes nothing. It needs no licence.
pub async fn take_back(call: &Call, on: Subject, kind: Kind) -> Answer<Result<(), TakeBackError>> {
    let Some(seen) = joined(call, on).await? else { return Ok(Err(TakeBackError::NoSuchText)) };
    let place = call.viewer.place(seen.organization())?;
    let tx = call.db.begin().await?;
    if tx.write(write::taken_back(place.organization, on, place.member, kind)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(()));
    }
    tx.write(audit::Entry::done(place.organization, "removeReaction", on).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What the author is told.
fn thanked(organization: OrganizationId, on: Subject) -> outbox::Fact {
    let (topic, subject) = match on {
        Subject::Feedback(id) => ("feedback.thanked", id.0),
        Subject::Reply(id) => ("feedback.reply-thanked", id.0),
    };
    outbox::Fact { organization, topic, subject }
}

impl From<Subject> for NodeId {
    fn from(on: Subject) -> Self {
        match on {
            Subject::Feedback(id) => id.into(),
            Subject::Reply(id) => id.into(),
        }
    }
}
