use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Held, TieMonth};

/// A number of the whole network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TieMeasure {
    /// How many of the ties that there could be there are.
    Density,
    /// How many have one back.
    Reciprocity,
    /// (E − I)/(E + I), each pair once.
    Ei,
    /// The same, each time counted.
    EiWeighted,
    /// What the groups' sizes alone let expect.
    EiExpected,
    /// How many of the pairs are between groups.
    CrossShare,
    /// How many of those hang on three people.
    Bridges,
    /// How far communities explain the ties.
    Modularity,
}

/// What was computed of the whole network, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exact {
    pub density: Option<f64>,
    pub reciprocity: Option<f64>,
    pub ei: Option<f64>,
    pub ei_weighted: Option<f64>,
    pub ei_expected: Option<f64>,
    pub cross_share: Option<f64>,
    pub bridges: Option<f64>,
    pub modularity: Option<f64>,
}

/// Those that may be told. A share tells of who stands on either side of it: both are enough, or it
/// says the same of all (rules 3 and 8).
pub(super) fn measures(least: usize, month: &TieMonth<'_>) -> Vec<(TieMeasure, Held)> {
    let exact = &month.exact;
    let arcs: BTreeSet<(u32, u32)> = month.arcs.iter().copied().collect();
    let group = |person: u32| month.groups.of[person as usize];
    let crosses = |(from, to): &(u32, u32)| group(*from) != group(*to);
    let mutual = |(from, to): &(u32, u32)| arcs.contains(&(*to, *from));
    let on = |which: &dyn Fn(&(u32, u32)) -> bool| {
        let on = month.arcs.iter().filter(|arc| which(arc)).flat_map(|(from, to)| [*from, *to]);
        on.collect::<BTreeSet<_>>().len()
    };
    let all = on(&|_| true);
    let (within, between) = (on(&|arc| !crosses(arc)), on(&crosses));
    let (one_way, both_ways) = (on(&|arc| !mutual(arc)), on(&mutual));
    let bridges = bridges(month, &crosses);
    let beside = on(&|arc| crosses(arc) && !bridges.contains(&arc.0) && !bridges.contains(&arc.1));
    let people = month.groups.of.len();
    let groups = within.min(between);
    [
        (TieMeasure::Density, exact.density, all),
        (TieMeasure::Reciprocity, exact.reciprocity, one_way.min(both_ways)),
        (TieMeasure::Ei, exact.ei, groups),
        (TieMeasure::EiWeighted, exact.ei_weighted, groups),
        // Of how many people there are, and of nobody's ties.
        (TieMeasure::EiExpected, exact.ei_expected, people),
        (TieMeasure::CrossShare, exact.cross_share, groups),
        (TieMeasure::Bridges, exact.bridges, beside),
        (TieMeasure::Modularity, exact.modularity, all),
    ]
    .into_iter()
    .filter_map(|(measure, exact, people)| {
        let held = Held { exact: exact?, n: count(people), to_members: people > least };
        (people >= least).then_some((measure, held))
    })
    .collect()
}

/// The three who have most pairs between groups.
fn bridges(month: &TieMonth<'_>, crosses: &dyn Fn(&(u32, u32)) -> bool) -> Vec<u32> {
    let mut others = vec![BTreeSet::new(); month.groups.of.len()];
    for (from, to) in month.arcs.iter().filter(|arc| crosses(arc)) {
        others[*from as usize].insert(*to);
        others[*to as usize].insert(*from);
    }
    let mut most: Vec<_> =
        (0..).zip(&others).map(|(who, it)| (std::cmp::Reverse(it.len()), who)).collect();
    most.sort_unstable();
    most.into_iter().take(3).map(|(_, who)| who).collect()
}

/// The sizes of those that are large enough; what is left out are none or enough (rule 3).
pub(super) fn sizes(least: usize, of: &[Option<u32>]) -> Vec<Held> {
    let most = of.iter().flatten().max().map_or(0, |it| *it as usize + 1);
    let mut sizes = vec![0_usize; most];
    for community in of.iter().flatten() {
        sizes[*community as usize] += 1;
    }
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    let others = shown(&sizes, least);
    let members = shown(&sizes, least + 1);
    let each = sizes[..others].iter().enumerate();
    each.map(|(at, size)| Held { exact: real(*size), n: count(*size), to_members: at < members })
        .collect()
}

/// How many of the largest.
fn shown(sizes: &[usize], least: usize) -> usize {
    let mut shown = sizes.iter().take_while(|size| **size >= least).count();
    while shown > 0 {
        let rest: usize = sizes[shown..].iter().sum();
        if rest == 0 || rest >= least {
            break;
        }
        shown -= 1;
    }
    shown
}

pub(super) fn real(count: usize) -> f64 {
    f64::from(self::count(count))
}

pub(super) fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "counts of ties and hundredths are far below")]
pub(super) fn whole(exact: f64) -> i32 {
    exact.round() as i32
}
