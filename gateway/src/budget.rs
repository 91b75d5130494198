//! How much may be asked in a while.

use std::{convert::Infallible, net::IpAddr, num::NonZeroU32};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use kernel::{Answer, Fault, Holder, OrganizationId, UserId};

/// Points are those of a document's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budgets {
    /// Points a person has in hand.
    pub person_burst: NonZeroU32,
    /// Points a person gains a second.
    pub person_per_second: NonZeroU32,
    /// Requests a minute from one address of nobody who is signed in.
    pub stranger_per_minute: NonZeroU32,
}

impl Default for Budgets {
    fn default() -> Self {
        let number = |n| NonZeroU32::new(n).expect("not zero");
        Self {
            person_burst: number(2_000),
            person_per_second: number(50),
            stranger_per_minute: number(60),
        }
    }
}

impl Budgets {
    /// The first budget that is out of its bounds: name, value, what is allowed.
    pub fn out_of_bounds(&self) -> Option<(&'static str, u32, &'static str)> {
        let checks = [
            ("person_burst", self.person_burst, 100, "100 to 100000000"),
            ("person_per_second", self.person_per_second, 1, "1 to 100000000"),
            ("stranger_per_minute", self.stranger_per_minute, 1, "1 to 100000000"),
        ];
        let found = checks
            .into_iter()
            .find(|(_, value, least, _)| !(*least..=100_000_000).contains(&value.get()));
        found.map(|(name, value, _, allowed)| (name, value.get(), allowed))
    }
}

/// An organisation has ten times a person's points, or one a second for each member.
const ORGANIZATION: u32 = 10;

/// What was asked lately, by person, organisation and address.
pub struct Budget {
    of: Budgets,
    people: DefaultKeyedRateLimiter<UserId>,
    organizations: DefaultKeyedRateLimiter<OrganizationId>,
    strangers: DefaultKeyedRateLimiter<Option<IpAddr>>,
    /// By the hash of a code.
    holders: DefaultKeyedRateLimiter<Vec<u8>>,
    clock: DefaultClock,
}

impl Budget {
    pub fn new(of: Budgets) -> Self {
        let times = |n: NonZeroU32| n.saturating_mul(NonZeroU32::new(ORGANIZATION).unwrap_or(n));
        let person = Quota::per_second(of.person_per_second).allow_burst(of.person_burst);
        let organization =
            Quota::per_second(times(of.person_per_second)).allow_burst(times(of.person_burst));
        Self {
            of,
            people: RateLimiter::keyed(person),
            organizations: RateLimiter::keyed(organization),
            strangers: RateLimiter::keyed(Quota::per_minute(of.stranger_per_minute)),
            holders: RateLimiter::keyed(Quota::per_minute(of.stranger_per_minute)),
            clock: DefaultClock::default(),
        }
    }

    /// Spends the points of one request of a person.
    pub fn person(&self, user: UserId, points: u32) -> Answer<()> {
        let points = NonZeroU32::new(points).unwrap_or(NonZeroU32::MIN);
        self.told(self.people.check_key_n(&user, points))
    }

    /// Spends the same of their organisation, of so many members.
    pub fn organization(&self, id: OrganizationId, members: usize, points: u32) -> Answer<()> {
        let plain = u64::from(self.of.person_per_second.get()) * u64::from(ORGANIZATION);
        let larger = (members as u64).max(plain);
        let points = (u64::from(points) * plain).div_ceil(larger);
        let points = u32::try_from(points).ok().and_then(NonZeroU32::new);
        self.told(self.organizations.check_key_n(&id, points.unwrap_or(NonZeroU32::MIN)))
    }

    /// Spends one request of a stranger.
    pub fn stranger(&self, address: Option<IpAddr>) -> Answer<()> {
        let address = address.map(network);
        self.told(Ok::<_, Infallible>(self.strangers.check_key(&address)))
    }

    /// Spends one request of whoever holds this ticket or its code, of whom nothing else is known.
    pub fn holder(&self, holder: &Holder) -> Answer<()> {
        self.told(Ok::<_, Infallible>(self.holders.check_key(&holder.code().hash())))
    }

    /// Forgets those who have their full budget back.
    pub fn sweep(&self) {
        self.people.retain_recent();
        self.organizations.retain_recent();
        self.strangers.retain_recent();
        self.holders.retain_recent();
    }

    fn told<E>(
        &self,
        spent: Result<
            Result<(), governor::NotUntil<<DefaultClock as governor::clock::Clock>::Instant>>,
            E,
        >,
    ) -> Answer<()> {
        match spent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(until)) => {
                let wait = until.wait_time_from(self.clock.now());
                Err(Fault::rate_limited(wait.as_secs() + 1))
            }
            // More than there ever is at once.
            Err(_) => Err(Fault::rate_limited(60)),
        }
    }
}

/// Whoever has an IPv6 address has a whole network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Code;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn r31_a_budget_ends_and_says_when_to_come_again() {
        let budget = Budget::new(Budgets::default());
        let user = UserId(Uuid::from_u128(1));
        assert!(budget.person(user, 2_000).is_ok());
        let fault = budget.person(user, 500).unwrap_err();
        assert_eq!(fault.code, Code::RateLimited);
        assert!((1..=11).contains(&fault.retry_after().unwrap()));
        assert!(budget.person(UserId(Uuid::from_u128(2)), 500).is_ok());
        for n in 0..61 {
            assert_eq!(budget.stranger(None).is_ok(), n < 60, "{n}");
        }
    }

    #[test]
    fn r31_a_stranger_s_many_addresses_are_one() {
        let budget = Budget::new(Budgets::default());
        let from = |n: u128| budget.stranger(Some(IpAddr::V6(((0x2001_0db8 << 96) + n).into())));
        assert_eq!((0..100).filter(|n| from(*n).is_ok()).count(), 60);
        assert!(from(1 << 64).is_ok(), "another network");
    }

    /// Nobody notices by their own budget that somebody near them writes without a name.
    #[test]
    fn r47_each_ticket_has_a_budget_of_its_own() {
        let budget = Budget::new(Budgets::default());
        let clock = kernel::Clock::system();
        let organization = OrganizationId(Uuid::from_u128(1));
        let month = kernel::Month::of(clock.now());
        let draw = || Holder::Ticket(kernel::Ticket::draw(&clock, organization, month));
        let (first, second) = (draw(), draw());
        assert_eq!((0..100).filter(|_| budget.holder(&first).is_ok()).count(), 60);
        assert!(budget.holder(&Holder::Code(first.code())).is_err(), "its code is no other");
        assert!(budget.holder(&second).is_ok());
        assert!(budget.stranger(None).is_ok());
    }

    #[test]
    fn r31_a_large_organisation_has_more() {
        let budget = Budget::new(Budgets::default());
        let of = |members: usize| {
            let id = OrganizationId(Uuid::from_u128(members as u128));
            (0..1_000).take_while(|_| budget.organization(id, members, 1_000).is_ok()).count()
        };
        assert_eq!(of(10), 20);
        assert_eq!(of(5_000), 200);
    }
}
