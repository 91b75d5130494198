//! Which address answers what.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get},
};

use super::{
    boundary,
    caller::CSRF,
    handler::{self, Peer},
    photo,
    server::Server,
    unsubscribe,
};

/// Everything the process answers over HTTP; `more` is what stands beside it, as the explorer.
pub fn router(server: Arc<Server>, more: Router) -> Router {
    let clock = server.clock.clone();
    Router::new()
        .route("/schema.graphql", get(schema))
        .route("/photo/{user}", get(photo::photo))
        .route("/unsubscribe/{token}", get(unsubscribe::explain).post(unsubscribe::unsubscribe))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(server.clone())
        .merge(more)
        .fallback(async || plain(StatusCode::NOT_FOUND, "There is nothing here.\n"))
        .layer(middleware::from_fn_with_state(clock.clone(), boundary::timed))
        .merge(Router::new().route("/graphql", any(handler::graphql)).with_state(server.clone()))
        .layer(middleware::from_fn_with_state(clock, boundary::caught))
        .layer(middleware::from_fn_with_state(server, guarded))
}

/// Ready as long as it does not drain, the database answers, and its secret is ours.
async fn ready(State(server): State<Arc<Server>>) -> Response {
    let away = || plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n");
    if server.is_draining() {
        return away();
    }
    match identity::deployment::holds(&server.db, &server.secret).await {
        Ok(true) => plain(StatusCode::OK, "ready\n"),
        Ok(false) | Err(_) => away(),
    }
}

/// The schema, as far as whoever is signed in may know it.
async fn schema(
    State(server): State<Arc<Server>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    match server.schema_of(&headers, peer.map(|Extension(peer)| peer.0)).await {
        Ok(sdl) => plain(StatusCode::OK, sdl),
        Err(fault) => boundary::failed(fault, &headers, &server.clock),
    }
}

/// What worked, in a line of text.
pub fn told(text: &'static str) -> Response {
    plain(StatusCode::OK, text)
}

fn plain(status: StatusCode, text: impl Into<Body>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, text.into()).into_response()
}

/// Headers that every answer has; pages of listed sites may read them.
async fn guarded(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let listed = origin.filter(|origin| {
        let text = origin.to_str().unwrap_or_default();
        server.settings.origins.iter().any(|listed| listed == text)
    });
    let asks_first = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut answer = if asks_first && listed.is_some() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = answer.headers_mut();
    let mut put = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(header::CACHE_CONTROL, "no-store");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if let Some(origin) = listed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
        let credentials = HeaderValue::from_static("true");
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
        let methods = HeaderValue::from_static("GET, POST");
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        let allowed = format!("authorization, content-type, {CSRF}");
        if let Ok(allowed) = HeaderValue::from_str(&allowed) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        }
    }
    answer
}
