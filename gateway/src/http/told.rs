//! The answer as it is written.

use async_graphql::Value;
use axum::http::HeaderMap;
use serde_json::{Map, Value as Json};

/// What goes back, before it is text.
#[derive(Default)]
pub struct Told {
    pub errors: Vec<Json>,
    pub data: Option<Value>,
    pub extensions: Map<String, Json>,
    pub headers: HeaderMap,
}

impl Told {
    /// `errors` first, so that who reads a long answer learns of them early.
    pub fn text(&self) -> Vec<u8> {
        let mut text = vec![b'{'];
        if !self.errors.is_empty() {
            text.extend_from_slice(b"\"errors\":");
            text.extend(serde_json::to_vec(&self.errors).unwrap_or_default());
            text.push(b',');
        }
        if let Some(data) = &self.data {
            text.extend_from_slice(b"\"data\":");
            kernel::json::write(data, &mut text);
            text.push(b',');
        }
        text.extend_from_slice(b"\"extensions\":");
        text.extend(serde_json::to_vec(&self.extensions).unwrap_or_default());
        text.push(b'}');
        text
    }
}
