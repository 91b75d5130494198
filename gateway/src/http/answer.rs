//! What goes back: media type, status, and errors that say no more than they should.

use async_graphql::{Error, Pos, Response, ServerError, Value};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::{Clock, Code, ErrorPlace, Fault};
use serde_json::{Map, Value as Json};

use super::told::Told;
use crate::texts;

/// The most errors of an answer, and their bytes in all.
const ERRORS: usize = 10;
const BYTES: usize = 8 * 1024;
/// The longest message, in characters.
const LONGEST: usize = 500;

/// As the caller can read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/graphql-response+json`: the status tells whether the request was one.
    Response,
    /// `application/json`: 200 for whatever was a request of GraphQL.
    Json,
}

impl Media {
    /// None, if the caller accepts neither.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut all = headers.get_all(header::ACCEPT).iter().peekable();
        if all.peek().is_none() {
            return Some(Self::Json);
        }
        let texts = all.filter_map(|value| value.to_str().ok());
        let mut best: Option<(f32, u8, Self)> = None;
        for range in texts.flat_map(|text| text.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let (media, exact) = match name.as_str() {
                "application/graphql-response+json" => (Self::Response, 2),
                "application/json" => (Self::Json, 2),
                "application/*" | "*/*" => (Self::Json, 1),
                _ => continue,
            };
            let mut weight = 1.0;
            let mut utf8 = true;
            for part in parts {
                match part.split_once('=') {
                    Some(("q", value)) => weight = value.parse().unwrap_or(0.0),
                    Some(("charset", value)) => utf8 = value.eq_ignore_ascii_case("utf-8"),
                    _ => {}
                }
            }
            let better = best.is_none_or(|(w, e, _)| weight > w || weight >= w && exact > e);
            if weight > 0.0 && utf8 && better {
                best = Some((weight, exact, media));
            }
        }
        best.map(|(_, _, media)| media)
    }

    fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Response => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// What became of a request.
