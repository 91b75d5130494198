//! Saying something about an interest, to those with whom it is discussed.

use kernel::{Answer, Call, IdempotencyKey, InterestId, Once, audit};

use super::{
    content::{MOST_COMMENTS, is_comment},
    entity::{comment, interest::Model},
    policy,
    repo::{interests, write},
};

kernel::problems! {
    /// Why nothing was said.
    CommentError as CommentOnInterestError, CommentOnInterestErrorCode {
        /// It does not exist for you, or is not discussed with you.
        NoSuchInterest => ("interest", "There is no such interest to discuss."),
        /// The text says nothing, or has more than 5,000 characters.
        CommentInvalid => ("text", "A comment has 1 to 5,000 characters."),
        /// There are 200 already.
        TooManyComments => ("interest", "All is said: there are 200 comments."),
    }
}

pub async fn comment(
    call: &Call,
    id: InterestId,
    text: String,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Model, CommentError>> {
    call.viewer.signed()?;
    let found = interests::by_id(&call.db, &call.viewer, id).await?;
    let place = found.as_ref().and_then(|row| call.viewer.within(row.organization_id));
    let Some((row, place)) = found.as_ref().zip(place) else {
        return Ok(Err(CommentError::NoSuchInterest));
    };
    if !policy::discusses(place, row) {
        return Ok(Err(CommentError::NoSuchInterest));
    }
    let told = format!("{id:?} {text:?}");
    let once = key
        .map(|key| Once::new(call, row.organization_id, "commentOnInterest", &key, &told))
        .transpose()?;
    if let Err(refusal) = place.require_licence() {
        let of = row.organization_id;
        Once::made_before(once.as_ref(), call, of, "commentOnInterest", refusal).await?;
        return Ok(Ok(row.clone()));
    }
    if !is_comment(&text) {
        return Ok(Err(CommentError::CommentInvalid));
    }
    let said = interests::comments_unchecked(&call.db, &call.viewer, vec![id]).await?;
    if said.len() >= MOST_COMMENTS {
        return Ok(Err(CommentError::TooManyComments));
    }
    let new = comment::Model {
        organization_id: row.organization_id,
        interest_id: row.id,
        id: call.clock.id(),
        author_id: Some(place.member),
        text,
        written_at: call.clock.now(),
    };
    let entry = audit::Entry::done(row.organization_id, "commentOnInterest", row.id);
    let writes = vec![write::said(&new), entry.by(call)];
    Once::make(once, call, writes, new.id).await?;
    Ok(Ok(row.clone()))
}
