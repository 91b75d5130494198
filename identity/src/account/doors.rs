//! The two doors an attempt goes through: that of the account (or mailbox) it concerns, and
//! that of the network address it comes from.

use std::{collections::HashMap, net::IpAddr};

use chrono::{DateTime, Utc};
use kernel::{
    Answer, Call, Fault, Tx, UserId,
    audit::{Entry, PLATFORM},
};

use super::throttle::{ACCOUNT, ADDRESS, ASKER, LISTED, Limit, MAIL, Tally, key};
use crate::repo;

type Key = Vec<u8>;

pub struct Doors {
    first: Key,
    limit: Limit,
    address: Key,
}

/// The tallies of both doors, locked until the transaction ends.
pub struct Held<'a> {
    doors: &'a Doors,
    tallies: HashMap<Key, Tally>,
    now: DateTime<Utc>,
}

impl Doors {
    /// To an account, whether it exists or not.
    pub fn account(call: &Call, whose: &str) -> Self {
        Self::of(call, key("account", whose), ACCOUNT)
    }

    /// To a mailbox.
    pub fn mail(call: &Call, folded: &str) -> Self {
        Self::of(call, key("mail", folded), MAIL)
    }

    /// To the mailbox, for links that reset a password: nobody closes it by mails of other kinds.
    pub fn reset(call: &Call, folded: &str) -> Self {
        Self::of(call, key("reset", folded), MAIL)
    }

    /// That of the address alone.
    pub fn address(call: &Call) -> Self {
        Self::of(call, address(call), ADDRESS)
    }

    fn of(call: &Call, first: Key, limit: Limit) -> Self {
        Self { first, limit, address: address(call) }
    }

    /// Reads without a lock, so that most of a flood costs one short statement.
    pub async fn look(&self, call: &Call) -> Answer<Held<'_>> {
        let tallies = repo::throttle::tallies(&call.db, [&self.first, &self.address]).await?;
        Ok(Held { doors: self, tallies, now: call.clock.now() })
    }

    pub async fn lock(&self, call: &Call, tx: &Tx) -> Answer<Held<'_>> {
        let now = call.clock.now();
        let keys = [&self.first, &self.address];
        let tallies = repo::throttle::lock_tallies(tx, keys, now).await?;
        Ok(Held { doors: self, tallies, now })
    }

    /// One refusal, in a transaction of its own.
    pub async fn refuse(&self, call: &Call, action: &'static str) -> Answer<()> {
        let tx = call.db.begin().await?;
        self.lock(call, &tx).await?.refuse(call, &tx, action).await?;
        Ok(tx.commit().await?)
    }

    pub async fn forgive(&self, tx: &Tx) -> Answer<()> {
        repo::throttle::forgive(tx, &self.first).await?;
        Ok(())
    }
}

impl Held<'_> {
    /// Seconds until the account's door opens.
    pub fn closed(&self) -> Option<u64> {
        self.tally(&self.doors.first).closed_for(self.doors.limit, self.now)
    }

    /// Or the refusal to be answered.
    pub fn address_is_open(&self) -> Answer<()> {
        let closed = self.tally(&self.doors.address).closed_for(ADDRESS, self.now);
        closed.map_or(Ok(()), |seconds| Err(Fault::rate_limited(seconds)))
    }

    /// Counts a failure against the account.
    pub async fn count_first(&self, tx: &Tx) -> Answer<()> {
        let tally = self.tally(&self.doors.first).failed(self.doors.limit, self.now);
        repo::throttle::keep(tx, &self.doors.first, tally).await?;
        Ok(())
    }

    /// Counts an attempt against the address; the count is answered.
    pub async fn count_address(&self, tx: &Tx) -> Answer<i64> {
        let tally = self.tally(&self.doors.address).failed(ADDRESS, self.now);
        repo::throttle::keep(tx, &self.doors.address, tally).await?;
        Ok(tally.failures)
    }

    /// A stranger is refused: counted against the address, and listed in the audit log unless
    /// there were many of them in this minute.
    pub async fn refuse(&self, call: &Call, tx: &Tx, action: &'static str) -> Answer<()> {
        if self.count_address(tx).await? <= LISTED {
            tx.write(Entry::refused(PLATFORM, action).by(call)).await?;
        } else {
            metrics::counter!("identity_refusals_not_listed_total", "action" => action)
                .increment(1);
        }
        Ok(())
    }

    fn tally(&self, key: &Key) -> Tally {
        self.tallies.get(key).copied().unwrap_or_else(|| Tally::new(self.now))
    }
}

/// Counts a mail against the person who asks for it, or refuses it. Whoever locks other doors
/// has locked them before, so that two do not wait for each other.
pub async fn ask(call: &Call, tx: &Tx, asker: UserId) -> Answer<()> {
    let (key, now) = (key("asker", &asker.to_string()), call.clock.now());
    let tallies = repo::throttle::lock_tallies(tx, [&key, &key], now).await?;
    let tally = tallies.get(&key).copied().unwrap_or_else(|| Tally::new(now));
    if let Some(seconds) = tally.closed_for(ASKER, now) {
        return Err(Fault::rate_limited(seconds));
    }
    repo::throttle::keep(tx, &key, tally.failed(ASKER, now)).await?;
    Ok(())
}

/// Counts a mail to each of many mailboxes; whether one is sent is answered for each, in their
/// order: one that got many lately gets none for a while.
pub async fn mail_all(tx: &Tx, folded: &[String], now: DateTime<Utc>) -> Answer<Vec<bool>> {
    let keys: Vec<_> = folded.iter().map(|folded| key("mail", folded)).collect();
    let tallies = repo::throttle::lock_many(tx, &keys, now).await?;
    let tally = |key| tallies.get(key).copied().unwrap_or_else(|| Tally::new(now));
    let open: Vec<_> = keys.iter().map(|it| tally(it).closed_for(MAIL, now).is_none()).collect();
    // Nearly all of them got no other mail, so that there are few different tallies.
    let mut counted: HashMap<Tally, Vec<&Key>> = HashMap::new();
    for (key, _) in keys.iter().zip(&open).filter(|(_, open)| **open) {
        counted.entry(tally(key).failed(MAIL, now)).or_default().push(key);
    }
    for (tally, keys) in counted {
        repo::throttle::keep_many(tx, &keys, tally).await?;
    }
    Ok(open)
}

fn address(call: &Call) -> Key {
    key("address", &network(call.origin.address))
}

/// Whoever has an IPv6 address has a whole network of them.
fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => "none".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => format!("{:x}/64", u128::from(address) >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_a_network_of_ipv6_are_one() {
        let of = |text: &str| network(Some(text.parse().unwrap()));
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
