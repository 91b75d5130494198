//! The closed set of reasons why an answer is missing.

use async_graphql::{Error, ErrorExtensions};
use sea_orm::DbErr;

use crate::Clock;

/// Told in `extensions.code`; clients decide by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    Unauthenticated,
    Forbidden,
    NotFound,
    BadUserInput,
    Conflict,
    RateLimited,
    LimitExceeded,
    Unavailable,
    Internal,
}

impl Code {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Conflict => "CONFLICT",
            Self::RateLimited => "RATE_LIMITED",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// What a resolver answers with. `?` on a database error becomes a [`Fault`] and thereby
/// loses the database's words.
pub type Answer<T> = Result<T, Fault>;

/// A failure that is told to the caller by its code. It must not implement `Display`:
/// async-graphql turns everything that does into a field error with its text, so the
/// conversion below, the only door, would not compile beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    message: String,
    /// Seconds after which the same request may succeed.
    retry_after: Option<u64>,
    /// What finds the cause in our log.
    incident: Option<String>,
}

impl Fault {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None, incident: None }
    }

    pub fn bad_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, message)
    }

    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is no such object for you.")
    }

    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden, "You may not do that.")
    }

    pub fn unlicensed() -> Self {
        let why = "The organisation's licence is not in force: it can be read, not written.";
        Self::new(Code::Forbidden, why)
    }

    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "Sign in first.")
    }

    pub fn rate_limited(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(Code::RateLimited, "Too many attempts; try again later.")
        }
    }

    pub fn unavailable(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(Code::Unavailable, "The service cannot answer now; try again later.")
        }
    }

    /// Writes the cause to our log under an incident id; the caller is told the id alone.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let incident = Clock::system().random_id().simple().to_string();
        tracing::error!(incident, %cause, "internal error");
        Self {
            incident: Some(incident),
            ..Self::new(Code::Internal, "Something went wrong on our side.")
        }
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        match &error {
            // No connection within the time we wait for one, or none at all.
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => {
                tracing::warn!(%error, "the database is away");
                Self::unavailable(1)
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::new(fault.message).extend_with(|_, told| {
            told.set("code", fault.code.name());
            if let Some(seconds) = fault.retry_after {
                told.set("retryAfter", seconds);
            }
            if let Some(incident) = fault.incident {
                told.set("incident", incident);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_s_words_stay_inside() {
        let fault = Fault::from(DbErr::Custom("relation \"person\" does not exist".into()));
        assert_eq!(fault.code, Code::Internal);
        let told = format!("{:?}", Error::from(fault));
        assert!(!told.contains("person") && told.contains("incident"), "{told}");
    }
}
