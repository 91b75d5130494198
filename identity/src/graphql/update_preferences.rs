use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Locale, Ref, TimeZone, UserId};

use super::{errors, user::Theme};
use crate::account::{Preferences, UpdatePreferencesError, update_preferences};

#[derive(Default)]
pub struct UpdatePreferencesMutation;

#[Object]
impl UpdatePreferencesMutation {
    /// Says how you want to be met. What is not given stays.
    async fn update_preferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdatePreferencesInput,
    ) -> Answer<UpdatePreferencesPayload> {
        let notifications = input.notifications.unwrap_or_default();
        let input = Preferences {
            language: input.language,
            time_zone: input.time_zone,
            theme: input.theme.map(Into::into),
            mail_on_feedback: notifications.mail_on_feedback,
            mail_digest: notifications.mail_digest,
        };
        let done = update_preferences(Call::of(ctx), input).await?;
        let user = done.as_ref().ok().copied().map(Ref);
        Ok(UpdatePreferencesPayload { user, errors: errors(done) })
    }
}

/// What changes.
#[derive(InputObject)]
pub struct UpdatePreferencesInput {
    /// English, Italian, Dutch, German or French, with or without a region.
    pub language: Option<Locale>,
    /// Where you live.
    pub time_zone: Option<TimeZone>,
    /// The colours of your screen.
    pub theme: Option<Theme>,
    /// What you are told of by mail.
    pub notifications: Option<NotificationChoicesInput>,
}

/// What is mailed to you.
#[derive(InputObject, Default)]
pub struct NotificationChoicesInput {
    /// A mail when somebody gives you feedback, or replies where you take part.
    pub mail_on_feedback: Option<bool>,
    /// A summary of a day in which there was something, if you do not want to be told at once.
    pub mail_digest: Option<bool>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct UpdatePreferencesPayload {
    /// You, as you are now; null, if nothing changed.
    pub user: Option<Ref<UserId>>,
    /// Why nothing was changed.
    pub errors: Vec<UpdatePreferencesError>,
}
