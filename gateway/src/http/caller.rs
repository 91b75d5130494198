//! Whoever is at the other end: where from, with which tokens, reading which language.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderValue, header};
use identity::CookieNames;
use kernel::{Locale, Origin, Token};

/// A browser sends this with every request that shall count as its cookies' owner; no other
/// site can make it do so.
pub const CSRF: &str = "x-hei-csrf";
/// A program's secret of an earlier sign-in; browsers have a cookie.
const DEVICE: &str = "x-hei-device";
/// The languages that texts of ours come in; the first is the last resort.
pub const LANGUAGES: [&str; 5] = ["en", "it", "nl", "de", "fr"];

/// What a request carries to say who asks.
#[derive(Debug, Default)]
pub struct Credentials {
    pub access: Access,
    pub refresh: Option<Token>,
    pub device: Option<String>,
    /// It has a ticket, and something besides that may tell whose it is.
    pub mixed: bool,
}

/// How a request says who asks.
#[derive(Debug, Default)]
pub enum Access {
    #[default]
    Nobody,
    /// By a header of its own; one that opens nothing is a mistake to be told.
    Bearer(Option<Token>),
    /// By a browser's cookie; one that is over makes a stranger, who may renew the session.
    Cookie(Token),
    /// By a ticket, or by the code of what was written with one: nobody is to know who it is.
    Ticket(Option<String>),
}

impl Access {
    pub fn token(&self) -> Option<Token> {
        match self {
            Self::Nobody | Self::Ticket(_) => None,
            Self::Bearer(token) => token.clone(),
            Self::Cookie(token) => Some(token.clone()),
        }
    }
}

impl Credentials {
    pub fn of(headers: &HeaderMap, names: CookieNames) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let own_site = headers.contains_key(CSRF);
        let cookie = |name: &str| {
            if own_site { find_cookie(headers, name) } else { None }
        };
        if bears_ticket(headers) {
            return Self::of_ticket(headers, names);
        }
        let access = match headers.get(header::AUTHORIZATION) {
            Some(value) => {
                let token = value.to_str().ok().and_then(|it| it.split_once(' '));
                let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
                Access::Bearer(token.and_then(|(_, token)| Token::parse(token.trim())))
            }
            None => match cookie(names.access).and_then(|it| Token::parse(&it)) {
                Some(token) => Access::Cookie(token),
                None => Access::Nobody,
            },
        };
        let refresh = cookie(names.refresh).and_then(|it| Token::parse(&it));
        let device = text(DEVICE).map(str::to_owned).or_else(|| cookie(names.device));
        Self { access, refresh, device, mixed: false }
    }

    /// Whatever else it has that is kept from request to request tells one from another, whether
    /// it would count or not.
    fn of_ticket(headers: &HeaderMap, names: CookieNames) -> Self {
        let all = headers.get_all(header::AUTHORIZATION).iter().count();
        let cookies = [names.access, names.refresh, names.device];
        let mixed = all > 1
            || headers.contains_key(DEVICE)
            || cookies.into_iter().any(|name| find_cookie(headers, name).is_some());
        let text = headers.get(header::AUTHORIZATION).and_then(scheme);
        let text = text.filter(|(scheme, _)| scheme.eq_ignore_ascii_case(TICKET)).map(|it| it.1);
        Self { access: Access::Ticket(text.map(str::to_owned)), mixed, ..Self::default() }
    }
}

const TICKET: &str = "ticket";

/// Whether it comes with a ticket, be there a session besides or not, and however it is written:
/// whoever meant to be nobody is nobody, also where they mistyped it.
pub fn bears_ticket(headers: &HeaderMap) -> bool {
    let meant = |value: &HeaderValue| {
        let scheme = value.as_bytes().trim_ascii_start().get(..TICKET.len());
        scheme.is_some_and(|it| it.eq_ignore_ascii_case(TICKET.as_bytes()))
    };
    headers.get_all(header::AUTHORIZATION).iter().any(meant)
}

fn scheme(value: &HeaderValue) -> Option<(&str, &str)> {
    let (scheme, text) = value.to_str().ok()?.trim().split_once(' ')?;
    Some((scheme, text.trim()))
}

/// Where a request with a ticket came from: nobody is to know. What it reads stays, which is
/// nothing that is written.
pub fn nowhere(headers: &HeaderMap) -> Origin {
    Origin { locale: Locale::kept(language(headers).unwrap_or(LANGUAGES[0])), ..Origin::default() }
}

fn find_cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|text| text.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
}

/// Where a request came from.
pub fn origin(
    headers: &HeaderMap,
    peer: Option<SocketAddr>,
    trusted: &[IpAddr],
    request: String,
    device: Option<String>,
) -> Origin {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let peer = peer.map(|peer| peer.ip().to_canonical());
    // Only the last hop is a trusted proxy's own word.
    let forwarded = || {
        let hops = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        hops.rsplit(',').next()?.trim().parse().ok()
    };
    let behind_proxy = peer.is_some_and(|peer| trusted.contains(&peer));
    Origin {
        address: if behind_proxy { forwarded().or(peer) } else { peer },
        request,
        user_agent: text("user-agent").map(str::to_owned),
        device,
        locale: Locale::kept(language(headers).unwrap_or(LANGUAGES[0])),
    }
}

