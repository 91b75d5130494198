use async_graphql::SimpleObject;

use crate::anonymous::promise;

/// What is promised to whoever writes without a name, and what is not. It is never changed:
/// another text is another version.
#[derive(SimpleObject)]
pub struct AnonymousPromise {
    /// From 1.
    version: i64,
    /// In your language.
    text: String,
}

impl AnonymousPromise {
    pub fn of(version: i64) -> Option<Self> {
        promise::text(version).map(|text| Self { version, text })
    }
}
