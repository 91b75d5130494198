//! The boundary around every route: a panic and a wait without end become an answer, in the one
//! form that failures have.

use std::{panic::AssertUnwindSafe, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use futures_util::FutureExt;
use kernel::{Clock, Fault};

use super::{
    answer::{Media, Outcome, panicked, request_id},
    caller::{self, LANGUAGES},
};

/// How long a request may take.
pub const TIME: Duration = Duration::from_secs(10);

/// What panics is answered all the same.
pub async fn caught(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(answer) => answer,
        Err(panic) => failed(panicked(&*panic), &headers, &clock),
    }
}

/// What does not end is cut off. A body may take longer to come: whoever reads one counts from
/// its end.
pub async fn timed(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    match tokio::time::timeout(TIME, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => failed(Fault::unavailable(5), &headers, &clock),
    }
}

/// The answer to what failed outside of GraphQL.
pub fn failed(fault: Fault, headers: &HeaderMap, clock: &Clock) -> Response {
    told(Outcome::refused(fault), headers, clock)
}

/// The answer to what is not there, or not for the caller.
pub fn nothing(headers: &HeaderMap, clock: &Clock) -> Response {
    let (fault, status) = (Fault::not_found(), StatusCode::NOT_FOUND);
    told(Outcome::Refused { fault, status }, headers, clock)
}

fn told(outcome: Outcome, headers: &HeaderMap, clock: &Clock) -> Response {
    let language = caller::language(headers).unwrap_or(LANGUAGES[0]);
    // Its status tells what went wrong; the body is the same in both.
    let mut answer = outcome.finish(Media::Response, language, &request_id(clock));
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, json);
    answer
}
