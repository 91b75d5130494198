//! Deciding who else reads a goal.

use kernel::{Answer, Call, GoalId, audit};

use super::{content::Shared, entity::goal::Model, own, repo::write};

kernel::problems! {
    /// Why a goal is shared as it was.
    ShareError as ShareGoalError, ShareGoalErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchGoal => ("goal", "There is no such goal of yours."),
    }
}

/// Done again, it changes nothing. Sharing with fewer needs no licence: what one showed one can
/// always hide again.
pub async fn share(call: &Call, goal: GoalId, shared: Shared) -> Answer<Result<Model, ShareError>> {
    let Some(read) = own(call, goal).await? else { return Ok(Err(ShareError::NoSuchGoal)) };
    let widens = shared.with_manager && !read.shared_with_manager
        || shared.with_coach && !read.shared_with_coach;
    if widens {
        audit::licensed(call, read.organization_id, "shareGoal").await?;
    }
    let next = Model {
        shared_with_manager: shared.with_manager,
        shared_with_coach: shared.with_coach,
        ..read.clone()
    };
    if next != read {
        let entry = audit::Entry::done(next.organization_id, "shareGoal", next.id);
        call.db.write_all(vec![write::shared(&next), entry.by(call)]).await?;
    }
    Ok(Ok(next))
}
