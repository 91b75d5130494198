//! A person's photo: what they send is decoded, cut to a square and written anew, so that
//! nothing of the file but what is seen is kept: no place, no date, no camera.

mod picture;
mod turns;

use base64::{Engine, prelude::BASE64_STANDARD};
use kernel::{Answer, Call, Db, UserId, Viewer, audit::Entry};
use sha2::{Digest, Sha256};

use self::{picture::NotAPicture, turns::TURNS};
use super::sign_out::write_own_entry;
use crate::{
    directory::Snapshots,
    repo::{self, photo::Kept},
};

/// Of the base64, in characters.
pub const LONGEST: usize = 700_000;

kernel::problems! {
    /// Why the photo stays.
    NotSet as SetPhotoError, SetPhotoErrorCode {
        /// It has more than 700,000 characters.
        TooLarge => ("image", "A photo has at most 700,000 characters of base64."),
        /// It is no base64.
        NotBase64 => ("image", "This is not base64."),
        /// It is neither PNG nor JPEG nor WebP, or is damaged.
        NotAnImage => ("image", "This is neither PNG nor JPEG nor WebP."),
        /// It is wider or higher than 6,000 pixels, or has more than 16 million.
        TooManyPixels => ("image", "A photo has at most 6,000 pixels a side and 16 million in all."),
    }
}

/// The caller's own. The directories are raised first, as by every change of a profile.
pub async fn set_photo(call: &Call, base64: &str) -> Answer<Result<UserId, NotSet>> {
    let user = call.viewer.signed()?.user;
    if base64.len() > LONGEST {
        return Ok(Err(NotSet::TooLarge));
    }
    let Ok(bytes) = BASE64_STANDARD.decode(base64) else { return Ok(Err(NotSet::NotBase64)) };
    let image = match TURNS.square(bytes).await? {
        Ok(image) => image,
        Err(NotAPicture::Unreadable) => return Ok(Err(NotSet::NotAnImage)),
        Err(NotAPicture::TooManyPixels) => return Ok(Err(NotSet::TooManyPixels)),
    };
    let hash = Sha256::digest(&image);
    let mark: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tx = call.db.begin().await?;
    repo::profile::raise_directories(&tx, user).await?;
    let photo = Kept { media_type: picture::MEDIA_TYPE.to_owned(), image };
    repo::photo::put(&tx, user, &mark, photo).await?;
    repo::profile::touch_memberships(&tx, user).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "setPhoto", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}

/// The caller's own; without one nothing changes.
pub async fn remove_photo(call: &Call) -> Answer<UserId> {
    let user = call.viewer.signed()?.user;
    let tx = call.db.begin().await?;
    repo::profile::raise_directories(&tx, user).await?;
    repo::photo::remove(&tx, user).await?;
    repo::profile::touch_memberships(&tx, user).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "removePhoto", user)).await?;
    tx.commit().await?;
    Ok(user)
}

/// A person's photo for the viewer: its media type and its bytes. None, if there is none, or if
/// the person does not exist for the viewer.
pub async fn photo(
    db: &Db,
    viewer: &Viewer,
    snapshots: &Snapshots,
    user: UserId,
) -> Answer<Option<(String, Vec<u8>)>> {
    if !viewer.is(user) && snapshots.of_user(user).next().is_none() {
        return Ok(None);
    }
    let kept = repo::photo::of_unchecked(db, user).await?;
    Ok(kept.map(|photo| (photo.media_type, photo.image)))
}
