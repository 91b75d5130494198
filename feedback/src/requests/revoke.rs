//! Taking a request back from one of those who are asked; a link opens nothing any more.

use kernel::{Answer, Call, FeedbackInvitationId, audit};

use super::{
    asked_by_caller,
    entity::invitation::{Model, State},
    repo::settle,
};

const ACTION: &str = "revokeFeedbackInvitation";

kernel::problems! {
    /// Why somebody is asked as before.
    RevokeError as RevokeFeedbackInvitationError, RevokeFeedbackInvitationErrorCode {
        /// It does not exist for you, or it is not you who asked.
        NoSuchInvitation => ("invitation", "There is no such invitation of yours."),
        /// They answered.
        AlreadyAnswered => ("invitation", "This is answered already."),
    }
}

/// Done again, it changes nothing. It needs no licence.
pub async fn revoke(call: &Call, id: FeedbackInvitationId) -> Answer<Result<Model, RevokeError>> {
    let Some(row) = asked_by_caller(call, id).await? else {
        return Ok(Err(RevokeError::NoSuchInvitation));
    };
    let next = Model {
        state: State::Closed,
        settled_at: Some(call.clock.now()),
        link_id: None,
        link_hash: None,
        remind_at: None,
        ..row.clone()
    };
    match row.state {
        State::Open => {}
        State::Answered => return Ok(Err(RevokeError::AlreadyAnswered)),
        State::Declined | State::Closed => return Ok(Ok(row)),
    }
    let tx = call.db.begin().await?;
    if tx.write(settle::settled(&row, &next)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(match asked_by_caller(call, id).await? {
            Some(row) if row.state == State::Answered => Err(RevokeError::AlreadyAnswered),
            Some(row) => Ok(row),
            None => Err(RevokeError::NoSuchInvitation),
        });
    }
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}
