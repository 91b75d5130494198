//! What an update says of one field that may also be emptied.

/// What is not mentioned stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    #[default]
    Keep,
    To(T),
}

impl<T> Change<T> {
    pub fn or(self, before: T) -> T {
        match self {
            Self::Keep => before,
            Self::To(now) => now,
        }
    }

    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::To(now) => Change::To(to(now)),
        }
    }

    pub fn try_map<U, E>(self, to: impl FnOnce(T) -> Result<U, E>) -> Result<Change<U>, E> {
        Ok(match self {
            Self::Keep => Change::Keep,
            Self::To(now) => Change::To(to(now)?),
        })
    }
}

/// Null empties the field; left out, it stays.
impl<T> From<async_graphql::MaybeUndefined<T>> for Change<Option<T>> {
    fn from(said: async_graphql::MaybeUndefined<T>) -> Self {
        use async_graphql::MaybeUndefined::{Null, Undefined, Value};
        match said {
            Undefined => Self::Keep,
            Null => Self::To(None),
            Value(now) => Self::To(Some(now)),
        }
    }
}
