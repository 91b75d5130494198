//! What was asked, as it came over HTTP.

use std::time::Duration;

use async_graphql::Variables;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
};
use http_body_util::{BodyExt, Limited};
use serde_json::{Map, Value};

use super::answer::Outcome;
use crate::document::LIST;

/// The longest body, in bytes.
pub const BODY: usize = 1024 * 1024;
/// How long a body may take to come.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How deep variables may be nested.
const NESTED: usize = 32;

/// A request of GraphQL.
#[derive(Debug, Default)]
pub struct Asked {
    pub query: Option<String>,
    pub operation: Option<String>,
    pub variables: Variables,
    /// The SHA-256 of a persisted document, in hexadecimal.
    pub hash: Option<String>,
    /// It came by GET and must not change anything.
    pub reads_only: bool,
}

/// Everything but GET and POST is refused before this.
pub async fn read(request: Request<Body>) -> Result<Asked, Outcome> {
    if request.method() == Method::GET {
        return of_query(request.uri().query().unwrap_or_default());
    }
    if !is_json(request.headers()) {
        let told = "Send application/json.";
        return Err(Outcome::unfit(StatusCode::UNSUPPORTED_MEDIA_TYPE, told));
    }
    let limited = Limited::new(request.into_body(), BODY);
    let body = match tokio::time::timeout(BODY_TIME, limited.collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            return Err(Outcome::unfit(StatusCode::PAYLOAD_TOO_LARGE, "The body is too long."));
        }
        Ok(Err(_)) => return Err(unfit("The body broke off.")),
        Err(_) => {
            return Err(Outcome::unfit(StatusCode::REQUEST_TIMEOUT, "The body took too long."));
        }
    };
    match serde_json::from_slice(&body) {
        Ok(Value::Object(asked)) => of_object(asked),
        Ok(Value::Array(_)) => Err(unfit("Several requests in one are not taken.")),
        _ => Err(unfit("This is not a request of GraphQL in JSON.")),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"))
        && parts.all(|part| {
            part.to_ascii_lowercase()
                .strip_prefix("charset=")
                .is_none_or(|set| set.trim_matches('"') == "utf-8")
        })
}

fn of_query(text: &str) -> Result<Asked, Outcome> {
    let mut asked = Map::new();
    for (key, value) in url::form_urlencoded::parse(text.as_bytes()) {
        let value = match &*key {
            "query" | "operationName" => Value::String(value.into_owned()),
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|_| unfit("Variables and extensions are JSON objects."))?,
            _ => continue,
        };
        asked.insert(key.into_owned(), value);
    }
    Ok(Asked { reads_only: true, ..of_object(asked)? })
}

fn of_object(mut asked: Map<String, Value>) -> Result<Asked, Outcome> {
    let query = text(asked.remove("query"), "The query is a text.")?;
    let operation = text(asked.remove("operationName"), "The operation's name is a text.")?;
    let operation = operation.filter(|name| !name.is_empty());
    let variables = object(asked.remove("variables"), "Variables are an object.")?;
    let extensions = object(asked.remove("extensions"), "Extensions are an object.")?;
    let hash = extensions.get("persistedQuery").and_then(|it| it["sha256Hash"].as_str());
    let hash = hash.map(str::to_ascii_lowercase);
    if query.is_none() && hash.is_none() {
        return Err(unfit("A query is needed."));
    }
    let variables = Value::Object(variables);
    if !is_modest(&variables, NESTED) {
        let told = format!("Variables are at most {NESTED} deep, their lists at most {LIST} long.");
        return Err(unfit(&told));
    }
    let variables = Variables::from_json(variables);
    Ok(Asked { query, operation, variables, hash, reads_only: false })
}

fn text(value: Option<Value>, wrong: &str) -> Result<Option<String>, Outcome> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(unfit(wrong)),
    }
}

