//! What may stand on an anonymous answer (domain rules, section 2, rule 14): every combination of
//! attributes is shared by at least *k* of the invited. Units are coarsened to those above them;
//! what then still tells too much is left out. It rests on who is invited alone, never on who
//! answers or what, so that it tells nothing of either.

mod units;

use std::collections::BTreeSet;

pub use self::units::Above;
use self::units::Standing;
use super::{Attribute, attribute::Coarsened, frozen::Frozen};

/// What is left of the attributes that were wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coarse {
    /// In their order, with how they were coarsened.
    pub kept: Vec<(Attribute, Option<Coarsened>)>,
    /// Of each of the invited, in their order.
    pub people: Vec<Frozen>,
}

/// Each attribute is kept if that is possible beside those before it, the most important first;
/// units are coarsened as far as that needs, but not until they tell nothing. None, if fewer than
/// `k` are invited at all.
pub fn coarsen(people: &[Frozen], above: &Above, wanted: &[Attribute], k: usize) -> Option<Coarse> {
    let mut kept: BTreeSet<Attribute> = BTreeSet::new();
    let mut best = fit(people, above, &kept, k)?;
    for attribute in wanted {
        let mut more = kept.clone();
        more.insert(*attribute);
        if let Some(next) = fit(people, above, &more, k) {
            (kept, best) = (more, next);
        }
    }
    let moved = people.iter().zip(&best).any(|(was, is)| was.unit != is.unit);
    let how = |it: Attribute| (it == Attribute::Unit && moved).then_some(Coarsened::Ancestor);
    let kept = wanted.iter().filter(|it| kept.contains(it)).map(|it| (*it, how(*it))).collect();
    Some(Coarse { kept, people: best })
}

/// Everybody with these attributes, units coarsened as far as need be; none, if that does not
/// suffice, or units would tell nothing any more.
fn fit(
    people: &[Frozen],
    above: &Above,
    attributes: &BTreeSet<Attribute>,
    k: usize,
) -> Option<Vec<Frozen>> {
    let mut people: Vec<_> = people.iter().map(|it| it.only(attributes)).collect();
    if people.len() < k {
        return None;
    }
    let mut standing = Standing::of(&people, above);
    let before = standing.told_apart();
    standing.coarsen(k)?;
    if before > 1 && standing.told_apart() == 1 {
        return None;
    }
    for person in &mut people {
        person.unit = standing.unit_of(person.unit);
    }
    Some(people)
}

#[cfg(test)]
mod tests;
