use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UserId};

use super::errors;
use crate::{
    account::photo::{SetPhotoError, remove_photo, set_photo},
    directory::Snapshots,
};

#[derive(Default)]
pub struct PhotoMutation;

#[Object]
impl PhotoMutation {
    /// Gives yourself a photo; every organisation you are in shows it at once. The middle of it
    /// is kept, at most 512 pixels a side, and nothing else of the file.
    async fn set_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The photo.")] input: SetPhotoInput,
    ) -> Answer<SetPhotoPayload> {
        let done = set_photo(Call::of(ctx), &input.image).await?;
        if done.is_ok() {
            renew(ctx).await?;
        }
        let user = done.as_ref().ok().copied().map(Ref);
        Ok(SetPhotoPayload { user, errors: errors(done) })
    }

    /// Removes your photo.
    async fn remove_photo(&self, ctx: &Context<'_>) -> Answer<RemovePhotoPayload> {
        let user = remove_photo(Call::of(ctx)).await?;
        renew(ctx).await?;
        Ok(RemovePhotoPayload { user: Some(Ref(user)), errors: vec![] })
    }
}

/// Whatever organisation the viewer is in shows the photo.
async fn renew(ctx: &Context<'_>) -> Answer<()> {
    let snapshots = Snapshots::of(ctx);
    let all: Vec<_> = snapshots.all().iter().map(|it| it.snapshot.organization).collect();
    for organization in all {
        snapshots.renew(Call::of(ctx), organization).await?;
    }
    Ok(())
}

/// The photo.
#[derive(InputObject)]
struct SetPhotoInput {
    /// A PNG, JPEG or WebP in base64, at most 700,000 characters.
    image: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct SetPhotoPayload {
    /// You; null, if your photo is the one it was.
    user: Option<Ref<UserId>>,
    /// Why it is the one it was.
    errors: Vec<SetPhotoError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RemovePhotoPayload {
    /// You.
    user: Option<Ref<UserId>>,
    /// Why nothing was done.
    errors: Vec<super::UserError>,
}
