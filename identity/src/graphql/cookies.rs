//! Browsers keep a session's tokens in cookies that no script reads.

use async_graphql::Context;
use chrono::TimeDelta;
use kernel::{Call, Token};

use crate::account::{Accounts, Issued};

/// How long a browser is known that does not sign in.
const DEVICE: TimeDelta = TimeDelta::days(365);

/// What cookies are called. Over https their names bind them to this very host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieNames {
    pub access: &'static str,
    pub refresh: &'static str,
    pub device: &'static str,
}

impl CookieNames {
    pub const fn of(secure: bool) -> Self {
        if secure {
            Self {
                access: "__Host-hei_access",
                refresh: "__Host-hei_refresh",
                device: "__Host-hei_device",
            }
        } else {
            Self { access: "hei_access", refresh: "hei_refresh", device: "hei_device" }
        }
    }
}

/// What a request's cookies presented; put beside the request if they count.
#[derive(Clone, Debug, Default)]
pub struct Presented {
    pub refresh: Option<Token>,
}

pub fn set(ctx: &Context<'_>, issued: &Issued, device: Option<&Token>) {
    let now = Call::of(ctx).clock.now();
    let (jar, names) = jar(ctx);
    jar.put(names.access, &issued.access.reveal(), issued.access_expires_at - now);
    jar.put(names.refresh, &issued.refresh.reveal(), issued.refresh_expires_at - now);
    if let Some(device) = device {
        jar.put(names.device, &device.reveal(), DEVICE);
    }
}

/// The device stays known.
pub fn clear(ctx: &Context<'_>) {
    let (jar, names) = jar(ctx);
    jar.put(names.access, "", TimeDelta::zero());
    jar.put(names.refresh, "", TimeDelta::zero());
}

fn jar<'a>(ctx: &'a Context<'_>) -> (Jar<'a>, CookieNames) {
    let secure = ctx.data_unchecked::<Accounts>().secure;
    (Jar { ctx, secure }, CookieNames::of(secure))
}

struct Jar<'a> {
    ctx: &'a Context<'a>,
    secure: bool,
}

impl Jar<'_> {
    fn put(&self, name: &str, value: &str, life: TimeDelta) {
        self.ctx.append_http_header("set-cookie", cookie(name, value, life, self.secure));
    }
}

fn cookie(name: &str, value: &str, life: TimeDelta, secure: bool) -> String {
    let seconds = life.num_seconds().max(0);
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// What a refresh token is found in: the input, or the browser's cookie.
pub fn refresh_token(ctx: &Context<'_>, input: Option<&str>) -> Option<Token> {
    match input {
        Some(text) => Token::parse(text),
        None => ctx.data_opt::<Presented>().and_then(|it| it.refresh.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_for_this_host_and_for_no_script() {
        assert_eq!(
            cookie(CookieNames::of(true).access, "x", TimeDelta::minutes(5), true),
            "__Host-hei_access=x; Max-Age=300; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            cookie(CookieNames::of(false).refresh, "", TimeDelta::zero(), false),
            "hei_refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
        );
    }
}