fn object(value: Option<Value>, wrong: &str) -> Result<Map<String, Value>, Outcome> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(unfit(wrong)),
    }
}

fn is_modest(value: &Value, deep: usize) -> bool {
    match value {
        Value::Array(items) => {
            deep > 0 && items.len() <= LIST && items.iter().all(|item| is_modest(item, deep - 1))
        }
        Value::Object(fields) => {
            deep > 0 && fields.values().all(|field| is_modest(field, deep - 1))
        }
        _ => true,
    }
}

fn unfit(message: &str) -> Outcome {
    Outcome::unfit(StatusCode::BAD_REQUEST, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(kind: Option<&str>, body: impl Into<Body>) -> Request<Body> {
        let mut request = Request::builder().method("POST").uri("/graphql");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        request.body(body.into()).unwrap()
    }

    async fn status(request: Request<Body>) -> Option<StatusCode> {
        match read(request).await {
            Ok(_) => None,
            Err(Outcome::Unfit { status, .. } | Outcome::Refused { status, .. }) => Some(status),
            Err(Outcome::Executed { .. }) => unreachable!("nothing is executed here"),
        }
    }

    const JSON: Option<&str> = Some("application/json");

    #[tokio::test]
    async fn r13_only_json_is_taken() {
        let body = r#"{"query":"{ viewer { id } }"}"#;
        assert_eq!(status(post(JSON, body)).await, None);
        assert_eq!(status(post(Some("Application/JSON; charset=UTF-8"), body)).await, None);
        for kind in [None, Some("text/plain"), Some("application/json; charset=latin1")] {
            let refused = status(post(kind, body)).await;
            assert_eq!(refused, Some(StatusCode::UNSUPPORTED_MEDIA_TYPE), "{kind:?}");
        }
    }

    #[tokio::test]
    async fn r09_r11_bodies_are_one_modest_object() {
        let nested = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
        let variables = |json: &str| format!(r#"{{"query":"{{a}}","variables":{{"x":{json}}}}}"#);
        let long = |n: usize| format!("[{}]", vec!["1"; n].join(","));
        for good in [variables(&nested(31)), variables(&long(250)), r#"{"query":"{a}"}"#.into()] {
            assert_eq!(status(post(JSON, good.clone())).await, None, "{good}");
        }
        for bad in [
            variables(&nested(32)),
            variables(&long(251)),
            r#"[{"query":"{a}"}]"#.to_owned(),
            r#"{"query":1}"#.to_owned(),
            r#"{"query":"{a}","variables":[]}"#.to_owned(),
            r#"{"query":"{a}","operationName":{}}"#.to_owned(),
            r#"{"query":"{a}","extensions":7}"#.to_owned(),
            "{}".to_owned(),
            "{".to_owned(),
        ] {
            assert_eq!(
                status(post(JSON, bad.clone())).await,
                Some(StatusCode::BAD_REQUEST),
                "{bad}"
            );
        }
    }

    #[tokio::test]
    async fn r10_a_body_is_counted_while_it_is_read() {
        let body = Body::new(http_body_util::StreamBody::new(futures_util::stream::iter(
            (0..).map_while(|n| {
                let chunk = axum::body::Bytes::from(vec![b' '; 64 * 1024]);
                assert!(n < 20, "read on past the limit");
                Some(Ok::<_, std::io::Error>(hyper::body::Frame::data(chunk)))
            }),
        )));
        assert_eq!(status(post(JSON, body)).await, Some(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[tokio::test]
    async fn a_get_is_read_from_the_address() {
        let uri = "/graphql?query=%7Ba%7D&variables=%7B%22x%22%3A1%7D&operationName=";
        let request = Request::builder().uri(uri).body(Body::empty()).unwrap();
        let asked = read(request).await.ok().unwrap();
        assert!(asked.reads_only && asked.operation.is_none());
        assert_eq!((asked.query.as_deref(), asked.variables.len()), (Some("{a}"), 1));
    }
}
