use std::convert::Infallible;

use petgraph::{csr::Csr, unionfind::UnionFind};
use rustworkx_core::centrality::eigenvector_centrality;

use super::{Arcs, Network, graph::each};

/// Steps after which it is given up: two eigenvalues lie too close together.
const MOST_STEPS: usize = 10_000;
/// What one person's number may still change by, on average.
const STILL: f64 = 1e-14;

/// Of each person, whichever way the ties go and without their weights: who is tied to many that
/// are tied to many. Of the largest part that hangs together, of length one (L2); 0 elsewhere.
/// None, if there is no tie, or if it does not settle.
pub fn eigenvector(network: &Network) -> Option<Vec<f64>> {
    let (places, part) = largest_part(network)?;
    let of: Result<_, Infallible> =
        eigenvector_centrality(&part, |_| Ok(1.0), Some(MOST_STEPS), Some(STILL));
    let of = of.unwrap_or_else(|never| match never {});
    let mut found = vec![0.0; network.people()];
    for (place, value) in places.iter().zip(of?) {
        found[*place] = value;
    }
    Some(found)
}

/// The places of those in it, in order, and their ties with places of its own. The first of
/// several that are as large.
fn largest_part(network: &Network) -> Option<(Vec<usize>, Arcs)> {
    let mut parts = UnionFind::<usize>::new(network.people());
    for (one, other, _) in network.each_pair() {
        parts.union(one as usize, other as usize);
    }
    let labels = parts.into_labeling();
    let mut sizes = vec![0_usize; labels.len()];
    for label in &labels {
        sizes[*label] += 1;
    }
    let first = |label: usize| labels.iter().position(|it| *it == label);
    let largest = *sizes.iter().max().filter(|size| **size > 1)?;
    let candidates = (0..sizes.len()).filter(|label| sizes[*label] == largest);
    let chosen = candidates.min_by_key(|label| first(*label))?;
    let places: Vec<_> = (0..labels.len()).filter(|place| labels[*place] == chosen).collect();
    let mut own = vec![u32::MAX; labels.len()];
    for (new, place) in (0..).zip(&places) {
        own[*place] = new;
    }
    let inside = each(network.both()).filter(|(from, ..)| labels[*from as usize] == chosen);
    let arcs: Vec<_> =
        inside.map(|(from, to, weight)| (own[from as usize], own[to as usize], weight)).collect();
    Some((places, Csr::from_sorted_edges(&arcs).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::Tie;

    #[test]
    fn only_the_largest_part_has_numbers() {
        let tie = |from, to| Tie { from, to, weight: 5.0 };
        // A pair, and a star of three around person 3.
        let network = Network::of(7, [tie(0, 1), tie(3, 2), tie(3, 4), tie(5, 3)]);
        let found = eigenvector(&network).unwrap();
        let (centre, leaf) = (0.5_f64.sqrt(), (1.0_f64 / 6.0).sqrt());
        let expected = [0.0, 0.0, leaf, centre, leaf, leaf, 0.0];
        let near = |(one, other): (&f64, f64)| (one - other).abs() < 1e-12;
        assert!(found.iter().zip(expected).all(near), "{found:?}");
        assert_eq!(eigenvector(&Network::of(3, [])), None);
    }
}
