use async_graphql::{Context, Enum, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Token;

use super::cookies;
use crate::account::{Issued, SignedIn, Transport};

/// How a session's tokens travel.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Transport")]
pub enum SessionTransport {
    /// In cookies that no script reads: for browsers.
    Cookie,
    /// In the answer, and then in the header `Authorization: Bearer …`: for programs.
    Bearer,
}

/// What a session is used and renewed with.
#[derive(SimpleObject, Debug)]
pub struct SessionTokens {
    /// Opens the API. Null where it travels in a cookie.
    pub access_token: Option<String>,
    /// When it opens nothing any more.
    pub access_expires_at: DateTime<Utc>,
    /// Renews the session, once. Null where it travels in a cookie.
    pub refresh_token: Option<String>,
    /// When the session is over unless it is renewed.
    pub refresh_expires_at: DateTime<Utc>,
    /// Shown at the next sign-in, it tells that this browser or program signed in before: then
    /// others' wrong guesses do not lock it out. Null where it travels in a cookie, and where a
    /// session was only renewed.
    pub device_token: Option<String>,
}

impl SessionTokens {
    pub fn begun(ctx: &Context<'_>, it: &SignedIn) -> Self {
        Self::told(ctx, &it.issued, Some(&it.device))
    }

    pub fn renewed(ctx: &Context<'_>, issued: &Issued) -> Self {
        Self::told(ctx, issued, None)
    }

    fn told(ctx: &Context<'_>, issued: &Issued, device: Option<&Token>) -> Self {
        let in_answer = issued.transport == Transport::Bearer;
        if !in_answer {
            cookies::set(ctx, issued, device);
        }
        let tell = |token: &Token| in_answer.then(|| token.reveal());
        Self {
            access_token: tell(&issued.access),
            access_expires_at: issued.access_expires_at,
            refresh_token: tell(&issued.refresh),
            refresh_expires_at: issued.refresh_expires_at,
            device_token: device.and_then(tell),
        }
    }
}
