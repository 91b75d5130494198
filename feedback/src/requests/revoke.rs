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
        /// A member answered.
        AlreadyAnswered => ("invitation", "This is answered already."),
    }
}

/// However it stands with somebody from outside, their link is gone. Done again, it changes
/// nothing. It needs no licence.
pub async fn revoke(call: &Call, id: FeedbackInvitationId) -> Answer<Result<Model, RevokeError>> {
    let Some(row) = asked_by_caller(call, id).await? else {
        return Ok(Err(RevokeError::NoSuchInvitation));
    };
    if row.state != State::Open {
        return ended(call, row).await;
    }
    let next = Model {
        state: State::Closed,
        settled_at: Some(call.clock.now()),
        link_id: None,
        link_hash: None,
        remind_at: None,
        ..row.clone()
    };
    let tx = call.db.begin().await?;
    if tx.write(settle::settled(&row, &next)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return match asked_by_caller(call, id).await? {
            Some(row) => ended(call, row).await,
            None => Ok(Err(RevokeError::NoSuchInvitation)),
        };
    }
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

/// What was answered, declined or closed stays so; its link opens nothing any more.
async fn ended(call: &Call, row: Model) -> Answer<Result<Model, RevokeError>> {
    if row.state == State::Answered && row.member_id.is_some() {
        return Ok(Err(RevokeError::AlreadyAnswered));
    }
    let tx = call.db.begin().await?;
    if tx.write(settle::unlinked(&row)).await? == 0 {
        tx.rollback().await?;
    } else {
        let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
        tx.write(entry.by(call)).await?;
        tx.commit().await?;
    }
    Ok(Ok(Model { link_id: None, link_hash: None, ..row }))
}
