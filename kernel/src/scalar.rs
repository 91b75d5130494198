//! The scalars of the schema that carry a format.

use std::fmt;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

macro_rules! text_scalar {
    ($(#[$doc:meta])* $name:ident($graphql:literal, $url:literal) where $check:expr, $wrong:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// None, if the text is not of this form.
            pub fn try_new(text: impl Into<String>) -> Option<Self> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                check(&text).then_some(Self(text))
            }

            /// What was accepted before and comes from the database.
            pub fn kept(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        $(#[$doc])*
        #[Scalar(name = $graphql, specified_by_url = $url)]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                match value {
                    Value::String(text) => {
                        Self::try_new(text).ok_or_else(|| InputValueError::custom($wrong))
                    }
                    other => Err(InputValueError::expected_type(other)),
                }
            }

            fn to_value(&self) -> Value {
                Value::String(self.0.clone())
            }
        }
    };
}

text_scalar! {
    /// An address of electronic mail, at most 254 characters: `ada@example.com`.
    EmailAddress("EmailAddress", "https://www.rfc-editor.org/rfc/rfc5321")
    where is_address, "This is not a mail address."
}

text_scalar! {
    /// A web address: `https://www.example.com/about`. At most 2,000 characters, http or https.
    Url("URL", "https://url.spec.whatwg.org/")
    where is_web_address, "This is not a web address."
}

text_scalar! {
    /// A time zone of the IANA database: `Europe/Amsterdam`.
    TimeZone("TimeZone", "https://www.iana.org/time-zones")
    where |text| text.len() <= 64 && text.parse::<chrono_tz::Tz>().is_ok(), "This is not a time zone."
}

text_scalar! {
    /// A language tag: `en`, `de-AT`.
    Locale("Locale", "https://www.rfc-editor.org/info/bcp47")
    where is_language_tag, "This is not a language tag."
}

text_scalar! {
    /// Text that may carry Markdown; it is kept as it was typed and never turned into HTML here.
    Markdown("Markdown", "https://spec.commonmark.org/")
    where |text| !text.contains('\0'), "Text has no null characters."
}

impl Default for Locale {
    fn default() -> Self {
        Self("en".into())
    }
}

impl Locale {
    /// `de` of `de-AT`.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// Syntax only: whether mail arrives is found out by sending some.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"\\[]".contains(c);
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && !text.chars().any(odd)
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| {
            (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        })
}

fn is_web_address(text: &str) -> bool {
    text.len() <= 2_000
        && url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    text.len() <= 35
        && (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// A day: `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// A day: `2026-11-23`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) if text.len() == 10 => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map(Self)
                .map_err(|_| InputValueError::custom("This is not a day: YYYY-MM-DD.")),
            Value::String(_) => Err(InputValueError::custom("This is not a day: YYYY-MM-DD.")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_by_syntax() {
        for good in ["a@b.co", "Ada.Lovelace+x@example.com", "ünal@exämple.de"] {
            assert!(EmailAddress::try_new(good).is_some(), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for bad in
            ["", "a", "@b.co", "a@b", "a@@b.co", "a b@c.de", ".a@b.co", "a@b.co\r\nBcc: x", &long]
        {
            assert!(EmailAddress::try_new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn web_addresses_are_http() {
        assert!(Url::try_new("https://www.linkedin.com/in/ada").is_some());
        for bad in ["javascript:alert(1)", "data:text/html,x", "//example.com", "linkedin"] {
            assert!(Url::try_new(bad).is_none(), "{bad}");
        }
    }
}
