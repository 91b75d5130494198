use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;

use super::{super::Unit, *};

const READER: Reading = Reading { threshold: 5, invited: false };
const MEMBER: Reading = Reading { threshold: 5, invited: true };

fn unit(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// So many people in each of so many groups, in order.
fn groups(sizes: &[u32]) -> Groups {
    let groups = (1..).zip(sizes).map(|(n, people)| TieGroup {
        units: vec![unit(n)],
        without_unit: false,
        people: *people,
    });
    let of = (0..).zip(sizes).flat_map(|(group, people)| (0..*people).map(move |_| group));
    Groups { groups: groups.collect(), of: of.collect() }
}

fn released(groups: &Groups, arcs: &[(u32, u32)]) -> TieRelease {
    let communities = vec![None; groups.of.len()];
    let exact = Exact { density: Some(0.25), ei: Some(-0.126), ..Exact::default() };
    let month = TieMonth { groups, arcs, communities: &communities, exact };
    release_ties(&Rules::default(), &month)
}

/// From the first people of a group to those of another, one each.
fn line(from: u32, to: u32, many: u32) -> Vec<(u32, u32)> {
    (0..many).map(|n| (from + n, to + n)).collect()
}

#[test]
fn small_units_are_told_with_the_one_above_and_then_with_others() {
    let tree = |units: &[(u128, Option<u128>)]| -> Vec<Unit> {
        let unit =
            |(id, parent): &(u128, Option<u128>)| Unit { id: unit(*id), parent: parent.map(unit) };
        units.iter().map(unit).collect()
    };
    let people = |counts: &[(Option<u128>, usize)]| -> Vec<Option<Uuid>> {
        counts.iter().flat_map(|(id, many)| vec![id.map(unit); *many]).collect()
    };
    let told = |groups: &Groups| -> Vec<(Vec<u128>, bool, u32)> {
        let told = |it: &TieGroup| {
            (it.units.iter().map(Uuid::as_u128).collect(), it.without_unit, it.people)
        };
        groups.groups.iter().map(told).collect()
    };
    // 1 is the company, 2 and 3 are in it, 4 and 5 in 2.
    let units = tree(&[(1, None), (2, Some(1)), (3, Some(1)), (4, Some(2)), (5, Some(2))]);
    let made =
        grouped(5, &units, &people(&[(Some(1), 1), (Some(3), 6), (Some(4), 4), (Some(5), 9)]));
    // 4 goes to 2, and with it to 1: five together.
    assert_eq!(told(&made), [(vec![1, 2, 4], false, 5), (vec![3], false, 6), (vec![5], false, 9)]);
    assert_eq!(made.of[..2], [0, 1]);
    // What is too small at the top goes to the smallest that is not.
    let made = grouped(5, &units, &people(&[(Some(1), 1), (None, 2), (Some(3), 9), (Some(5), 8)]));
    assert_eq!(told(&made), [(vec![3], false, 9), (vec![5, 1], true, 11)]);
    // A unit that nobody knows of is none.
    let made = grouped(5, &units, &people(&[(Some(77), 2), (None, 3), (Some(3), 5)]));
    assert_eq!(told(&made), [(vec![], true, 5), (vec![3], false, 5)]);
    let few = grouped(5, &units, &people(&[(Some(1), 2)]));
    assert_eq!(told(&few), [(vec![1], false, 2)]);
}

#[test]
fn an_edge_needs_enough_people_and_three_of_each_side() {
    let groups = groups(&[6, 6]);
    let shown = |arcs: &[(u32, u32)]| released(&groups, arcs).cell(0, 1, READER).value().copied();
    assert_eq!(shown(&line(0, 6, 3)), Some(3));
    assert_eq!(shown(&line(0, 6, 2)), None);
    // Seven people, two of one side.
    assert_eq!(shown(&[(0, 6), (0, 7), (1, 8), (1, 9), (1, 10)]), None);
    assert_eq!(shown(&[(0, 6), (1, 6), (2, 7), (0, 8)]), Some(4));
    let small = super::tests::groups(&[4, 6]);
    assert_eq!(released(&small, &line(0, 4, 4)).cell(0, 1, READER).value(), None);
    let cell = released(&groups, &line(0, 6, 2)).cell(0, 1, READER);
    assert_eq!((cell.reason(), cell.n()), (Some(Reason::Protected), None));
}

#[test]
fn who_stands_in_it_needs_one_more_and_a_raised_threshold_hides() {
    let release = released(&groups(&[5, 9]), &[line(0, 5, 5), line(5, 0, 5)].concat());
    assert_eq!(release.size(0, READER).value(), Some(&5));
    assert_eq!(release.size(0, MEMBER).value(), None);
    assert_eq!(release.cell(0, 1, READER).value(), Some(&5));
    assert_eq!(release.cell(0, 1, MEMBER).value(), None);
    let raised =
        |threshold| release.cell(0, 1, Reading { threshold, invited: false }).value().copied();
    assert_eq!((raised(10), raised(11)), (Some(5), None));
    assert_eq!(release.measure(TieMeasure::Density, READER).value(), Some(&25));
    // All ties are between the groups: that says the same of everybody.
    assert_eq!(release.measure(TieMeasure::Ei, READER).value(), None);
    assert_eq!(release.measure(TieMeasure::Reciprocity, READER).reason(), Some(Reason::Protected));
}

#[test]
fn what_remains_of_a_margin_is_none_or_enough() {
    let groups = groups(&[10, 10, 10]);
    // From the first group: 5 ties within the first, 8 to the second, one to the third.
    let within: Vec<_> = (0..5).map(|n| (n, (n + 1) % 5)).collect();
    let arcs = [within, line(0, 10, 8), vec![(9, 29)]].concat();
    let release = released(&groups, &arcs);
    assert_eq!(release.given(0, READER).value(), Some(&14));
    assert_eq!(release.cell(0, 2, READER).value(), None);
    // Two people remain: the smaller of the others is hidden, too.
    assert_eq!(release.cell(0, 0, READER).value(), None);
    assert_eq!(release.cell(0, 1, READER).value(), Some(&8));
    // Which leaves seven for the row, and two for the column of the third group.
    assert_eq!(release.received(2, READER).value(), None);
    // What the first gave less what it received would tell of those two: one of both is hidden.
    assert_eq!(release.received(0, READER).value(), None);
    assert_eq!(release.received(1, READER).value(), Some(&8));
    assert_eq!(release.total(READER).value(), Some(&14));
}

#[test]
fn an_edge_is_drawn_from_a_tenth_on() {
    let groups = groups(&[40, 10, 40]);
    let within = line(0, 1, 39);
    let far: Vec<_> = (0..39).map(|n| (50 + n, 50 + (n + 2) % 40)).collect();
    let arcs = [within, line(0, 40, 4), line(5, 50, 3), far].concat();
    let release = released(&groups, &arcs);
    assert_eq!(release.cell(0, 2, READER).value(), Some(&3));
    let drawn: Vec<_> = (0..3).map(|to| release.is_drawn(0, to, READER)).collect();
    // 39 and 4 of 46, all 4 of what the second received, 3 of 42.
    assert_eq!(drawn, [true, true, false]);
    assert!(!release.is_drawn(1, 0, READER), "what is not told is not drawn");
}

#[test]
fn communities_leave_none_or_enough() {
    let sizes = |of: &[usize], invited| {
        let of: Vec<_> = (0..).zip(of).flat_map(|(n, many)| vec![Some(n); *many]).collect();
        let groups = groups(&[u32::try_from(of.len()).unwrap()]);
        let exact = Exact::default();
        let month = TieMonth { groups: &groups, arcs: &[], communities: &of, exact };
        let release = release_ties(&Rules::default(), &month);
        let told = release.communities(Reading { threshold: 5, invited });
        told.iter().map(|it| *it.value().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(sizes(&[6, 20, 9], false), [20, 9, 6]);
    assert_eq!(sizes(&[20, 9, 2], false), [20]);
    assert_eq!(sizes(&[20, 9, 2, 3], false), [20, 9]);
    assert_eq!(sizes(&[20, 9, 2, 3], true), [20]);
    assert!(sizes(&[3, 1], false).is_empty());
}

/// What everything that is told singles out: sets of cells of fewer than `k` people on which some
/// sum or difference rests alone.
fn singled_out(groups: &Groups, arcs: &[(u32, u32)], k: usize, reading: Reading) -> usize {
    let release = released(groups, arcs);
    let mut people: BTreeMap<(usize, usize), BTreeSet<u32>> = BTreeMap::new();
    for (from, to) in arcs {
        let at = (groups.of[*from as usize] as usize, groups.of[*to as usize] as usize);
        people.entry(at).or_default().extend([from, to]);
    }
    let cells: Vec<_> = people.keys().copied().collect();
    let view = |of: &dyn Fn((usize, usize)) -> bool| -> Vec<f64> {
        cells.iter().map(|at| f64::from(u8::from(of(*at)))).collect()
    };
    let mut views = vec![];
    for at in &cells {
        if release.cell(at.0, at.1, reading).value().is_some() {
            views.push(view(&|it| it == *at));
        }
    }
    for group in 0..groups.groups.len() {
        if release.given(group, reading).value().is_some() {
            views.push(view(&|it| it.0 == group));
        }
        if release.received(group, reading).value().is_some() {
            views.push(view(&|it| it.1 == group));
        }
    }
    if release.total(reading).value().is_some() {
        views.push(view(&|_| true));
    }
    let all = rank(views.clone());
    let mut found = 0;
    let mut sets: Vec<(usize, Vec<usize>, BTreeSet<u32>)> = vec![(0, vec![], BTreeSet::new())];
    while let Some((next, set, on)) = sets.pop() {
        for (place, at) in cells.iter().enumerate().skip(next) {
            let on: BTreeSet<u32> = on.union(&people[at]).copied().collect();
            if on.len() < k {
                let set = [&*set, &[place]].concat();
                let without = views.iter().map(|view| {
                    let left = view.iter().enumerate().filter(|(place, _)| !set.contains(place));
                    left.map(|(_, value)| *value).collect()
                });
                found += usize::from(rank(without.collect()) < all);
                sets.push((place + 1, set, on));
            }
        }
    }
    found
}

fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let width = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..width {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else {
            continue;
        };
        rows.swap(rank, pivot);
        let first = rows[rank].clone();
        for row in &mut rows[rank + 1..] {
            let factor = row[column] / first[column];
            row.iter_mut().zip(&first).for_each(|(value, by)| *value -= factor * by);
        }
        rank += 1;
    }
    rank
}

proptest! {
    #[test]
    fn r43_no_sum_or_difference_singles_out_a_few(
        arcs in prop::collection::btree_set((0_u32..26, 0_u32..26), 10..90),
    ) {
        let groups = groups(&[6, 7, 5, 8]);
        let arcs: Vec<_> = arcs.into_iter().filter(|(from, to)| from != to).collect();
        prop_assert_eq!(singled_out(&groups, &arcs, 5, READER), 0);
        prop_assert_eq!(singled_out(&groups, &arcs, 6, MEMBER), 0);
        // What who stands in it is told is a part of what others are.
        let release = released(&groups, &arcs);
        for from in 0..4 {
            for to in 0..4 {
                let member = release.cell(from, to, MEMBER);
                prop_assert!(
                    member.value().is_none() || member == release.cell(from, to, READER)
                );
            }
        }
    }
}
