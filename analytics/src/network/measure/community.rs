use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};

use super::{Network, Stopped, Watch, graph::places, real};

/// Runs of which the best is kept.
const RUNS: u64 = 20;
/// Of a network of more pairs than this, so that the time stays bounded.
const LARGE: usize = 100_000;
const RUNS_OF_LARGE: u64 = 5;

/// People who are tied to each other more than to others.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The community of each person, from 0; none of whoever has no tie.
    pub of: Vec<Option<u32>>,
    /// How many more of the ties lie within than chance lets expect.
    pub modularity: f64,
}

impl Communities {
    /// How many people each has.
    pub fn sizes(&self) -> Vec<usize> {
        let count = self.of.iter().flatten().map(|it| *it as usize + 1).max().unwrap_or_default();
        let mut sizes = vec![0; count];
        for community in self.of.iter().flatten() {
            sizes[*community as usize] += 1;
        }
        sizes
    }
}

/// By Leiden (Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected
/// communities", Scientific Reports 9, 2019) for modularity, whichever way the ties go and without
/// their weights: the best of several runs, each with a seed of its own that never changes. None,
/// if there is no tie.
pub fn communities(network: &Network, watch: Watch<'_>) -> Result<Option<Communities>, Stopped> {
    let mut pairs = GraphDataBuilder::new(network.people());
    for (one, other, _) in network.each_pair() {
        if pairs.add_edge(one as usize, other as usize, 1.0).is_err() {
            return Ok(None);
        }
    }
    let Some(data) = pairs.build().ok().filter(|_| network.pairs() > 0) else { return Ok(None) };
    let runs = if network.pairs() > LARGE { RUNS_OF_LARGE } else { RUNS };
    let mut best: Option<Communities> = None;
    for seed in 1..=runs {
        #[expect(clippy::cast_precision_loss, reason = "few runs")]
        watch.reached((seed - 1) as f64 / runs as f64)?;
        let config = LeidenConfig { seed: Some(seed), ..LeidenConfig::default() };
        let Ok(found) = Leiden::new(config).run(&data) else { continue };
        let of = named(network, found.partition.as_slice());
        let modularity = modularity(network, &of);
        if best.as_ref().is_none_or(|best| modularity > best.modularity) {
            best = Some(Communities { of, modularity });
        }
    }
    Ok(best)
}

/// Counted from 0 in the order of their first people: how they were called tells nothing.
fn named(network: &Network, found: &[usize]) -> Vec<Option<u32>> {
    let mut names = std::collections::HashMap::new();
    let mut name = |place: u32| {
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        *names.entry(found[place as usize]).or_insert(next)
    };
    let tied = |place: u32| network.both().out_degree(place) > 0;
    places(network.both()).map(|place| tied(place).then(|| name(place))).collect()
}

/// Σ over the groups of (internal pairs)/m − (sum of degrees/(2m))²: Newman and Girvan, "Finding
/// and Evaluating Community Structure in Networks", Physical Review E 69, 2004. Whoever is in no
/// group is alone.
pub fn modularity(network: &Network, groups: &[Option<u32>]) -> f64 {
    let pairs = real(network.pairs());
    let most = groups.iter().flatten().max().map_or(0, |it| *it as usize + 1);
    let (mut internal, mut degrees) = (vec![0.0; most], vec![0.0; most]);
    let mut alone = 0.0;
    for (place, group) in (0..).zip(groups) {
        let degree = real(network.both().out_degree(place));
        match group {
            Some(group) => degrees[*group as usize] += degree,
            None => alone += (degree / (2.0 * pairs)).powi(2),
        }
    }
    for (one, other, _) in network.each_pair() {
        if let (Some(one), Some(other)) = (groups[one as usize], groups[other as usize])
            && one == other
        {
            internal[one as usize] += 1.0;
        }
    }
    let each = internal.iter().zip(&degrees);
    let within: f64 = each.map(|(own, all)| own / pairs - (all / (2.0 * pairs)).powi(2)).sum();
    within - alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::Tie;

    fn two_circles() -> Network {
        let tie = |from, to| Tie { from, to, weight: 1.0 };
        let all = |of: std::ops::Range<u32>| {
            of.clone().flat_map(move |from| of.clone().map(move |to| tie(from, to)))
        };
        Network::of(12, all(0..5).chain(all(5..11)).chain([tie(4, 5)]))
    }

    #[test]
    fn two_circles_are_two_communities_and_who_has_no_tie_is_in_none() {
        let network = two_circles();
        let found = communities(&network, Watch::nobody()).unwrap().unwrap();
        let expected = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1].map(Some).into_iter().chain([None]);
        assert_eq!(found.of, expected.collect::<Vec<_>>());
        assert_eq!(found.sizes(), [5, 6]);
        // 10, 15 and 1 pairs: degrees add up to 21 and 31 of 52.
        let by_hand = 25.0 / 26.0 - (21.0_f64 / 52.0).powi(2) - (31.0_f64 / 52.0).powi(2);
        assert!((found.modularity - by_hand).abs() < 1e-12);
        assert_eq!(communities(&network, Watch::nobody()).unwrap().unwrap(), found);
    }

    #[test]
    fn without_a_tie_there_is_none_and_it_ends_when_told_to() {
        assert_eq!(communities(&Network::of(5, []), Watch::nobody()), Ok(None));
        assert_eq!(communities(&two_circles(), Watch::new(&|_| false)), Err(Stopped));
    }
}
