//! The deployment's secret: what signs cursors and derives the tokens of links that are
//! mailed. It is kept outside the database, so that a copy of the database signs nothing.

use std::{fmt, sync::Arc};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// 256 bits, shared by all processes of a deployment.
#[derive(Clone)]
pub struct Secret(Arc<[u8; 32]>);

impl Secret {
    pub const fn bytes() -> usize {
        32
    }

    pub fn new(key: [u8; 32]) -> Self {
        Self(Arc::new(key))
    }

    /// HMAC-SHA-256 of the parts under this key; `purpose` keeps uses apart, and each part is
    /// preceded by its length, so that no two lists of parts are the same bytes.
    pub fn sign(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        sign(&*self.0, purpose, parts)
    }

    /// What tells two secrets apart without telling either.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.sign("fingerprint", &[])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Of a token, as callers carry it.
const CHARACTERS: usize = 43;

/// A bearer secret of 256 bits. Outside it is 43 characters; inside only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// None, if the text is not of a token's form.
    pub fn parse(text: &str) -> Option<Self> {
        // Whatever is longer is not even decoded.
        let text = Some(text).filter(|text| text.len() == CHARACTERS)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// What callers carry.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the database keeps. A lookup by it needs no constant-time comparison, since
    /// nobody can steer the hash byte by byte.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }

    /// Another token that only the holder of this one and of `nonce` can compute.
    pub fn derive(&self, purpose: &str, nonce: &[u8]) -> Self {
        Self(sign(&self.0, purpose, &[nonce]))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

fn sign(key: &[u8], purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    for part in [purpose.as_bytes()].iter().chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_shows_nothing_in_a_log() {
        let token = Token::new([7; 32]);
        assert_eq!(Token::parse(&token.reveal()), Some(token.clone()));
        assert_eq!(token.reveal().len(), 43);
        assert_eq!(format!("{token:?} {:?}", Secret::new([1; 32])), "Token(…) Secret(…)");
        assert_eq!(Token::parse("short"), None);
    }

    #[test]
    fn parts_are_kept_apart() {
        let secret = Secret::new([1; 32]);
        assert_ne!(secret.sign("a", &[b"bc", b"d"]), secret.sign("a", &[b"b", b"cd"]));
        assert_ne!(secret.sign("a", &[b"b"]), secret.sign("ab", &[]));
    }
}
