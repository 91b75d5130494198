use std::collections::BTreeMap;

use kernel::{MembershipId, UnitId};
use proptest::prelude::*;

use super::*;

fn unit(n: u128) -> UnitId {
    UnitId(uuid(n))
}

fn uuid(n: u128) -> sea_orm::prelude::Uuid {
    sea_orm::prelude::Uuid::from_u128(n)
}

/// So many in each unit, of each seniority.
fn crowd(of: &[(Option<u128>, &str, usize)]) -> Vec<Frozen> {
    let one = |unit_: Option<u128>, seniority: &str| Frozen {
        unit: unit_.map(unit),
        seniority: Some(seniority.to_owned()),
        ..Frozen::default()
    };
    of.iter().flat_map(|(at, since, n)| vec![one(*at, since); *n]).collect()
}

/// 1 is above 2 and 3; 2 above 4 and 5.
fn company() -> Above {
    [(1, None), (2, Some(1)), (3, Some(1)), (4, Some(2)), (5, Some(2))]
        .map(|(it, above)| (unit(it), above.map(unit)))
        .into()
}

fn shares(people: &[Frozen]) -> BTreeMap<&Frozen, usize> {
    let mut all = BTreeMap::new();
    for person in people {
        *all.entry(person).or_default() += 1;
    }
    all
}

fn by_unit(coarse: &Coarse) -> Vec<(Option<u128>, usize)> {
    let mut all: BTreeMap<_, usize> = BTreeMap::new();
    for person in &coarse.people {
        *all.entry(person.unit.map(|it| it.0.as_u128())).or_default() += 1;
    }
    all.into_iter().collect()
}

const UNIT: &[Attribute] = &[Attribute::Unit];

#[test]
fn what_is_shared_by_enough_stays_as_it_is() {
    let people = crowd(&[(Some(3), "a", 5), (Some(4), "a", 5), (Some(5), "b", 6)]);
    let told = coarsen(&people, &company(), &[Attribute::Unit, Attribute::Seniority], 5).unwrap();
    assert_eq!(told.people, people);
    assert_eq!(told.kept, [(Attribute::Unit, None), (Attribute::Seniority, None)]);
}

#[test]
fn a_small_unit_stands_with_the_one_above() {
    let people =
        crowd(&[(Some(2), "a", 3), (Some(3), "a", 9), (Some(4), "a", 2), (Some(5), "a", 8)]);
    let told = coarsen(&people, &company(), UNIT, 5).unwrap();
    assert_eq!(by_unit(&told), [(Some(2), 5), (Some(3), 9), (Some(5), 8)]);
    assert_eq!(told.kept, [(Attribute::Unit, Some(Coarsened::Ancestor))]);
}

#[test]
fn two_at_the_top_take_in_the_smallest_below() {
    let people =
        crowd(&[(Some(1), "a", 2), (Some(3), "a", 9), (Some(4), "a", 7), (Some(5), "a", 7)]);
    let told = coarsen(&people, &company(), UNIT, 5).unwrap();
    assert_eq!(by_unit(&told), [(Some(1), 9), (Some(3), 9), (Some(5), 7)]);
}

#[test]
fn who_is_in_no_unit_is_not_alone_either() {
    let people = crowd(&[(None, "a", 1), (Some(3), "a", 9), (Some(4), "a", 7)]);
    let told = coarsen(&people, &company(), UNIT, 5).unwrap();
    assert_eq!(by_unit(&told), [(None, 8), (Some(3), 9)]);
}

#[test]
fn units_that_would_tell_nothing_are_left_out() {
    let people = crowd(&[(Some(3), "a", 4), (Some(4), "a", 3)]);
    let told = coarsen(&people, &company(), UNIT, 5).unwrap();
    assert_eq!((told.kept.len(), by_unit(&told)), (0, vec![(None, 7)]));
}

#[test]
fn the_more_important_is_kept_and_the_less_important_left_out() {
    let people =
        crowd(&[(Some(3), "a", 6), (Some(3), "b", 1), (Some(4), "a", 1), (Some(4), "b", 6)]);
    let kept = |wanted: &[Attribute]| {
        let told = coarsen(&people, &company(), wanted, 5).unwrap();
        told.kept.into_iter().map(|it| it.0).collect::<Vec<_>>()
    };
    assert_eq!(kept(&[Attribute::Unit, Attribute::Seniority]), [Attribute::Unit]);
    assert_eq!(kept(&[Attribute::Seniority, Attribute::Unit]), [Attribute::Seniority]);
}

