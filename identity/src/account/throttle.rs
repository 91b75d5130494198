//! How often somebody may try. Pure rules over a tally that the database keeps, so that a
//! restart forgives nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// What is counted, and how much of it is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many, within `window`, close the door.
    pub most: i64,
    pub window: TimeDelta,
    /// How long the door is closed the first time; each further time twice as long.
    pub first: TimeDelta,
    /// It is never closed longer.
    pub longest: TimeDelta,
}

/// Wrong passwords of one account.
pub const ACCOUNT: Limit = Limit {
    most: 5,
    window: TimeDelta::minutes(15),
    first: TimeDelta::minutes(1),
    longest: TimeDelta::minutes(15),
};

/// Failures and unproven requests from one network address.
pub const ADDRESS: Limit = Limit {
    most: 30,
    window: TimeDelta::minutes(1),
    first: TimeDelta::minutes(1),
    longest: TimeDelta::minutes(1),
};

/// Mails to one address, those that reset a password apart; what is beyond them is not sent.
pub const MAIL: Limit = Limit {
    most: 5,
    window: TimeDelta::minutes(15),
    first: TimeDelta::minutes(15),
    longest: TimeDelta::minutes(15),
};

/// Mails that one person asks for, to whomever. A file imports more.
pub const ASKER: Limit = Limit {
    most: 100,
    window: TimeDelta::minutes(15),
    first: TimeDelta::minutes(15),
    longest: TimeDelta::minutes(15),
};

/// Refusals of a stranger from one network address that the audit log lists in a minute; the
/// tally counts those beyond.
pub const LISTED: i64 = 10;

/// What happened so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tally {
    pub failures: i64,
    /// When the first of these failures was.
    pub since: DateTime<Utc>,
    pub locked_until: Option<DateTime<Utc>>,
    /// How often it was locked without a quiet window since.
    pub lockouts: i64,
}

impl Tally {
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { failures: 0, since: now, locked_until: None, lockouts: 0 }
    }

    /// Seconds until the next attempt, if the door is closed. A clock that was set back never
    /// closes it for longer than the longest lock.
    pub fn closed_for(&self, limit: Limit, now: DateTime<Utc>) -> Option<u64> {
        let left = (self.locked_until? - now).min(limit.longest);
        let seconds = (left + TimeDelta::milliseconds(999)).num_seconds();
        u64::try_from(seconds).ok().filter(|_| left > TimeDelta::zero())
    }

    /// One more failure, at a time when the door was open.
    pub fn failed(self, limit: Limit, now: DateTime<Utc>) -> Self {
        let mut tally = self.aged(limit, now);
        tally.failures += 1;
        if tally.failures >= limit.most {
            let doubled = 1_i32 << tally.lockouts.clamp(0, 10);
            let closed = (limit.first * doubled).min(limit.longest);
            tally.locked_until = Some(now + closed);
            tally.lockouts += 1;
        }
        tally
    }

    /// Failures older than the window do not count; locks count until a window was quiet.
    fn aged(self, limit: Limit, now: DateTime<Utc>) -> Self {
        let over = |start: DateTime<Utc>| now < start || now - start >= limit.window;
        if !over(self.since) {
            return self;
        }
        let quiet = self.locked_until.is_none_or(over);
        let lockouts = if quiet { 0 } else { self.lockouts };
        Self { failures: 0, since: now, locked_until: self.locked_until, lockouts }
    }
}

/// What a tally is kept under: it names neither account nor address.
pub fn key(what: &str, whose: &str) -> Vec<u8> {
    Sha256::digest(format!("{what}:{whose}")).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
    }

    fn failures(limit: Limit, times: impl IntoIterator<Item = i64>) -> Tally {
        times.into_iter().fold(Tally::new(at(0)), |tally, time| tally.failed(limit, at(time)))
    }

    #[test]
    fn r23_the_fifth_failure_in_a_quarter_of_an_hour_locks_for_a_minute() {
        assert_eq!(failures(ACCOUNT, 0..4).closed_for(ACCOUNT, at(4)), None);
        let locked = failures(ACCOUNT, 0..5);
        assert_eq!(locked.closed_for(ACCOUNT, at(4)), Some(60));
        assert_eq!(locked.closed_for(ACCOUNT, at(63)), Some(1));
        assert_eq!(locked.closed_for(ACCOUNT, at(64)), None);
        assert_eq!(failures(ACCOUNT, [0, 1, 2, 3, 901]).closed_for(ACCOUNT, at(901)), None);
    }

    #[test]
    fn r23_each_further_lock_is_twice_as_long_and_none_is_longer_than_a_quarter() {
        let mut tally = failures(ACCOUNT, 0..5);
        let mut now = 4;
        for minutes in [1, 2, 4, 8, 15, 15, 15] {
            assert_eq!(tally.closed_for(ACCOUNT, at(now)), Some(minutes * 60));
            now += i64::try_from(minutes).unwrap() * 60;
            while tally.closed_for(ACCOUNT, at(now)).is_none() {
                tally = tally.failed(ACCOUNT, at(now));
            }
        }
    }

    #[test]
    fn r23_never_for_good() {
        let mut tally = failures(ACCOUNT, (0..50).map(|i| i * 70));
        let ended = 49 * 70 + 15 * 60;
        assert_eq!(tally.closed_for(ACCOUNT, at(ended)), None);
        tally = tally.failed(ACCOUNT, at(ended + 15 * 60));
        assert_eq!(tally, Tally { failures: 1, lockouts: 0, ..tally });
        assert_eq!(tally.closed_for(ACCOUNT, at(ended + 15 * 60)), None);
    }

    #[test]
    fn r23_thirty_a_minute_from_one_address() {
        assert_eq!(failures(ADDRESS, vec![0; 29]).closed_for(ADDRESS, at(1)), None);
        assert_eq!(failures(ADDRESS, vec![0; 30]).closed_for(ADDRESS, at(1)), Some(59));
        let slow = failures(ADDRESS, (0..300).map(|i| i * 3));
        assert_eq!(slow.closed_for(ADDRESS, at(900)), None);
    }

    #[test]
    fn r65_a_clock_set_back_closes_no_door_for_long() {
        let locked = failures(ACCOUNT, 36_000..36_005);
        assert_eq!(locked.closed_for(ACCOUNT, at(0)), Some(900));
        assert_eq!(locked.failed(ACCOUNT, at(0)).failures, 1);
    }
}
