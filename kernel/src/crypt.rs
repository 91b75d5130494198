//! What the database keeps and does not tell: sealed under the deployment's secret, which stands
//! outside it. XChaCha20-Poly1305 with a nonce of chance (draft-irtf-cfrg-xchacha, section 2).

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::{Clock, Secret};

const NONCE: usize = 24;

impl Secret {
    /// Sealed, and bound to what it belongs to: it opens beside the same parts alone. What is
    /// sealed twice is different bytes.
    pub fn seal(&self, clock: &Clock, purpose: &str, bound: &[&[u8]], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = clock.bytes();
        let aad = self.sign("sealed beside", bound);
        let payload = Payload { msg: plain, aad: &aad };
        let sealed = self.cipher(purpose).encrypt(&XNonce::from(nonce), payload);
        [&nonce[..], &sealed.expect("a text of less than 256 GiB")].concat()
    }

    /// None, if it was sealed under another secret, beside something else, or edited.
    pub fn open(&self, purpose: &str, bound: &[&[u8]], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, msg) = sealed.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let aad = self.sign("sealed beside", bound);
        let payload = Payload { msg, aad: &aad };
        self.cipher(purpose).decrypt(&XNonce::from(nonce), payload).ok()
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.sign("seal", &[purpose.as_bytes()]).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_where_it_was_sealed_alone() {
        let (secret, clock) = (Secret::new([1; 32]), Clock::system());
        let seal = || secret.seal(&clock, "pool", &[b"here"], b"Said.");
        let sealed = seal();
        let open = |purpose, bound: &[u8], sealed: &[u8]| secret.open(purpose, &[bound], sealed);
        assert_eq!(open("pool", b"here", &sealed).as_deref(), Some(&b"Said."[..]));
        assert_ne!(seal(), sealed, "sealed anew");
        assert_eq!(open("pool", b"there", &sealed), None);
        assert_eq!(open("other", b"here", &sealed), None);
        assert_eq!(Secret::new([2; 32]).open("pool", &[b"here"], &sealed), None);
        for at in 0..sealed.len() {
            let mut edited = sealed.clone();
            edited[at] ^= 1;
            assert_eq!(open("pool", b"here", &edited), None, "{at}");
        }
        assert_eq!(open("pool", b"here", &sealed[..10]), None);
    }
}
