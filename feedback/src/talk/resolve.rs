//! Deciding on a text that was flagged: it stands, or it is hidden. What was hidden can be put
//! back by deciding anew.

use kernel::{Answer, Call, MembershipId, audit};

use super::{
    Seen, Subject,
    repo::{self, parts, write},
};
use crate::{Colleagues, entity::feedback::Moderation, policy::moderates};

const ACTION: &str = "resolveFlag";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It stands; also where it was hidden before. Its flags are gone, so that whoever flagged it
    /// may do so again.
    Dismiss,
    /// From now on it is for its author and the moderators.
    Hide,
}

kernel::problems! {
    /// Why nothing was decided.
    ResolveError as ResolveFlagError, ResolveFlagErrorCode {
        /// It does not exist for you, or you do not administer its author or a recipient.
        NoSuchText => ("on", "There is no such text to decide on."),
        /// Nobody flagged it, or it was decided on already.
        NotFlagged => ("on", "There is nothing to decide on."),
        /// You wrote it: somebody else decides.
        OwnText => ("on", "You wrote this yourself."),
        /// You flagged it: somebody else decides, as long as somebody else administers everybody.
        OwnFlag => ("on", "You flagged this yourself."),
        /// It was written to you, or about what you wrote: likewise.
        OwnCase => ("on", "This was written to you."),
    }
}

/// Of two decisions at once both are taken, one after the other; the same again changes nothing.
pub async fn resolve(
    call: &Call,
    colleagues: &dyn Colleagues,
    on: Subject,
    decision: Decision,
) -> Answer<Result<(), ResolveError>> {
    let Some((seen, moderation)) = moderated(call, on).await? else {
        return Ok(Err(ResolveError::NoSuchText));
    };
    let place = call.viewer.place(seen.organization())?;
    audit::licensed(call, place.organization, ACTION).await?;
    if seen.author() == Some(place.member) {
        return Ok(Err(ResolveError::OwnText));
    }
    let (to, word) = match decision {
        Decision::Dismiss => (None, "DISMISS"),
        Decision::Hide => (Some(Moderation::Hidden), "HIDE"),
    };
    match moderation {
        None => return Ok(Err(ResolveError::NotFlagged)),
        same if same == to => return Ok(Ok(())),
        _ => {}
    }
    if colleagues.others_administer(place.member) {
        if is_flagged_by(call, on, place.member).await? {
            return Ok(Err(ResolveError::OwnFlag));
        }
        if is_to(call, &seen, place.member).await? {
            return Ok(Err(ResolveError::OwnCase));
        }
    }
    let tx = call.db.begin().await?;
    if tx.write(write::decided(place.organization, on, to)).await? == 0 {
        // By another moderator, a moment ago; or it was withdrawn.
        tx.rollback().await?;
        return Ok(Err(ResolveError::NotFlagged));
    }
    if decision == Decision::Dismiss {
        tx.write(write::unflagged(place.organization, on)).await?;
    }
    tx.write(audit::Entry::done(place.organization, ACTION, on).by_because(call, word)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn is_flagged_by(call: &Call, on: Subject, member: MembershipId) -> Answer<bool> {
    let (db, viewer) = (&call.db, &call.viewer);
    Ok(match on {
        Subject::Feedback(id) => {
            let flags = parts::flags_unchecked(db, viewer, vec![id]).await?;
            flags.iter().any(|it| it.row.member_id == member)
        }
        Subject::Reply(id) => {
            let flags = parts::reply_flags_unchecked(db, viewer, vec![id]).await?;
            flags.iter().any(|it| it.row.member_id == member)
        }
    })
}

/// Whether it was written to this member: as a recipient, or about what they wrote or received.
async fn is_to(call: &Call, seen: &Seen, member: MembershipId) -> Answer<bool> {
    let reply = match seen {
        Seen::Feedback(row) => return Ok(row.recipients().contains(&member)),
        Seen::Reply(row) => &row.reply,
    };
    let about = crate::repo::by_id(&call.db, &call.viewer, reply.feedback_id).await?;
    Ok(about.is_some_and(|row| {
        row.feedback.author_id == Some(member) || row.recipients().contains(&member)
    }))
}

/// The text, if the caller moderates it, and what became of it until now.
async fn moderated(call: &Call, on: Subject) -> Answer<Option<(Seen, Option<Moderation>)>> {
    call.viewer.signed()?;
    match on {
        Subject::Feedback(id) => {
            let found = crate::repo::by_id(&call.db, &call.viewer, id).await?;
            let found = found.filter(|row| {
                let (author, to) = (row.feedback.author_id, row.recipients().iter().copied());
                let place = call.viewer.within(row.feedback.organization_id);
                place.is_some_and(|place| moderates(place, author, to))
            });
            Ok(found
                .map(|row| (row.feedback.moderation, row))
                .map(|(is, row)| (Seen::Feedback(row), is)))
        }
        Subject::Reply(id) => {
            let found = repo::by_id(&call.db, &call.viewer, id).await?;
            let found = found.filter(|row| row.moderates && row.reply.withdrawn_at.is_none());
            Ok(found.map(|row| (row.reply.moderation, row)).map(|(is, row)| (Seen::Reply(row), is)))
        }
    }
}
