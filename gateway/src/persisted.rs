//! Documents that are asked for by their hash.

use std::collections::HashMap;

use kernel::{Answer, Fault};
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};

/// Bytes of texts that are kept.
const KEPT: u64 = 16 * 1024 * 1024;

#[derive(Clone)]
pub struct Bytes;

impl Weighter<String, String> for Bytes {
    fn weight(&self, key: &String, text: &String) -> u64 {
        (key.len() + text.len()) as u64
    }
}

/// Texts by their SHA-256, in hexadecimal.
pub enum Persisted {
    /// Whatever passed the guard once can be asked for by its hash.
    Automatic(Cache<String, String, Bytes>),
    /// Only what is in the list can be asked for.
    Trusted(HashMap<String, String>),
}

impl Persisted {
    pub fn new(trusted: Option<&[String]>) -> Self {
        match trusted {
            Some(texts) => {
                Self::Trusted(texts.iter().map(|text| (hash(text), text.clone())).collect())
            }
            None => Self::Automatic(Cache::with_weighter(2_000, KEPT, Bytes)),
        }
    }

    /// The text of a request that names a hash, brings a text, or both.
    pub fn text(&self, text: Option<String>, wanted: Option<&str>) -> Answer<String> {
        if let (Some(text), Some(wanted)) = (&text, wanted)
            && hash(text) != wanted
        {
            return Err(Fault::bad_input("The hash is not that of the query."));
        }
        match (self, text, wanted) {
            (Self::Automatic(_), Some(text), _) => Ok(text),
            (Self::Automatic(kept), None, Some(wanted)) => {
                // The words are those that clients of persisted queries look for.
                kept.get(wanted).ok_or_else(|| Fault::bad_input("PersistedQueryNotFound"))
            }
            (Self::Trusted(list), text, wanted) => {
                let key = wanted.map_or_else(|| hash(&text.unwrap_or_default()), str::to_owned);
                list.get(&key).cloned().ok_or_else(Fault::forbidden)
            }
            (Self::Automatic(_), None, None) => Err(Fault::bad_input("A query is needed.")),
        }
    }

    /// Remembers a text that passed the guard under the hash it was sent with.
    pub fn keep(&self, wanted: Option<String>, text: &str) {
        if let (Self::Automatic(kept), Some(wanted)) = (self, wanted)
            && kept.get(&wanted).is_none()
        {
            kept.insert(wanted, text.to_owned());
        }
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_hash_once_it_was_kept() {
        let persisted = Persisted::new(None);
        let (text, key) = ("{ viewer { id } }".to_owned(), hash("{ viewer { id } }"));
        assert!(persisted.text(None, Some(&key)).is_err());
        assert_eq!(persisted.text(Some(text.clone()), Some(&key)).unwrap(), text);
        assert!(persisted.text(None, Some(&key)).is_err(), "it did not pass the guard yet");
        persisted.keep(Some(key.clone()), &text);
        assert_eq!(persisted.text(None, Some(&key)).unwrap(), text);
        assert!(persisted.text(Some("{ a }".into()), Some(&key)).is_err());
    }

    #[test]
    fn where_a_list_is_given_nothing_else_is_taken() {
        let trusted = Persisted::new(Some(&["{ a }".to_owned()]));
        assert!(trusted.text(Some("{ a }".into()), None).is_ok());
        assert!(trusted.text(None, Some(&hash("{ a }"))).is_ok());
        assert!(trusted.text(Some("{ b }".into()), None).is_err());
    }
}