#[test]
fn too_few_are_told_as_that() {
    let people = crowd(&[(Some(3), "a", 4)]);
    assert_eq!(coarsen(&people, &company(), &[], 5), None);
    assert!(coarsen(&people, &company(), &[], 4).is_some());
    assert_eq!(coarsen(&[], &company(), &[], 3), None);
}

fn anybody() -> impl Strategy<Value = Frozen> {
    let some = |most: u128| proptest::option::of(1..=most);
    (some(9), some(3), 0..3_usize, 0..3_usize, 0..2_usize).prop_map(|(at, manager, a, b, c)| {
        Frozen {
            unit: at.map(unit),
            manager: manager.map(|it| MembershipId(uuid(it))),
            seniority: ["under_1", "1_to_2"].get(a).map(|it| (*it).to_owned()),
            job_title: ["Cook", "Clerk"].get(b).map(|it| (*it).to_owned()),
            kind: ["employee", "collaborator"].get(c).map(|it| (*it).to_owned()),
        }
    })
}

/// Each of the units is below one with a lower number, or at the top.
fn tree() -> impl Strategy<Value = Above> {
    proptest::collection::vec(0..9_u128, 9).prop_map(|above| {
        let part =
            |(it, above): (u128, u128)| (unit(it), (above < it && above > 0).then(|| unit(above)));
        (1..).zip(above).map(part).collect()
    })
}

fn attributes() -> impl Strategy<Value = Vec<Attribute>> {
    use Attribute::{JobTitle, Kind, Manager, Seniority, Unit};
    let all = vec![Unit, Manager, Seniority, JobTitle, Kind];
    (Just(all).prop_shuffle(), 0..=5_usize).prop_map(|(mut all, n)| {
        all.truncate(n);
        all
    })
}

fn is_above(above: &Above, unit: UnitId, other: UnitId) -> bool {
    let mut at = above.get(&unit).copied().flatten();
    while let Some(it) = at {
        if it == other {
            return true;
        }
        at = above.get(&it).copied().flatten();
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn r47_every_combination_is_shared_by_enough(
        people in proptest::collection::vec(anybody(), 0..80),
        above in tree(),
        wanted in attributes(),
        k in 3..8_usize,
    ) {
        let Some(told) = coarsen(&people, &above, &wanted, k) else {
            prop_assert!(people.len() < k);
            return Ok(());
        };
        prop_assert_eq!(told.people.len(), people.len());
        for (combination, n) in shares(&told.people) {
            prop_assert!(n >= k, "{} share {:?}", n, combination);
        }
        let kept: BTreeSet<_> = told.kept.iter().map(|it| it.0).collect();
        let before: Vec<_> = wanted.iter().filter(|it| kept.contains(it)).copied().collect();
        let after: Vec<_> = told.kept.iter().map(|it| it.0).collect();
        prop_assert_eq!(before, after, "in the order of what was wished for");
        for (was, is) in people.iter().zip(&told.people) {
            let expected = was.only(&kept);
            let same_unit = Frozen { unit: is.unit, ..expected.clone() };
            prop_assert_eq!(&same_unit, is, "what is kept is true, what is not is gone");
            match (expected.unit, is.unit) {
                (Some(was), Some(is)) => prop_assert!(was == is || is_above(&above, was, is)),
                (None, Some(_)) => prop_assert!(false, "nobody is put into a unit"),
                (_, None) => {}
            }
        }
    }

    /// Who is listed first is nothing of a person's.
    #[test]
    fn the_order_of_people_changes_nothing(
        people in proptest::collection::vec(anybody(), 5..50),
        above in tree(),
        wanted in attributes(),
    ) {
        let forth = coarsen(&people, &above, &wanted, 4);
        let mut back: Vec<_> = people.clone();
        back.reverse();
        let back = coarsen(&back, &above, &wanted, 4).map(|mut it| {
            it.people.reverse();
            it
        });
        prop_assert_eq!(forth, back);
    }
}
