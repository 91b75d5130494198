//! What the link in a mail to a candidate carries: derived from an id under the deployment's
//! secret, so that whoever writes the mail can compute it and the database cannot.

use kernel::{Secret, Token};
use uuid::Uuid;

pub fn token(secret: &Secret, link: Uuid) -> Token {
    Token::new(secret.sign("candidate link", &[link.as_bytes()]))
}
