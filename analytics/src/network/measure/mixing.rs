use std::collections::HashMap;

use super::{
    Network,
    graph::{each, row},
    real,
};

/// What counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Two people who are tied, whichever way and however often.
    Pairs,
    /// From one to another, however often.
    Arcs,
    /// Each time.
    Weights,
}

/// Ties within groups and between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mixing {
    pub internal: f64,
    pub external: f64,
}

impl Mixing {
    /// (E − I)/(E + I), from −1 (all within) to 1 (all between): Krackhardt and Stern, "Informal
    /// Networks and Organizational Crises", Social Psychology Quarterly 51(2), 1988. None where
    /// there is no tie.
    pub fn ei(self) -> Option<f64> {
        self.share(self.external - self.internal)
    }

    /// How many of the ties are between groups.
    pub fn cross_share(self) -> Option<f64> {
        self.share(self.external)
    }

    fn share(self, part: f64) -> Option<f64> {
        let all = self.internal + self.external;
        (all > 0.0).then(|| part / all)
    }

    fn add(&mut self, same: bool, count: f64) {
        *(if same { &mut self.internal } else { &mut self.external }) += count;
    }
}

/// Of all people by their groups; ties of whoever is in none are left out.
pub fn mixing(network: &Network, groups: &[Option<u32>], count: Count) -> Mixing {
    let mut mixing = Mixing::default();
    let mut tie = |one: u32, other: u32, count| {
        if let (Some(one), Some(other)) = (groups[one as usize], groups[other as usize]) {
            mixing.add(one == other, count);
        }
    };
    match count {
        Count::Pairs => network.each_pair().for_each(|(one, other, _)| tie(one, other, 1.0)),
        Count::Arcs => each(network.out()).for_each(|(from, to, _)| tie(from, to, 1.0)),
        Count::Weights => network.each_pair().for_each(|(one, other, it)| tie(one, other, it)),
    }
    mixing
}

/// Of one person's own ties, whichever way; each other person counts once.
pub fn own_mixing(network: &Network, groups: &[Option<u32>], person: u32) -> Mixing {
    let mut mixing = Mixing::default();
    let Some(own) = groups[person as usize] else { return mixing };
    for (other, _) in row(network.both(), person) {
        if let Some(group) = groups[other as usize] {
            mixing.add(group == own, 1.0);
        }
    }
    mixing
}

/// The E-I index if each two people were as likely to be tied: by the groups' sizes alone.
pub fn expected_ei(sizes: impl IntoIterator<Item = usize>) -> Option<f64> {
    let pairs = |people: f64| people * (people - 1.0) / 2.0;
    let (mut all, mut internal) = (0.0, 0.0);
    for size in sizes {
        all += real(size);
        internal += pairs(real(size));
    }
    Mixing { internal, external: pairs(all) - internal }.ei()
}

/// How many people stand for the bridges.
const BRIDGES: usize = 3;

/// Which share of the pairs between groups hangs on the three people who have most of them: a
/// pair hangs on both of its people, and counts once. None where there is no such pair.
pub fn bridge_concentration(network: &Network, groups: &[Option<u32>]) -> Option<f64> {
    let crosses = |one: u32, other: u32| {
        let (one, other) = (groups[one as usize], groups[other as usize]);
        one.is_some() && other.is_some() && one != other
    };
    let crossing: Vec<_> =
        network.each_pair().filter(|(one, other, _)| crosses(*one, *other)).collect();
    let mut held: HashMap<u32, usize> = HashMap::new();
    for (one, other, _) in &crossing {
        *held.entry(*one).or_default() += 1;
        *held.entry(*other).or_default() += 1;
    }
    let mut most: Vec<_> =
        held.into_iter().map(|(who, held)| (std::cmp::Reverse(held), who)).collect();
    most.sort_unstable();
    let top: Vec<u32> = most.iter().take(BRIDGES).map(|(_, who)| *who).collect();
    let hangs = crossing.iter().filter(|(one, other, _)| top.contains(one) || top.contains(other));
    (!crossing.is_empty()).then(|| real(hangs.count()) / real(crossing.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::Tie;

    #[test]
    fn bridges_are_counted_once_and_only_between_groups() {
        let tie = |from, to| Tie { from, to, weight: 2.0 };
        // Person 0 of the first group holds four of six; 8 is in no group.
        let ties = [
            tie(0, 4),
            tie(4, 0),
            tie(0, 5),
            tie(0, 6),
            tie(0, 7),
            tie(1, 4),
            tie(2, 5),
            tie(1, 2),
            tie(8, 0),
            tie(8, 5),
        ];
        let network = Network::of(9, ties);
        let groups = [0, 0, 0, 0, 1, 1, 1, 1].map(Some).into_iter().chain([None]);
        let groups: Vec<_> = groups.collect();
        // The three are 0, 4 and 5.
        assert_eq!(bridge_concentration(&network, &groups), Some(1.0));
        let mut fewer = groups.clone();
        fewer[4] = None;
        fewer[5] = None;
        assert_eq!(bridge_concentration(&network, &fewer), Some(1.0));
        let more = (1..4).flat_map(|from| [tie(from, 6), tie(from, 7)]);
        let network = Network::of(9, ties.into_iter().chain(more));
        // 0 has four, 6 and 7 have four each: 2·4 of theirs with 1 to 3 are six more, 1-4 and 2-5 hang on nobody.
        assert_eq!(bridge_concentration(&network, &groups), Some(10.0 / 12.0));
        assert_eq!(bridge_concentration(&Network::of(9, []), &groups), None);
        let pairs = mixing(&network, &groups, Count::Pairs);
        assert_eq!((pairs.internal, pairs.external), (1.0, 12.0));
        let weights = mixing(&network, &groups, Count::Weights);
        assert_eq!((weights.internal, weights.external), (2.0, 26.0));
        let own = own_mixing(&network, &groups, 2);
        assert_eq!(own.ei(), Some(0.5));
        assert_eq!(own_mixing(&network, &groups, 8).ei(), None);
    }

    #[test]
    fn what_sizes_alone_let_expect() {
        assert_eq!(expected_ei([2, 2]), Some((4.0 - 2.0) / 6.0));
        assert_eq!(expected_ei([1]), None);
    }
}