pub enum Outcome {
    /// It was executed; parts may have failed.
    Executed { response: Box<Response>, cost: Json, language: &'static str },
    /// It was no request that could be executed.
    Refused { fault: Fault, status: StatusCode },
    /// It was not even a request of GraphQL over HTTP.
    Unfit { fault: Fault, status: StatusCode },
}

impl Outcome {
    /// A well-formed request whose document, variables or asker were refused.
    pub fn refused(fault: Fault) -> Self {
        let status = match fault.code {
            Code::Unauthenticated => StatusCode::UNAUTHORIZED,
            Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::Refused { fault, status }
    }

    pub fn unfit(status: StatusCode, message: &str) -> Self {
        Self::Unfit { fault: Fault::bad_input(message), status }
    }

    /// Bytes and headers; in this language of ours, where the answer has none of its own.
    pub fn finish(self, media: Media, language: &str, request: &str) -> axum::response::Response {
        let (status, mut told, language) = match self {
            Self::Executed { response, cost, language } => {
                let (status, told) = executed(*response, cost, media);
                (status, told, language)
            }
            Self::Refused { fault, status } => {
                // The old media type has 200 for what a document can do wrong.
                let plain = media == Media::Json && status == StatusCode::BAD_REQUEST;
                (if plain { StatusCode::OK } else { status }, told(fault), language)
            }
            Self::Unfit { fault, status } => (status, told(fault), language),
        };
        for error in &mut told.errors {
            translate(error, language);
        }
        // None, where nobody is to know that it was made.
        if !request.is_empty() {
            told.extensions.insert("requestId".into(), request.into());
        }
        let retry = told.errors.first().and_then(|it| it["extensions"]["retryAfter"].as_u64());
        let body = told.text();
        let mut answer = axum::response::Response::new(body.into());
        *answer.status_mut() = status;
        *answer.headers_mut() = told.headers;
        answer.headers_mut().insert(header::CONTENT_TYPE, media.content_type());
        if let Some(seconds) = retry {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        answer
    }
}

fn executed(response: Response, cost: Json, media: Media) -> (StatusCode, Told) {
    let never_began = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    let status = if never_began && media == Media::Response {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    let told = Told {
        errors: few(response.errors),
        data: (!never_began).then_some(response.data),
        extensions: Map::from_iter([("cost".to_owned(), cost)]),
        headers: response.http_headers,
    };
    (status, told)
}

fn translate(error: &mut Json, language: &str) {
    let code = error["extensions"]["code"].as_str().unwrap_or_default();
    let message = error["message"].as_str().unwrap_or_default();
    if let Some(told) = texts::fault(language, code, message) {
        error["message"] = told.into();
    }
}

fn few(errors: Vec<ServerError>) -> Vec<Json> {
    let mut room = BYTES;
    let mut kept = Vec::new();
    for error in errors.into_iter().take(ERRORS) {
        let error = of_error(error);
        let size = error.to_string().len();
        if size > room {
            break;
        }
        room -= size;
        kept.push(error);
    }
    kept
}

fn told(fault: Fault) -> Told {
    Told { errors: vec![of_fault(fault)], ..Told::default() }
}

fn of_fault(fault: Fault) -> Json {
    let mut error = Error::from(fault).into_server_error(Pos::default());
    error.locations.clear();
    serde_json::to_value(error).unwrap_or_default()
}

/// One boundary for what was not foreseen: an error without a code of ours is either the
/// caller's document, which async-graphql found wrong, or something that must not go out.
fn of_error(mut error: ServerError) -> Json {
    if let Some(path) = error.source::<ErrorPlace>().map(|place| place.0.clone()) {
        error.path = path;
    }
    // What was sent may stand in it.
    error.message = error.message.chars().take(LONGEST).collect();
    let has_code = error.extensions.as_ref().is_some_and(|it| it.get("code").is_some());
    if !has_code {
        let of_document = error.path.is_empty() || is_of_arguments(&error.message);
        let fault = if of_document {
            Fault::bad_input(error.message.clone())
        } else {
            Fault::internal(&error.message)
        };
        let ServerError { locations, path, .. } = error;
        error = Error::from(fault).into_server_error(Pos::default());
        (error.locations, error.path) = (locations, path);
    }
    serde_json::to_value(error).unwrap_or_default()
}

/// async-graphql coerces arguments while it executes.
fn is_of_arguments(message: &str) -> bool {
    ["Failed to parse \"", "Invalid value for argument", "Expected input type \"", "Variable "]
        .iter()
        .any(|start| message.starts_with(start))
}

/// A resolver's panic: the process lives, the cause is in the log.
pub fn panicked(cause: &(dyn std::any::Any + Send)) -> Fault {
    let text = cause.downcast_ref::<&str>().map(|it| (*it).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
    Fault::internal(&format!("panic: {}", text.unwrap_or_default()))
}

/// A request's own id.
pub fn request_id(clock: &Clock) -> String {
    clock.random_id().simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, text.parse().unwrap());
        Media::accepted(&headers)
    }

    #[test]
    fn the_best_media_type_that_the_caller_reads_is_chosen() {
        assert_eq!(Media::accepted(&HeaderMap::new()), Some(Media::Json));
        assert_eq!(accepted("*/*"), Some(Media::Json));
        assert_eq!(
            accepted("application/graphql-response+json, application/json;q=0.9"),
            Some(Media::Response)
        );
        assert_eq!(
            accepted("application/json, application/graphql-response+json;q=0.5"),
            Some(Media::Json)
        );
        assert_eq!(accepted("text/html"), None);
        assert_eq!(accepted("application/json;q=0"), None);
        assert_eq!(accepted("application/json; charset=utf-8"), Some(Media::Json));
    }

    #[test]
    fn r15_what_was_not_foreseen_leaves_as_internal() {
        let mut error = ServerError::new("relation \"person\" does not exist", None);
        error.path = vec![async_graphql::PathSegment::Field("viewer".into())];
        let told = of_error(error);
        assert_eq!(told["extensions"]["code"], "INTERNAL");
        assert!(!told.to_string().contains("person"), "{told}");
        let told = of_error(ServerError::new("Unknown field \"x\"", None));
        assert_eq!(told["extensions"]["code"], "BAD_USER_INPUT");
    }

    #[test]
    fn faults_are_told_in_the_caller_s_language() {
        let mut error = of_fault(Fault::not_found());
        translate(&mut error, "en");
        assert_eq!(error["message"], Fault::not_found().message());
        translate(&mut error, "nl");
        assert_eq!(error["message"], "Dit object bestaat voor jou niet.");
        assert_eq!(error["extensions"]["code"], "NOT_FOUND");
    }

    #[test]
    fn r08_ten_errors_and_eight_kibibytes_at_most() {
        let many = vec![ServerError::new("x", None); 30];
        assert_eq!(few(many).len(), ERRORS);
        let long = vec![ServerError::new("x".repeat(5_000), None); 30];
        assert!(Json::from(few(long)).to_string().len() <= BYTES + 100);
    }
}
