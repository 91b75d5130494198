//! How a person wants to be met: language, time zone, colours, mails.

use kernel::{Answer, Call, Fault, Locale, TimeZone, UserId, audit::Entry};

use super::sign_out::write_own_entry;
use crate::{entity::person::Theme, repo};

/// The languages our texts come in.
pub const LANGUAGES: [&str; 5] = ["en", "it", "nl", "de", "fr"];

/// What is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Preferences {
    pub language: Option<Locale>,
    pub time_zone: Option<TimeZone>,
    pub theme: Option<Theme>,
    pub mail_on_feedback: Option<bool>,
    pub mail_digest: Option<bool>,
}

kernel::problems! {
    /// Why the preferences stay.
    Refused as UpdatePreferencesError, UpdatePreferencesErrorCode {
        /// Our texts do not come in it.
        LanguageUnknown => ("language", "We speak English, Italian, Dutch, German and French."),
    }
}

pub async fn update_preferences(
    call: &Call,
    input: Preferences,
) -> Answer<Result<UserId, Refused>> {
    let user = call.viewer.signed()?.user;
    if input.language.as_ref().is_some_and(|it| !LANGUAGES.contains(&it.language())) {
        return Ok(Err(Refused::LanguageUnknown));
    }
    let tx = call.db.begin().await?;
    let mut person = repo::profile::own(&tx, user).await?.ok_or_else(Fault::unauthenticated)?;
    if let Some(language) = input.language {
        person.language = language.into_string();
    }
    if let Some(zone) = input.time_zone {
        person.time_zone = zone.into_string();
    }
    person.theme = input.theme.unwrap_or(person.theme);
    person.mail_on_feedback = input.mail_on_feedback.unwrap_or(person.mail_on_feedback);
    person.mail_digest = input.mail_digest.unwrap_or(person.mail_digest);
    repo::profile::write_preferences(&tx, &person).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "updatePreferences", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}
