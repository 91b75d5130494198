use super::{
    Arcs,
    graph::{places, row},
    real,
};

/// How likely a walker goes on along a tie.
pub const DAMPING: f64 = 0.85;
/// What all numbers together may still change by.
const STILL: f64 = 1e-15;
const MOST_STEPS: usize = 1_000;

/// How often a walker is at each person who follows the arcs, jumps anywhere with probability
/// 1 − 0.85, and from where no arc leads jumps anywhere too (Page, Brin and others, "The `PageRank`
/// Citation Ranking", 1999; Langville and Meyer, "Deeper Inside `PageRank`", 2004, section 3). Arcs
/// are followed by their weights, or all alike. The numbers add up to 1.
pub fn pagerank(arcs: &Arcs, weighted: bool) -> Vec<f64> {
    let people = real(arcs.node_count());
    let along = |weight| if weighted { weight } else { 1.0 };
    let leaving = |from| row(arcs, from).map(|(_, weight)| along(weight)).sum::<f64>();
    let leaving: Vec<f64> = places(arcs).map(leaving).collect();
    let mut rank = vec![1.0 / people; arcs.node_count()];
    for _ in 0..MOST_STEPS {
        let ends = leaving.iter().zip(&rank).filter(|(leaving, _)| **leaving <= 0.0);
        let stuck: f64 = ends.map(|(_, rank)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * stuck) / people; rank.len()];
        for from in places(arcs) {
            let share = DAMPING * rank[from as usize] / leaving[from as usize];
            for (to, weight) in row(arcs, from) {
                next[to as usize] += share * along(weight);
            }
        }
        let change: f64 = rank.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        rank = next;
        if change < STILL {
            break;
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::{Network, Tie};

    #[test]
    fn a_walker_follows_weights_if_told_to() {
        let tie = |from, to, weight| Tie { from, to, weight };
        let network =
            Network::of(3, [tie(0, 1, 1.0), tie(0, 2, 3.0), tie(1, 0, 1.0), tie(2, 0, 1.0)]);
        let even = pagerank(network.out(), false);
        let weighted = pagerank(network.out(), true);
        assert!((even[1] - even[2]).abs() < 1e-15);
        // x = 0.05 + 0.85 · (1 − x), and a share of 0.85 · x for each of the others.
        let first = 0.9 / 1.85;
        assert!((weighted[0] - first).abs() < 1e-12, "{weighted:?}");
        assert!((weighted[2] - (0.05 + 0.85 * first * 0.75)).abs() < 1e-12, "{weighted:?}");
        assert!((weighted.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(pagerank(Network::of(0, []).out(), false).is_empty());
    }
}
