//! What a caller can put right, told in the payload of a mutation.

/// Declares a mutation's closed set of errors: an enum of the use case, and the two GraphQL
/// types that tell it. `(field, text)` stands at each; the text is for people and in English,
/// other languages come from the gateway's texts under `ErrorCode.VARIANT`.
///
/// ```ignore
/// kernel::problems! {
///     /// Why feedback was not given.
///     GiveError as GiveFeedbackError, GiveFeedbackErrorCode {
///         /// Nobody is left to receive it.
///         NoSuchRecipient => ("recipient", "No such recipient."),
///     }
/// }
/// ```
#[macro_export]
macro_rules! problems {
    ($(#[$doc:meta])* $rust:ident as $error:ident, $code:ident {
        $($(#[$why:meta])* $variant:ident => ($field:literal, $text:literal)),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(async_graphql::Enum, Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $code { $($(#[$why])* $variant),* }

        pub use $code as $rust;

        $(#[$doc])*
        #[derive(async_graphql::SimpleObject, Clone, Debug)]
        pub struct $error {
            /// What a program decides by.
            pub code: $code,
            /// Where in the arguments, from `input` on.
            pub field: Vec<String>,
            /// What a person reads.
            pub message: String,
        }

        impl From<$code> for $error {
            fn from(code: $code) -> Self {
                let (field, message) = match code { $($code::$variant => ($field, $text)),* };
                Self { code, field: $crate::Problem::path(field), message: message.into() }
            }
        }
    };
}

/// Helps [`problems!`].
pub struct Problem;

impl Problem {
    /// `recipient.users` becomes `["input", "recipient", "users"]`; an empty path is `["input"]`.
    pub fn path(field: &str) -> Vec<String> {
        let parts = field.split('.').filter(|part| !part.is_empty());
        std::iter::once("input").chain(parts).map(String::from).collect()
    }
}
