//! What this context says in GraphQL.

mod accept_policy;
mod account;
mod add_email;
mod change_password;
mod complete_registration;
mod cookies;
mod end_other_sessions;
mod end_session;
mod policy_version;
mod publish_policy;
mod refresh_session;
mod register;
mod remove_email;
mod request_password_reset;
mod reset_password;
mod session;
mod set_primary_email;
mod sign_in;
mod sign_out;
mod theme;
mod tokens;
mod update_preferences;
mod update_profile;
mod user_account;
mod user_error;
mod verify_email;

use async_graphql::ID;
use kernel::{Answer, Fault};

pub use self::{
    account::{AccountMutation, attach as attach_account},
    cookies::{CookieNames, Presented},
    policy_version::{Consent, PolicyQuery, PolicyVersionFields},
    session::SessionFields,
    theme::Theme,
    tokens::{SessionTokens, SessionTransport},
    user_account::UserAccount,
    user_error::{UserError, UserErrorCode},
};

fn parse<T: std::str::FromStr>(id: &ID) -> Answer<T> {
    id.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}

/// What of a use case's answer the caller can put right.
fn errors<T, C, E: From<C>>(done: Result<T, C>) -> Vec<E> {
    done.err().map(E::from).into_iter().collect()
}
