//! Saying no to a request.

use kernel::{Answer, Call, audit};

use super::{
    By, Standing,
    by::{Held, held},
    content::is_reason,
    entity::invitation::{Model, State},
    repo::settle,
};

const ACTION: &str = "declineFeedbackRequest";

kernel::problems! {
    /// Why nothing was declined.
    DeclineError as DeclineFeedbackRequestError, DeclineFeedbackRequestErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("by", "You are not asked for this."),
        /// You gave it.
        AlreadyAnswered => ("by", "This is answered already."),
        /// Its last day is over.
        RequestExpired => ("by", "The last day for this is over."),
        /// Who asked closed it, or took it back from you.
        RequestClosed => ("by", "Who asked has closed this."),
        /// The reason says nothing, or has more than 500 characters.
        ReasonInvalid => ("reason", "A reason has 1 to 500 characters."),
    }
}

/// No mail about it follows. Done again, it changes nothing. It needs no licence.
pub async fn decline(
    call: &Call,
    by: By,
    reason: Option<String>,
) -> Answer<Result<Held, DeclineError>> {
    let Some(mut it) = held(call, &by).await? else { return Ok(Err(DeclineError::NotAsked)) };
    match it.standing(call) {
        Standing::Open => {}
        Standing::Declined => return Ok(Ok(it)),
        other => return Ok(Err(other.into())),
    }
    if !is_reason(reason.as_deref()) {
        return Ok(Err(DeclineError::ReasonInvalid));
    }
    let next = Model {
        state: State::Declined,
        reason,
        settled_at: Some(call.clock.now()),
        remind_at: None,
        ..it.invitation.clone()
    };
    let tx = call.db.begin().await?;
    if tx.write(settle::settled(&it.invitation, &next)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(match held(call, &by).await? {
            Some(it) if it.standing(call) == Standing::Declined => Ok(it),
            Some(it) => Err(it.standing(call).into()),
            None => Err(DeclineError::NotAsked),
        });
    }
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    tx.write(by.noted(call, &entry)).await?;
    tx.commit().await?;
    it.invitation = next;
    Ok(Ok(it))
}

impl From<Standing> for DeclineError {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Answered => Self::AlreadyAnswered,
            Standing::Expired => Self::RequestExpired,
            // What is open again a moment later was never seen; what is declined is no error.
            Standing::Closed | Standing::Open | Standing::Declined => Self::RequestClosed,
        }
    }
}
