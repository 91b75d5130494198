//! Deciding with whom one discusses an interest.

use kernel::{Answer, Call, InterestId, audit};

use super::{entity::interest::Model, own, repo::write};
use crate::goals::Shared;

kernel::problems! {
    /// Why an interest is shared as it was.
    ShareError as ShareInterestError, ShareInterestErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchInterest => ("interest", "There is no such interest of yours."),
    }
}

/// Done again, it changes nothing. Sharing with fewer needs no licence.
pub async fn share(
    call: &Call,
    id: InterestId,
    shared: Shared,
) -> Answer<Result<Model, ShareError>> {
    let Some(read) = own(call, id).await? else { return Ok(Err(ShareError::NoSuchInterest)) };
    let widens = shared.with_manager && !read.shared_with_manager
        || shared.with_coach && !read.shared_with_coach;
    if widens {
        audit::licensed(call, read.organization_id, "shareInterest").await?;
    }
    let next = Model {
        shared_with_manager: shared.with_manager,
        shared_with_coach: shared.with_coach,
        ..read.clone()
    };
    if next != read {
        let entry = audit::Entry::done(next.organization_id, "shareInterest", next.id);
        call.db.write_all(vec![write::shared(&next), entry.by(call)]).await?;
    }
    Ok(Ok(next))
}
