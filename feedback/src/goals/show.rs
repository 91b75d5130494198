//! Showing by what one sees how far one is, and taking that back.

use kernel::{Answer, Call, FeedbackId, GoalId, audit};

use super::{
    content::{MOST_EVIDENCE, is_note},
    entity::{evidence, goal::Model},
    own,
    repo::{evidence_unchecked, write},
};

/// Something that shows how far somebody is. Further kinds follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// That the owner may read when they add it.
    Feedback(FeedbackId),
}

kernel::problems! {
    /// Why evidence was not added.
    AddEvidenceError as AddGoalEvidenceError, AddGoalEvidenceErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchGoal => ("goal", "There is no such goal of yours."),
        /// It does not exist for you, or belongs to another organisation.
        NoSuchEvidence => ("evidence", "There is no such evidence."),
        /// The note has more than 2,000 characters, or a null character.
        NoteTooLong => ("note", "A note has at most 2,000 characters."),
        /// There are 100 already.
        TooMuchEvidence => ("goal", "A goal has at most 100 pieces of evidence."),
    }
}

/// Done again, it changes nothing.
pub async fn add(
    call: &Call,
    goal: GoalId,
    shown: Evidence,
    note: String,
) -> Answer<Result<Model, AddEvidenceError>> {
    let Some(row) = own(call, goal).await? else { return Ok(Err(AddEvidenceError::NoSuchGoal)) };
    audit::licensed(call, row.organization_id, "addGoalEvidence").await?;
    if !is_note(&note) {
        return Ok(Err(AddEvidenceError::NoteTooLong));
    }
    let Evidence::Feedback(feedback) = shown;
    let found = crate::repo::by_id(&call.db, &call.viewer, feedback).await?;
    if found.is_none_or(|it| it.feedback.organization_id != row.organization_id) {
        return Ok(Err(AddEvidenceError::NoSuchEvidence));
    }
    if evidence_unchecked(&call.db, &call.viewer, vec![row.id]).await?.len() >= MOST_EVIDENCE {
        return Ok(Err(AddEvidenceError::TooMuchEvidence));
    }
    let added = evidence::Model {
        organization_id: row.organization_id,
        goal_id: row.id,
        id: call.clock.id(),
        feedback_id: Some(feedback),
        note,
        added_at: call.clock.now(),
    };
    let tx = call.db.begin().await?;
    if tx.write(write::shown(&added)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(row));
    }
    let entry = audit::Entry::done(row.organization_id, "addGoalEvidence", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}

kernel::problems! {
    /// Why evidence was not removed.
    RemoveEvidenceError as RemoveGoalEvidenceError, RemoveGoalEvidenceErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchGoal => ("goal", "There is no such goal of yours."),
    }
}

/// Also what one may not read any more; what is no evidence is none afterwards. It needs no
/// licence: what one showed one can always take back.
pub async fn remove(
    call: &Call,
    goal: GoalId,
    shown: Evidence,
) -> Answer<Result<Model, RemoveEvidenceError>> {
    let Some(row) = own(call, goal).await? else {
        return Ok(Err(RemoveEvidenceError::NoSuchGoal));
    };
    let Evidence::Feedback(feedback) = shown;
    let tx = call.db.begin().await?;
    if tx.write(write::unshown(&row, feedback)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(row));
    }
    let entry = audit::Entry::done(row.organization_id, "removeGoalEvidence", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}
