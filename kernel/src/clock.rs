//! Time and randomness, handed in so that tests can fix them.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

/// Where time and randomness come from.
pub trait Source: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
    fn fill(&self, bytes: &mut [u8]);
}

/// What a use case asks for the time, for new ids and for random bytes.
#[derive(Clone)]
pub struct Clock(Arc<dyn Source>);

impl Clock {
    /// The machine's clock and the operating system's randomness.
    pub fn system() -> Self {
        Self(Arc::new(System))
    }

    pub fn of(source: impl Source + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// Now, in whole microseconds: that is what both databases keep, and what is answered
    /// now must equal what is read later.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.now().trunc_subsecs(6)
    }

    /// A UUIDv7 of this moment. Those of one process grow, also within a millisecond.
    pub fn id(&self) -> Uuid {
        let mut random = [0_u8; 10];
        self.0.fill(&mut random);
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        uuid_v7(millis, random)
    }

    /// A UUIDv4: an id that tells neither time nor order.
    pub fn random_id(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// A UUIDv7 of a day's beginning, the rest of it chance: it stands at its day in every list,
    /// and tells nothing of when or in which order it was made.
    pub fn id_on(&self, day: NaiveDate) -> Uuid {
        let millis = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        let millis = u64::try_from(millis).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// Puts things into an order that tells nothing of the one they had.
    pub fn shuffle<T>(&self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let chance = u64::from_le_bytes(self.bytes());
            let other = usize::try_from(chance % (last as u64 + 1)).unwrap_or_default();
            things.swap(last, other);
        }
    }

    /// Random bytes, fit for secrets.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}

/// 48 bits of milliseconds, 12 bits that count within a process's millisecond, the rest random
/// (RFC 9562, section 6.2, method 1).
fn uuid_v7(millis: u64, random: [u8; 10]) -> Uuid {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let next = |last: u64| Some((millis << 12).max(last + 1));
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or_default();
    let stamp = (millis << 12).max(last + 1);
    let mut bytes = [0_u8; 16];
    bytes[..6].copy_from_slice(&(stamp >> 12).to_be_bytes()[2..]);
    bytes[6..8].copy_from_slice(&(0x7000 | (stamp & 0xfff) as u16).to_be_bytes());
    bytes[8..].copy_from_slice(&random[..8]);
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Uuid::from_bytes(bytes)
}

struct System;

impl Source for System {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the source of randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system has randomness");
    }
}

/// A clock that stands where a test puts it; its randomness is the system's.
#[derive(Clone)]
pub struct ManualClock(Arc<Mutex<DateTime<Utc>>>);

impl ManualClock {
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }

    /// Moves it, forwards or back.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
    }
}

impl Source for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self, bytes: &mut [u8]) {
        System.fill(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_a_millisecond_and_when_the_clock_steps_back() {
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let clock = Clock::of(manual.clone());
        let mut ids: Vec<_> = (0..5_000).map(|_| clock.id()).collect();
        manual.advance(TimeDelta::hours(-1));
        ids.extend((0..10).map(|_| clock.id()));
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert_eq!(clock.random_id().get_version_num(), 4);
    }

    #[test]
    fn r47_an_id_of_a_day_tells_the_day_and_nothing_else() {
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::hours(20_000 * 24 + 17));
        let clock = Clock::of(manual);
        let day = clock.now().date_naive();
        let ids: Vec<_> = (0..200).map(|_| clock.id_on(day)).collect();
        let midnight = 20_000 * 24 * 3_600_000_u128;
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.as_u128() >> 80 == midnight));
        assert!(!ids.is_sorted() && clock.id() > *ids.iter().max().unwrap());
        let counts: std::collections::HashSet<_> = ids.iter().map(|id| id.as_bytes()[7]).collect();
        assert!(counts.len() > 20, "the twelve bits that count elsewhere are chance here");
    }

    #[test]
    fn what_is_shuffled_is_the_same_things_in_another_order() {
        let mut things: Vec<u32> = (0..100).collect();
        Clock::system().shuffle(&mut things);
        assert!(!things.is_sorted());
        things.sort_unstable();
        assert!(things.into_iter().eq(0..100));
    }
}
