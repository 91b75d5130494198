//! Saying that a text should not stand so. From then on administrators in scope read it.

use kernel::{Answer, Call, FeedbackId, ReplyId, audit};

use super::{Subject, content::is_note, entity::flag::Reason, joined, repo::write};

/// Why, and what is to be said to whoever decides.
#[derive(Clone, Debug)]
pub struct Flag {
    pub reason: Reason,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    NoSuchText,
    NoLongerDiscussed,
    OwnText,
    NoteTooLong,
}

kernel::problems! {
    /// Why feedback was not flagged.
    FlagFeedbackProblem as FlagFeedbackError, FlagFeedbackErrorCode {
        /// It does not exist for you, or you read it only because it was flagged.
        NoSuchFeedback => ("feedback", "There is no such feedback."),
        /// It was withdrawn or hidden.
        NoLongerDiscussed => ("feedback", "It was withdrawn or hidden: nothing is said about it any more."),
        /// You wrote it: withdraw it.
        OwnText => ("feedback", "You wrote this yourself."),
        /// The note has more than 1,000 characters, or a null character.
        FlagNoteTooLong => ("note", "A note has at most 1,000 characters."),
    }
}

kernel::problems! {
    /// Why a reply was not flagged.
    FlagReplyProblem as FlagReplyError, FlagReplyErrorCode {
        /// It does not exist for you, or you read it only because it was flagged.
        NoSuchReply => ("reply", "There is no such reply."),
        /// It was withdrawn or hidden.
        NoLongerDiscussed => ("reply", "It was withdrawn or hidden: nothing is said about it any more."),
        /// You wrote it: withdraw it.
        OwnText => ("reply", "You wrote this yourself."),
        /// The note has more than 1,000 characters, or a null character.
        FlagNoteTooLong => ("note", "A note has at most 1,000 characters."),
    }
}

/// Done again, it changes nothing: once per person, until it is dismissed.
pub async fn flag_feedback(
    call: &Call,
    id: FeedbackId,
    flag: Flag,
) -> Answer<Result<(), FlagFeedbackProblem>> {
    let flagged = set(call, Subject::Feedback(id), "flagFeedback", flag).await?;
    Ok(flagged.map_err(|problem| match problem {
        Problem::NoSuchText => FlagFeedbackProblem::NoSuchFeedback,
        Problem::NoLongerDiscussed => FlagFeedbackProblem::NoLongerDiscussed,
        Problem::OwnText => FlagFeedbackProblem::OwnText,
        Problem::NoteTooLong => FlagFeedbackProblem::FlagNoteTooLong,
    }))
}

/// Done again, it changes nothing: once per person, until it is dismissed.
pub async fn flag_reply(
    call: &Call,
    id: ReplyId,
    flag: Flag,
) -> Answer<Result<(), FlagReplyProblem>> {
    let flagged = set(call, Subject::Reply(id), "flagReply", flag).await?;
    Ok(flagged.map_err(|problem| match problem {
        Problem::NoSuchText => FlagReplyProblem::NoSuchReply,
        Problem::NoLongerDiscussed => FlagReplyProblem::NoLongerDiscussed,
        Problem::OwnText => FlagReplyProblem::OwnText,
        Problem::NoteTooLong => FlagReplyProblem::FlagNoteTooLong,
    }))
}

async fn set(
    call: &Call,
    on: Subject,
    action: &'static str,
    flag: Flag,
) -> Answer<Result<(), Problem>> {
    let Some(seen) = joined(call, on).await? else { return Ok(Err(Problem::NoSuchText)) };
    let place = call.viewer.place(seen.organization())?;
    audit::licensed(call, place.organization, action).await?;
    if seen.author() == Some(place.member) {
        return Ok(Err(Problem::OwnText));
    }
    if !seen.stands() {
        return Ok(Err(Problem::NoLongerDiscussed));
    }
    if !is_note(&flag.note) {
        return Ok(Err(Problem::NoteTooLong));
    }
    let why = (flag.reason, &*flag.note);
    let tx = call.db.begin().await?;
    let new = write::flagged(place.organization, on, place.member, why, call.clock.now());
    // Also where a dismissal came between: then their flag stands, and nobody looks at it.
    let flagged = tx.write(new).await? + tx.write(write::put_up(place.organization, on)).await?;
    if flagged == 0 {
        tx.rollback().await?;
        return Ok(Ok(()));
    }
    tx.write(audit::Entry::done(place.organization, action, on).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
