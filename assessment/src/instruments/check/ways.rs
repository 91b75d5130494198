//! By which answers an item is reached.
//!
//! A way is what each item on it must be answered with. The ways to an item are those of its
//! condition, taken apart at each "any", together with the ways to the items it asks for; an
//! item without a way that can be gone is never shown.

use std::collections::{BTreeMap, HashMap};

use super::skip::Step;
use crate::instruments::document::{Answer, Condition};

/// So many ways to one item are looked at.
const MOST_WAYS: usize = 1_000;

/// There are more ways than are looked at.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMany;

/// What each item must be answered with, by its place.
type Way<'a> = BTreeMap<usize, Vec<Demand<'a>>>;

#[derive(Clone, Debug)]
enum Demand<'a> {
    OneOf(&'a [String]),
    NoneOf(&'a [String]),
    Between(f64, f64),
}

/// The ways to each item so far.
#[derive(Default)]
pub struct Ways<'a>(Vec<Vec<Way<'a>>>);

impl<'a> Ways<'a> {
    /// Adds the next item; whether it is ever shown.
    pub fn add(
        &mut self,
        steps: &[Step<'a>],
        places: &HashMap<&str, usize>,
        step: &Step<'a>,
    ) -> Result<bool, TooMany> {
        let mut ways = vec![Way::new()];
        for condition in &step.conditions {
            ways = both(steps, &ways, &self.of(steps, places, condition)?)?;
        }
        let shown = !ways.is_empty();
        self.0.push(ways);
        Ok(shown)
    }

    /// The ways on which a condition holds.
    fn of(
        &self,
        steps: &[Step<'a>],
        places: &HashMap<&str, usize>,
        condition: &'a Condition,
    ) -> Result<Vec<Way<'a>>, TooMany> {
        let (item, demand) = match condition {
            Condition::All(parts) => {
                return parts.iter().try_fold(vec![Way::new()], |ways, part| {
                    both(steps, &ways, &self.of(steps, places, part)?)
                });
            }
            Condition::Any(parts) => {
                let mut ways = vec![];
                for part in parts {
                    ways.extend(self.of(steps, places, part)?);
                }
                return if ways.len() > MOST_WAYS { Err(TooMany) } else { Ok(ways) };
            }
            Condition::Is { item, codes } => (item, Demand::OneOf(codes)),
            Condition::IsNot { item, codes } => (item, Demand::NoneOf(codes)),
            Condition::Between { item, from, to } => (item, Demand::Between(*from, *to)),
        };
        let Some(place) = places.get(item.as_str()) else { return Ok(vec![]) };
        let way = Way::from([(*place, vec![demand])]);
        both(steps, &[way], self.0.get(*place).map_or(&[], Vec::as_slice))
    }
}

/// Each of the ways together with each of the other ones, as far as both can be gone at once.
fn both<'a>(
    steps: &[Step<'a>],
    ways: &[Way<'a>],
    more: &[Way<'a>],
) -> Result<Vec<Way<'a>>, TooMany> {
    if ways.len() * more.len() > MOST_WAYS {
        return Err(TooMany);
    }
    let pairs = ways.iter().flat_map(|one| more.iter().map(move |other| (one, other)));
    let joined = pairs.map(|(one, other)| {
        let mut way = one.clone();
        for (place, demands) in other {
            way.entry(*place).or_default().extend(demands.iter().cloned());
        }
        way
    });
    let possible =
        |way: &Way<'a>| way.iter().all(|(at, it)| is_possible(&steps[*at].item.answer, it));
    Ok(joined.filter(possible).collect())
}

/// Whether one answer meets all demands.
fn is_possible(answer: &Answer, demands: &[Demand<'_>]) -> bool {
    if let Some((mut low, mut high)) = answer.range() {
        for demand in demands {
            let Demand::Between(from, to) = demand else { return false };
            (low, high) = (low.max(*from), high.min(*to));
        }
        return if answer.is_whole() { low.ceil() <= high.floor() } else { low <= high };
    }
    let allowed = |code: &str| {
        let barred = |it: &Demand<'_>| matches!(it, Demand::NoneOf(codes) if has(codes, code));
        !demands.iter().any(barred)
    };
    let meets = |code: &str, it: &Demand<'_>| match it {
        Demand::OneOf(codes) => has(codes, code),
        Demand::NoneOf(_) => true,
        Demand::Between(..) => false,
    };
    let codes = answer.codes();
    let free: Vec<_> = codes.into_iter().filter(|code| allowed(code)).collect();
    let several = matches!(answer, Answer::MultipleChoice { most, .. } if *most != Some(1));
    if several {
        // Each demand may be met by another of what is chosen.
        demands.iter().all(|demand| free.iter().any(|code| meets(code, demand)))
    } else {
        free.iter().any(|code| demands.iter().all(|demand| meets(code, demand)))
    }
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|it| it == code)
}
