//! Asks the server: over its router in this process, or over a connection to another.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kernel::NodeId;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Where requests go.
#[derive(Clone)]
pub enum Client {
    /// A router in this process.
    Here(Router),
    /// The address of another process's endpoint.
    There(reqwest::Client, String),
}

/// An answer as it came over HTTP.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
    }
}

impl Client {
    pub fn there(url: &str) -> Self {
        Self::There(reqwest::Client::new(), url.to_owned())
    }

    /// The answer to a document.
    pub async fn ask(&self, token: Option<&str>, query: &str, variables: Value) -> Value {
        self.post(token, &json!({ "query": query, "variables": variables })).await.json()
    }

    /// A request of GraphQL over HTTP. A token that says no scheme is a session's.
    pub async fn post(&self, token: Option<&str>, asked: &Value) -> Reply {
        let mut request =
            Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            let scheme = if token.contains(' ') { "" } else { "Bearer " };
            request = request.header(header::AUTHORIZATION, format!("{scheme}{token}"));
        }
        self.send(request.body(Body::from(asked.to_string())).unwrap()).await
    }

    /// Any request; its address is a path.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        match self {
            Self::Here(router) => {
                let answer = router.clone().oneshot(request).await.unwrap();
                let (head, body) = answer.into_parts();
                let bytes = body.collect().await.unwrap().to_bytes();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Reply { status: head.status, headers: head.headers, text }
            }
            Self::There(client, base) => {
                let (head, body) = request.into_parts();
                let url = format!("{base}{}", head.uri);
                let body = body.collect().await.unwrap().to_bytes();
                let request = client.request(head.method, url).headers(head.headers).body(body);
                let answer = request.send().await.unwrap();
                let (status, headers) = (answer.status(), answer.headers().clone());
                Reply { status, headers, text: answer.text().await.unwrap() }
            }
        }
    }
}

/// The code of an answer's first error, if there is one.
pub fn code(answer: &Value) -> Option<&str> {
    answer["errors"][0]["extensions"]["code"].as_str()
}

/// The data of an answer that has no errors.
pub fn data(answer: &Value) -> &Value {
    assert!(answer.get("errors").is_none(), "{answer:#}");
    &answer["data"]
}

/// The errors of an answer.
pub trait Errors {
    /// The code of the error at this path, from the root on, separated by dots.
    fn code_at(&self, path: &str) -> Option<&str>;
}

impl Errors for Value {
    fn code_at(&self, path: &str) -> Option<&str> {
        let steps = |error: &Value| {
            let steps: Vec<_> = error["path"].as_array().into_iter().flatten().map(step).collect();
            steps.join(".")
        };
        let errors = self["errors"].as_array()?;
        let error = errors.iter().find(|error| steps(error) == path)?;
        error["extensions"]["code"].as_str()
    }
}

fn step(step: &Value) -> String {
    step.as_str().map_or_else(|| step.to_string(), str::to_owned)
}

/// The same with ids that differ from run to run replaced by numbers, in the order in which
/// they come.
pub fn named(answer: Value) -> Value {
    fn walk(value: Value, seen: &mut Vec<String>) -> Value {
        match value {
            Value::String(text) if is_made_here(&text) => {
                let place = seen.iter().position(|it| *it == text).unwrap_or_else(|| {
                    seen.push(text.clone());
                    seen.len() - 1
                });
                let kind = text.split('_').next().unwrap_or_default();
                json!(format!("{kind} {}", place + 1))
            }
            Value::Array(items) => items.into_iter().map(|it| walk(it, seen)).collect(),
            Value::Object(fields) => {
                let walked = fields.into_iter().map(|(key, it)| (key, walk(it, seen)));
                Value::Object(walked.collect())
            }
            other => other,
        }
    }
    walk(answer, &mut vec![])
}

fn is_made_here(text: &str) -> bool {
    let id = text.parse::<NodeId>();
    id.is_ok_and(|id| !crate::people::is_fixed(id.uuid()))
}
