//! The page for people who explore the API. Built from `gateway/explorer` it is embedded and
//! fetches nothing; where it was not built, async-graphql's page is served, which fetches its
//! scripts from elsewhere.

use async_graphql::http::GraphiQLSource;
use axum::{
    Router,
    extract::Path,
    http::{
        HeaderName, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use serde::Serialize;

/// Somebody as whom one can ask by one click.
#[derive(Clone, Debug, Serialize)]
pub struct Persona {
    /// As in the demo's tokens: `unitAdministrator`.
    pub name: String,
    /// Who that is, in a few words.
    pub title: String,
    /// What opens the API. Everybody who reads the page reads it.
    pub token: String,
}

/// `/explorer` and what it needs. Without personas the page asks with a token that is typed in,
/// or with the browser's session.
pub fn router(personas: &[Persona]) -> Router {
    router_of::<Dist>(personas)
}

#[derive(RustEmbed)]
#[folder = "explorer/dist"]
#[allow_missing = true]
struct Dist;

/// For the page that fetches: from one place, and what it has inline.
const FETCHING: &str = "default-src 'none'; script-src 'unsafe-inline' https://unpkg.com; \
    style-src 'unsafe-inline' https://unpkg.com; connect-src 'self'; font-src data: \
    https://unpkg.com; img-src data: https://graphql.org; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Nothing from elsewhere, nothing inline; the fonts are within the stylesheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; font-src 'self' data:; img-src 'self' data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

fn router_of<F: RustEmbed + 'static>(personas: &[Persona]) -> Router {
    let (page, policy) = match F::get("index.html") {
        Some(page) => (with_personas(&String::from_utf8_lossy(&page.data), personas), POLICY),
        None => (fetching_page(personas), FETCHING),
    };
    Router::new()
        .route("/explorer", get(async move || html(page, policy)))
        .route("/explorer/{*path}", get(asset::<F>))
}

/// The place that the page keeps for them.
const NOBODY: &str = r#"<script id="personas" type="application/json">[]</script>"#;

fn with_personas(page: &str, personas: &[Persona]) -> String {
    // Within a script element `<` alone could end it.
    let personas = serde_json::json!(personas).to_string().replace('<', "\\u003c");
    page.replace(NOBODY, &NOBODY.replace("[]", &personas))
}

fn fetching_page(personas: &[Persona]) -> String {
    let title = "HEI explorer (fetches its scripts from elsewhere: gateway/explorer is not built)";
    let bearer = personas.first().map(|persona| format!("Bearer {}", persona.token));
    let page = GraphiQLSource::build().endpoint("/graphql").title(title).header("x-hei-csrf", "1");
    match &bearer {
        Some(bearer) => page.header("authorization", bearer).finish(),
        None => page.finish(),
    }
}

fn html(page: String, policy: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, policy),
        // It may hold tokens.
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    (headers, page).into_response()
}

async fn asset<F: RustEmbed>(Path(path): Path<String>) -> Response {
    let kind = match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "md")) => "text/markdown; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let Some(file) = F::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    // The names of scripts and stylesheets change with what they hold.
    let cached =
        if path.starts_with("assets/") { "max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, cached),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, file.data.into_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{HeaderMap, Request},
    };
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    #[derive(RustEmbed)]
    #[folder = "tests/explorer"]
    struct Built;

    #[derive(RustEmbed)]
    #[folder = "tests/no-such-folder"]
    #[allow_missing = true]
    struct NotBuilt;

    fn personas() -> Vec<Persona> {
        let persona = |name: &str, title: &str, token: &str| Persona {
            name: name.to_owned(),
            title: title.to_owned(),
            token: token.to_owned(),
        };
        vec![
            persona("member", "A </script><script>alert(1)</script> member", "token-of-member"),
            persona("coach", "A coach", "token-of-coach"),
        ]
    }

    async fn fetch<F: RustEmbed + 'static>(
        path: &str,
        personas: &[Persona],
    ) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (head, body) = router_of::<F>(personas).oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_built_page_fetches_nothing_and_holds_the_personas() {
        let (status, headers, page) = fetch::<Built>("/explorer", &personas()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[CONTENT_SECURITY_POLICY], POLICY);
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert!(!POLICY.contains("unsafe") && !POLICY.contains("http") && !POLICY.contains('*'));
        assert!(!page.contains("://"), "{page}");

        let (_, held) = page.split_once(r#"type="application/json">"#).unwrap();
        let (held, rest) = held.split_once("</script>").unwrap();
        assert!(rest.starts_with("\n  </body>"), "a title ended the element: {page}");
        let held: serde_json::Value = serde_json::from_str(held).unwrap();
        assert_eq!(held[0]["title"], personas()[0].title);
        assert_eq!(held[1]["token"], "token-of-coach");
        assert_eq!(held.as_array().unwrap().len(), 2);
    }

    #[tokio::test]
    async fn without_personas_the_built_page_is_as_it_was() {
        let (.., page) = fetch::<Built>("/explorer", &[]).await;
        assert_eq!(page.as_bytes(), &*Built::get("index.html").unwrap().data);
    }

    #[tokio::test]
    async fn what_the_page_needs_is_served_and_nothing_else() {
        let (status, headers, body) = fetch::<Built>("/explorer/assets/explorer-1.js", &[]).await;
        assert_eq!((status, body.trim()), (StatusCode::OK, "export {};"));
        assert_eq!(headers[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(headers[CACHE_CONTROL].to_str().unwrap().ends_with("immutable"));
        for path in
            ["assets/missing.js", "../explorer.rs", "..%2fexplorer.js", "index.html", "assets"]
        {
            let (status, ..) = fetch::<Built>(&format!("/explorer/{path}"), &personas()).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn where_it_was_not_built_the_fetching_page_says_so() {
        let (status, headers, page) = fetch::<NotBuilt>("/explorer", &personas()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[CONTENT_SECURITY_POLICY], FETCHING);
        let addresses = page.match_indices("https://").map(|(at, _)| &page[at..]);
        for address in addresses.filter(|it| !it.starts_with("https://github.com")) {
            let listed = ["https://unpkg.com/", "https://graphql.org/"];
            assert!(listed.iter().any(|it| address.starts_with(it)), "{}", &address[..60]);
        }
        let (_, title) = page.split_once("<title>").unwrap();
        let (title, _) = title.split_once("</title>").unwrap();
        assert!(title.contains("fetches its scripts from elsewhere"), "{title}");
        assert!(page.contains("/graphql") && page.contains("Bearer token-of-member"), "{page}");
        assert!(page.contains("x-hei-csrf"), "{page}");
        let (status, ..) = fetch::<NotBuilt>("/explorer/assets/explorer-1.js", &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_source_of_the_page_keeps_a_place_for_personas() {
        assert!(include_str!("../explorer/index.html").contains(NOBODY));
    }
}
