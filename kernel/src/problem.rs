//! What a caller can put right, told in the payload of a mutation.

use async_graphql::resolver_utils::EnumType;

tokio::task_local! {
    /// The language of the request that this task works on; English outside of one.
    static SPEECH: Speech;
}

/// A language other than English, and who knows our texts in it.
#[derive(Clone, Copy, Debug)]
pub struct Speech {
    pub language: &'static str,
    /// Language, name of the enum of codes, code.
    pub find: fn(&str, &str, &str) -> Option<String>,
}

impl Speech {
    /// A text of ours in the language of the request, if there is one; else the English.
    pub fn say(set: &str, name: &str, english: &str) -> String {
        let told = SPEECH.try_with(|speech| (speech.find)(speech.language, set, name));
        told.ok().flatten().unwrap_or_else(|| english.to_owned())
    }

    /// Problems that come up in this work are told in this language.
    pub async fn during<T>(self, work: impl Future<Output = T>) -> T {
        SPEECH.scope(self, work).await
    }
}

/// Declares a mutation's closed set of errors: an enum of the use case, and the two GraphQL
/// types that tell it. `(field, text)` stands at each; the text is for people and in English,
/// other languages come from the gateway's texts under `ErrorCode.VARIANT`, or under `VARIANT`
/// where one text serves that code in all mutations.
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
                let message = $crate::Problem::text(stringify!($code), code, message);
                Self { code, field: $crate::Problem::path(field), message }
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

    /// In the language of the request, if there is such a text.
    pub fn text<E: EnumType>(set: &str, code: E, english: &str) -> String {
        let items = E::items();
        let name = items.iter().find(|item| item.value == code).map_or("", |item| item.name);
        Speech::say(set, name, english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    problems! {
        /// Why the test is not content.
        NotContent as NotContentError, NotContentErrorCode {
            /// Too little.
            TooLittle => ("much", "There is too little."),
        }
    }

    fn find(language: &str, set: &str, code: &str) -> Option<String> {
        (language == "de").then(|| format!("{set}.{code}"))
    }

    #[tokio::test]
    async fn a_problem_is_told_in_the_language_of_the_request() {
        let told = async || NotContentError::from(NotContent::TooLittle).message;
        assert_eq!(told().await, "There is too little.");
        let speech = |language| Speech { language, find };
        assert_eq!(speech("de").during(told()).await, "NotContentErrorCode.TOO_LITTLE");
        assert_eq!(speech("xx").during(told()).await, "There is too little.");
    }
}
