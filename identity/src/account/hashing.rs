//! Passwords are kept as argon2id hashes, computed a few at a time beside the requests.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use argon2::{
    Algorithm, Argon2, CustomizedPasswordHasher, Params, ParamsBuilder, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use kernel::{Answer, Clock, Fault};
use tokio::sync::Semaphore;

use super::password::{Flaw, Words, judge};

/// Memory of one hash, in KiB; more is allowed, less is not.
pub const MEMORY: u32 = 19_456;
/// Passes over that memory; more are allowed, fewer are not.
pub const PASSES: u32 = 2;
/// Each hash keeps a core busy for about a tenth of a second.
const AT_ONCE: usize = 2;
/// Who comes when so many wait is sent away.
const WAITING: usize = 32;
/// When a full queue has been worked off, in seconds.
const RETRY_AFTER: u64 = 2;

/// A secret beside the database that enters every hash, so that a copied database alone
/// lets nobody guess. Its name, of 1 to 8 bytes, is kept in the hash.
#[derive(Clone)]
pub struct Pepper {
    pub name: String,
    pub key: Vec<u8>,
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pepper({})", self.name)
    }
}

/// How hashes are made. The first pepper enters new ones; the others are still known.
#[derive(Clone, Debug)]
pub struct Hashing {
    /// KiB, at least [`MEMORY`].
    pub memory: u32,
    /// At least [`PASSES`].
    pub passes: u32,
    pub peppers: Vec<Pepper>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { memory: MEMORY, passes: PASSES, peppers: vec![] }
    }
}

/// The process's hashing; clones share its queue.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    params: Params,
    peppers: Vec<Pepper>,
    /// Of a password that nobody knows, for accounts that do not exist.
    dummy: String,
    /// Those at work and those who wait.
    places: Arc<Semaphore>,
    at_work: Arc<Semaphore>,
    computed: AtomicU64,
}

/// What came of a password and a stored hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    /// With the hash to store instead, if the stored one is weaker than new ones are.
    Right(Option<String>),
}

impl Hasher {
    /// Fails, with words for the operator, if the settings are weaker than allowed.
    pub fn try_new(hashing: Hashing, clock: &Clock) -> Result<Self, String> {
        if hashing.memory < MEMORY || hashing.passes < PASSES {
            return Err(format!("hashing needs at least {MEMORY} KiB and {PASSES} passes"));
        }
        let mut params = ParamsBuilder::new();
        params.m_cost(hashing.memory).t_cost(hashing.passes).p_cost(1);
        if let Some(pepper) = hashing.peppers.first() {
            let name = argon2::KeyId::new(pepper.name.as_bytes());
            params.keyid(name.map_err(|_| "a pepper's name has at most 8 bytes".to_owned())?);
        }
        if hashing.peppers.iter().any(|pepper| pepper.name.is_empty()) {
            return Err("a pepper needs a name".to_owned());
        }
        let params = params.build().map_err(|error| error.to_string())?;
        let mut inner = Inner {
            params,
            peppers: hashing.peppers,
            dummy: String::new(),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            at_work: Arc::new(Semaphore::new(AT_ONCE)),
            computed: AtomicU64::new(0),
        };
        let nobody_s = clock.bytes::<32>();
        inner.dummy = inner.hash(&nobody_s, clock.bytes())?;
        Ok(Self(Arc::new(inner)))
    }

    /// How many hashes were computed so far; tests hold strangers and members to the same work.
    pub fn computed(&self) -> u64 {
        self.0.computed.load(Ordering::Relaxed)
    }

    /// The hash of a new password, if it is good enough.
    pub async fn accept(
        &self,
        clock: &Clock,
        password: String,
        words: Words,
    ) -> Answer<Result<String, Flaw>> {
        let salt = clock.bytes();
        self.work(move |it| {
            if let Err(flaw) = judge(&password, &words) {
                return Ok(Err(flaw));
            }
            it.hash(password.as_bytes(), salt).map(Ok)
        })
        .await
    }

    /// Without a stored hash the work is the same, and the answer [`Verdict::Wrong`].
    pub async fn verify(
        &self,
        clock: &Clock,
        password: String,
        stored: Option<String>,
    ) -> Answer<Verdict> {
        let salt = clock.bytes();
        self.work(move |it| {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| it.dummy.clone());
            let right = it.verify(password.as_bytes(), &stored)? && known;
            if !right {
                return Ok(Verdict::Wrong);
            }
            let again = it.is_weaker(&stored)?;
            let again = again.then(|| it.hash(password.as_bytes(), salt)).transpose()?;
            Ok(Verdict::Right(again))
        })
        .await
    }

    /// On a thread that may block, once it is this one's turn. The turn ends with the work,
    /// even where nobody waits for it any more.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, String> + Send + 'static,
    ) -> Answer<T> {
        let inner = self.0.clone();
        let place = inner.places.clone().try_acquire_owned();
        let place = place.map_err(|_| Fault::rate_limited(RETRY_AFTER))?;
        let turn = inner.at_work.clone().acquire_owned().await;
        let turn = turn.map_err(|closed| Fault::internal(&closed))?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            work(&inner)
        });
        done.await.map_err(|gone| Fault::internal(&gone))?.map_err(|error| Fault::internal(&error))
    }
}

impl Inner {
    fn hash(&self, password: &[u8], salt: [u8; 16]) -> Result<String, String> {
        self.computed.fetch_add(1, Ordering::Relaxed);
        let argon = argon(self.peppers.first())?;
        let hash = argon.hash_password_customized(
            password,
            &salt,
            Some(Algorithm::Argon2id.as_str()),
            Some(Version::V0x13.into()),
            self.params.clone(),
        );
        hash.map(|hash| hash.to_string()).map_err(|error| error.to_string())
    }

    fn verify(&self, password: &[u8], stored: &str) -> Result<bool, String> {
        let stored = parse(stored)?;
        let pepper = self.pepper_of(&stored)?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        match argon(pepper)?.verify_password(password, &stored) {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(error.to_string()),
        }
    }

    fn is_weaker(&self, stored: &str) -> Result<bool, String> {
        let stored = parse(stored)?;
        let used = Params::try_from(&stored).map_err(|error| error.to_string())?;
        Ok(stored.algorithm.as_str() != Algorithm::Argon2id.as_str()
            || stored.version != Some(Version::V0x13.into())
            || used.m_cost() < self.params.m_cost()
            || used.t_cost() < self.params.t_cost()
            || used.keyid() != self.params.keyid())
    }

    fn pepper_of(&self, stored: &PasswordHash) -> Result<Option<&Pepper>, String> {
        let used = Params::try_from(stored).map_err(|error| error.to_string())?;
        if used.keyid().is_empty() {
            return Ok(None);
        }
        let known = self.peppers.iter().find(|pepper| pepper.name.as_bytes() == used.keyid());
        known.map(Some).ok_or_else(|| "a stored hash needs a pepper that is not known".to_owned())
    }
}

fn parse(stored: &str) -> Result<PasswordHash, String> {
    PasswordHash::new(stored).map_err(|error| error.to_string())
}

/// The parameters are handed over with each hash.
fn argon(pepper: Option<&Pepper>) -> Result<Argon2<'_>, String> {
    let (algorithm, version, params) = (Algorithm::Argon2id, Version::V0x13, Params::default());
    match pepper {
        None => Ok(Argon2::new(algorithm, version, params)),
        Some(pepper) => Argon2::new_with_secret(&pepper.key, algorithm, version, params)
            .map_err(|error| error.to_string()),
    }
}

#[cfg(test)]
mod tests;
