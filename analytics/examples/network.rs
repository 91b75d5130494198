//! How long a month's snapshot takes: `cargo run --release -p analytics --example network -- PEOPLE
//! TIES`; 100,000 people and 1,000,000 ties, if nothing is said. People are in units of about 20, and
//! most ties stay within.

#![expect(clippy::print_stdout, reason = "it tells who started it")]

use std::{collections::HashMap, time::Instant};

use analytics::{
    disclosure::{Reading, Rules, TieMeasure, Unit},
    network::{Gathered, Person, computed, measure::Watch},
};
use kernel::MembershipId;
use uuid::Uuid;

const UNIT: u64 = 20;

/// Numbers that are the same at each run (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn main() {
    let mut sizes = std::env::args().skip(1).filter_map(|it| it.parse::<u64>().ok());
    let people = sizes.next().unwrap_or(100_000);
    let ties = sizes.next().unwrap_or(1_000_000);
    let gathered = company(people, ties);
    let begun = Instant::now();
    let computed = computed(&Rules::default(), &gathered, Watch::nobody());
    let took = begun.elapsed();
    let Ok(computed) = computed else { return };
    let reading = Reading { threshold: Rules::default().threshold, invited: false };
    let modularity = computed.release.measure(TieMeasure::Modularity, reading);
    println!("{people} people, {ties} ties: {took:.1?}; modularity in hundredths: {modularity:?}");
}

fn company(people: u64, ties: u64) -> Gathered {
    let mut chance = Chance(1);
    let unit = |place: u64| Uuid::from_u128(u128::from(place / UNIT) + 1);
    let member = |place: u64| MembershipId(Uuid::from_u128(u128::from(place) + 1));
    let mut found: HashMap<(u64, u64), i64> = HashMap::new();
    while (found.len() as u64) < ties {
        let from = chance.below(people);
        let near = from / UNIT * UNIT + chance.below(UNIT);
        // Up to a unit's own people there is room within.
        let to = if chance.below(10) < 3 { near.min(people - 1) } else { chance.below(people) };
        if from != to {
            *found.entry((from, to)).or_default() += 1;
        }
    }
    let mut ties: Vec<_> =
        found.into_iter().map(|((from, to), weight)| (member(from), member(to), weight)).collect();
    ties.sort_unstable();
    let units =
        (0..people.div_ceil(UNIT)).map(|place| Unit { id: unit(place * UNIT), parent: None });
    let people = (0..people).map(|place| Person { id: member(place), unit: Some(unit(place)) });
    Gathered { units: units.collect(), people: people.collect(), ties }
}
