//! The endpoint itself.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use tracing::{Dispatch, Instrument, instrument::WithSubscriber};

use super::{
    answer::{Media, Outcome, request_id},
    caller::{self, LANGUAGES},
    request,
    server::Server,
};

/// Whoever is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// `POST /graphql`, and `GET /graphql` for queries.
pub async fn graphql(State(server): State<Arc<Server>>, request: Request<Body>) -> Response {
    if caller::bears_ticket(request.headers()) {
        return of_nobody(&server, request).await;
    }
    let id = request_id(&server.clock);
    let span = tracing::info_span!("request", id);
    let started = tokio::time::Instant::now();
    let mut answer = finished(&server, request, &id).instrument(span).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert("x-request-id", id);
    }
    let status = answer.status().as_u16().to_string();
    metrics::counter!("hei_requests_total", "status" => status).increment(1);
    metrics::histogram!("hei_request_seconds").record(started.elapsed().as_secs_f64());
    answer
}

/// A request with a ticket is counted and not logged, whatever becomes of it: it has no id, no
/// line in the log, and its count is told once a day.
async fn of_nobody(server: &Server, request: Request<Body>) -> Response {
    let answer = finished(server, request, "").with_subscriber(Dispatch::none()).await;
    server.bearers.count(answer.status());
    answer
}

async fn finished(server: &Server, request: Request<Body>, id: &str) -> Response {
    let media = Media::accepted(request.headers());
    let language = caller::language(request.headers()).unwrap_or(LANGUAGES[0]);
    let outcome = match (media, unfit(server, &request)) {
        (None, _) => {
            let told = "Accept application/graphql-response+json or application/json.";
            Outcome::unfit(StatusCode::NOT_ACCEPTABLE, told)
        }
        (_, Some(outcome)) => outcome,
        (Some(_), None) => answer(server, request, id).await,
    };
    let mut answer = outcome.finish(media.unwrap_or(Media::Json), language, id);
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
    }
    answer
}

async fn answer(server: &Server, request: Request<Body>, id: &str) -> Outcome {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let headers = request.headers().clone();
    match request::read(request).await {
        Ok(asked) => server.answer(asked, &headers, peer, id).await,
        Err(outcome) => outcome,
    }
}

/// Other methods, and a page of another site that makes a browser ask.
fn unfit(server: &Server, request: &Request<Body>) -> Option<Outcome> {
    match *request.method() {
        Method::POST => None,
        Method::GET if server.settings.get_requests => {
            let site = request.headers().get("sec-fetch-site");
            (site.is_some_and(|site| site == "cross-site"))
                .then(|| Outcome::unfit(StatusCode::FORBIDDEN, "Not from another site."))
        }
        _ => Some(Outcome::unfit(StatusCode::METHOD_NOT_ALLOWED, "POST it.")),
    }
}
