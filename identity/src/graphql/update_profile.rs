use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, Ref, Url, UserId};

use super::errors;
use crate::account::{Change, Profile, UpdateProfileError, update_profile};

#[derive(Default)]
pub struct UpdateProfileMutation;

#[Object]
impl UpdateProfileMutation {
    /// Says something about yourself; every organisation you are in shows it at once. What is not
    /// given stays; null removes.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateProfileInput,
    ) -> Answer<UpdateProfilePayload> {
        let done = update_profile(Call::of(ctx), input.into()).await?;
        Ok(UpdateProfilePayload {
            user: done.as_ref().ok().copied().map(Ref),
            errors: errors(done),
        })
    }
}

/// What changes.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// How you are called.
    pub name: Option<UpdateProfileNameInput>,
    /// At most 200 characters.
    pub professional_role: MaybeUndefined<String>,
    /// At most 40 characters.
    pub phone: MaybeUndefined<String>,
    /// At most 500 characters, on as many lines as you like.
    pub postal_address: MaybeUndefined<String>,
    /// A page of linkedin.com.
    pub linkedin: MaybeUndefined<Url>,
}

/// Parts of a name; what is not given stays.
#[derive(InputObject, Default)]
pub struct UpdateProfileNameInput {
    /// 1 to 200 characters.
    pub given: Option<String>,
    /// `van`, `de la`; at most 200 characters.
    pub infix: MaybeUndefined<String>,
    /// 1 to 200 characters.
    pub family: Option<String>,
    /// `Dr`, `Prof.`; at most 50 characters.
    pub salutation: MaybeUndefined<String>,
}

impl From<UpdateProfileInput> for Profile {
    fn from(input: UpdateProfileInput) -> Self {
        let name = input.name.unwrap_or_default();
        Self {
            given: name.given,
            infix: change(name.infix),
            family: name.family,
            salutation: change(name.salutation),
            professional_role: change(input.professional_role),
            phone: change(input.phone),
            postal_address: change(input.postal_address),
            linkedin: change(input.linkedin),
        }
    }
}

/// Not given is no change; null is a change to nothing.
pub fn change<T>(input: MaybeUndefined<T>) -> Change<T> {
    match input {
        MaybeUndefined::Undefined => Change::Keep,
        MaybeUndefined::Null => Change::To(None),
        MaybeUndefined::Value(value) => Change::To(Some(value)),
    }
}

/// What came of it.
#[derive(SimpleObject)]
pub struct UpdateProfilePayload {
    /// You, as you are now; null, if nothing changed.
    pub user: Option<Ref<UserId>>,
    /// Why nothing was changed.
    pub errors: Vec<UpdateProfileError>,
}
