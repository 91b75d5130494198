//! Links that are mailed: single-purpose, used once, for a while. The token is derived from
//! the link's id under the deployment's secret, so that whoever writes the mail can compute it
//! and the database cannot.

use chrono::TimeDelta;
use kernel::{Call, Secret, Token, UserId, Write};
use uuid::Uuid;

use crate::{entity::link::Model, repo::statement::row};

pub use crate::entity::link::Purpose;

impl Purpose {
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Reset => TimeDelta::minutes(30),
            Self::Registration | Self::Verification => TimeDelta::hours(24),
            Self::Invitation => TimeDelta::days(14),
        }
    }
}

/// What the link of this id carries.
pub fn token(secret: &Secret, link: Uuid) -> Token {
    Token::new(secret.sign("link", &[link.as_bytes()]))
}

/// A new link; what it opens beyond its purpose is filled in by whoever makes it.
pub fn draft(call: &Call, purpose: Purpose, person: Option<UserId>, address: String) -> Model {
    let id = call.clock.id();
    Model {
        id,
        token_hash: token(&call.secret, id).hash(),
        purpose,
        person_id: person,
        address: Some(address),
        given_name: None,
        infix: None,
        family_name: None,
        language: None,
        organization_id: None,
        subject_id: None,
        expires_at: call.clock.now() + purpose.lifetime(),
        used_at: None,
    }
}

pub fn write(link: Model) -> Write {
    row(link)
}