/// The language of ours that a tag names.
pub fn ours(tag: &str) -> Option<&'static str> {
    let language = tag.trim().split('-').next()?;
    LANGUAGES.into_iter().find(|it| it.eq_ignore_ascii_case(language))
}

/// The first language of ours that the caller prefers, if they said so.
pub fn language(headers: &HeaderMap) -> Option<&'static str> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut wanted: Vec<(f32, &'static str)> = accepted
        .unwrap_or_default()
        .split(',')
        .filter_map(|range| {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            Some((weight.trim().parse().unwrap_or(0.0), ours(tag)?))
        })
        .collect();
    // The sort is stable: of equals the first named.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_cookie_counts_only_with_the_header_that_no_other_site_can_send() {
        let token = Token::new([7; 32]).reveal();
        let cookie = format!("a=b; hei_access={token}");
        let names = CookieNames::of(false);
        let without = Credentials::of(&headers(&[("cookie", &cookie)]), names);
        assert!(matches!(without.access, Access::Nobody));
        let with = Credentials::of(&headers(&[("cookie", &cookie), (CSRF, "1")]), names);
        assert!(matches!(with.access, Access::Cookie(_)));
        let both = Credentials::of(
            &headers(&[("cookie", &cookie), (CSRF, "1"), ("authorization", "Bearer x")]),
            names,
        );
        assert!(matches!(both.access, Access::Bearer(None)));
    }

    #[test]
    fn r47_a_ticket_comes_alone() {
        let ticket = ("authorization", "Ticket abc");
        let names = CookieNames::of(false);
        let of = |all: &[(&'static str, &str)]| Credentials::of(&headers(all), names);
        let alone = of(&[ticket]);
        assert!(matches!(&alone.access, Access::Ticket(Some(text)) if text == "abc"));
        assert!(!alone.mixed && !of(&[ticket, ("cookie", "theme=dark")]).mixed);
        for (name, value) in [
            ("cookie", "theme=dark; hei_access=x"),
            ("cookie", "hei_refresh=x"),
            ("cookie", "hei_device=x"),
            (DEVICE, "x"),
        ] {
            let both = of(&[ticket, (name, value)]);
            assert!(both.mixed && matches!(both.access, Access::Ticket(_)), "{name}: {value}");
        }
        for values in [["Ticket abc", "Bearer x"], ["Bearer x", "ticket abc"]] {
            let mut both = HeaderMap::new();
            for value in values {
                both.append(header::AUTHORIZATION, value.parse().unwrap());
            }
            let both = Credentials::of(&both, names);
            assert!(both.mixed && matches!(both.access, Access::Ticket(_)), "{values:?}");
        }
    }

    #[test]
    fn r47_a_ticket_that_is_mistyped_is_one() {
        let names = CookieNames::of(false);
        for value in [
            &b"Ticket"[..],
            b"ticket",
            b"Ticket\tabc",
            b"Ticket:abc",
            b"Ticketabc def",
            b"TICKET \xfcber",
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
            let told = String::from_utf8_lossy(value);
            assert!(bears_ticket(&headers), "{told}");
            let of = Credentials::of(&headers, names);
            assert!(matches!(of.access, Access::Ticket(None)), "{told}");
        }
        assert!(!bears_ticket(&headers(&[("authorization", "Bearer ticket")])));
    }

    #[test]
    fn only_a_trusted_proxy_says_where_a_request_came_from() {
        let forwarded = headers(&[("x-forwarded-for", "203.0.113.9, 198.51.100.7")]);
        let peer = Some("10.0.0.1:5000".parse().unwrap());
        let of = |trusted: &[IpAddr]| {
            origin(&forwarded, peer, trusted, String::new(), None).address.unwrap().to_string()
        };
        assert_eq!(of(&[]), "10.0.0.1");
        assert_eq!(of(&["10.0.0.1".parse().unwrap()]), "198.51.100.7");
        // Some proxies write a line of their own below what the caller sent.
        let mut lines = headers(&[("x-forwarded-for", "203.0.113.9")]);
        lines.append("x-forwarded-for", "198.51.100.7".parse().unwrap());
        let trusted = ["10.0.0.1".parse().unwrap()];
        let told = origin(&lines, peer, &trusted, String::new(), None);
        assert_eq!(told.address, Some("198.51.100.7".parse().unwrap()));
    }

    #[test]
    fn the_preferred_language_of_ours_is_taken() {
        for (accepted, ours) in [
            ("", "en"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("pl, fr;q=0.3, nl;q=0.7", "nl"),
            ("xx", "en"),
        ] {
            let headers = headers(&[("accept-language", accepted)]);
            assert_eq!(language(&headers).unwrap_or(LANGUAGES[0]), ours, "{accepted}");
        }
    }
}
