//! Accounts: how people register, prove who they are, and keep what they sign in with.

mod addressee;
mod change_password;
mod complete_registration;
pub(crate) mod doors;
mod emails;
mod hashing;
mod letter;
pub mod link;
mod name;
mod newcomer;
pub(crate) mod password;
pub mod photo;
mod policy;
mod refresh_session;
mod register;
mod reset_password;
mod session;
pub(crate) mod settle;
mod sign_in;
mod sign_out;
mod sweep;
mod throttle;
mod unsubscribe;
mod update_preferences;
mod update_profile;

use kernel::{Call, SessionId, Signed, UserId, Viewer};
use unicode_normalization::UnicodeNormalization;

pub use self::{
    addressee::{
        Addressee, Introduction, introduced_unchecked, is_todays_mail_unchecked,
        told_in_summary_unchecked, told_of_feedback_unchecked,
    },
    change_password::{
        ChangePassword, ChangePasswordError, ChangePasswordErrorCode, change_password,
    },
    complete_registration::{
        CompleteRegistration, CompleteRegistrationError, CompleteRegistrationErrorCode,
        complete_registration,
    },
    emails::{
        AddEmailError, AddEmailErrorCode, RemoveEmailError, RemoveEmailErrorCode,
        SetPrimaryEmailError, SetPrimaryEmailErrorCode, VerifyEmailError, VerifyEmailErrorCode,
        add_email, remove_email, set_primary_email, verify_email,
    },
    hashing::{Hasher, Hashing, Pepper},
    letter::{COACH_GRANTED, COACH_REVOKED, INVITATION, Letter, LetterKind, RESET, letter},
    name::{Name, NotAName, line},
    newcomer::Newcomer,
    policy::{
        AcceptPolicyError, AcceptPolicyErrorCode, PublishPolicy, PublishPolicyError,
        PublishPolicyErrorCode, accept_policy, privacy_policy, publish_policy,
    },
    refresh_session::{RefreshSessionError, RefreshSessionErrorCode, refresh_session},
    register::{Register, RegisterError, RegisterErrorCode, register},
    reset_password::{
        ResetPassword, ResetPasswordError, ResetPasswordErrorCode, request_password_reset,
        reset_password,
    },
    session::{Issued, Life, Transport, open as open_session},
    sign_in::{SignIn, SignInError, SignInErrorCode, SignedIn, sign_in},
    sign_out::{end_other_sessions, end_session, sign_out},
    sweep::sweep,
    throttle::Tally,
    unsubscribe::{Mails, unsubscribe, unsubscribe_token},
    update_preferences::{
        LANGUAGES, Preferences, UpdatePreferencesError, UpdatePreferencesErrorCode,
        update_preferences,
    },
    update_profile::{Change, Profile, UpdateProfileError, UpdateProfileErrorCode, update_profile},
};

/// What the use cases of accounts need of the process: put it into the schema's data.
#[derive(Clone)]
pub struct Accounts {
    pub hasher: Hasher,
    /// Whether the public address is https, so that cookies are bound to it.
    pub secure: bool,
}

/// An address as it is looked up: without regard to case or to how a letter is composed.
pub fn fold(address: &str) -> String {
    address.nfkc().flat_map(char::to_lowercase).collect()
}

/// The same call, made by whoever has just proved to be this person.
pub(crate) fn acting(call: &Call, user: UserId, session: SessionId) -> Call {
    let person = Signed { user, session, authenticated_at: call.clock.now() };
    let viewer = Viewer { person: Some(person), places: vec![] };
    Call { viewer: viewer.into(), ..call.clone() }
}
