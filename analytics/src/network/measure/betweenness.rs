use petgraph::graph::DiGraph;
use rustworkx_core::centrality::betweenness_centrality;

use super::{Arcs, Network, Stopped, Watch, graph::each, real};

/// People times arcs up to which it is computed exactly.
pub const EXACT_UP_TO: u64 = 1_000_000_000;
/// How many people stand for all above that.
pub const PIVOTS: usize = 256;
/// What the pivots are drawn by: the same network has the same ones.
const SEED: u64 = 0x1D5F_3A97_0C24_86B1;

/// On how many of the shortest ways between two others somebody stands, along the ties and
/// without their weights; each ordered pair counts once, and its ends do not.
#[derive(Clone, Debug, PartialEq)]
pub enum Betweenness {
    Exact(Vec<f64>),
    Estimated {
        values: Vec<f64>,
        /// Half the width of the 95 % interval of each.
        margins: Vec<f64>,
        pivots: usize,
    },
}

impl Betweenness {
    pub fn values(&self) -> &[f64] {
        match self {
            Self::Exact(values) | Self::Estimated { values, .. } => values,
        }
    }

    /// 0, if it is exact.
    pub fn margin(&self, place: usize) -> f64 {
        match self {
            Self::Exact(_) => 0.0,
            Self::Estimated { margins, .. } => margins[place],
        }
    }
}

/// Exact where that takes a bounded time, by pivots elsewhere.
pub fn betweenness(network: &Network, watch: Watch<'_>) -> Result<Betweenness, Stopped> {
    let work = (network.people() as u64).saturating_mul(network.arcs() as u64);
    if work > EXACT_UP_TO {
        return estimated(network, PIVOTS, SEED, watch);
    }
    watch.reached(0.0)?;
    let arcs = each(network.out()).map(|(from, to, _)| (from, to));
    let mut graph = DiGraph::<(), ()>::from_edges(arcs);
    while graph.node_count() < network.people() {
        graph.add_node(());
    }
    let found = betweenness_centrality(&graph, false, false, usize::MAX);
    Ok(Betweenness::Exact(found.into_iter().map(Option::unwrap_or_default).collect()))
}

/// From some people drawn without replacement instead of from all: Brandes and Pich, "Centrality
/// Estimation in Large Networks", International Journal of Bifurcation and Chaos 17(7), 2007. The
/// margin is that of a mean of so many drawn of so many (Cochran, "Sampling Techniques", 1977,
/// section 2.6), times the people.
pub fn estimated(
    network: &Network,
    pivots: usize,
    seed: u64,
    watch: Watch<'_>,
) -> Result<Betweenness, Stopped> {
    let people = network.people();
    let drawn = draw(people, pivots, seed);
    let mut sums = vec![0.0; people];
    let mut squares = vec![0.0; people];
    let mut ways = Ways::over(people);
    for (done, source) in drawn.iter().enumerate() {
        watch.reached(real(done) / real(drawn.len()))?;
        ways.from(network.out(), *source);
        for place in ways.order.iter().map(|it| *it as usize).skip(1) {
            sums[place] += ways.depends[place];
            squares[place] += ways.depends[place] * ways.depends[place];
        }
    }
    let (all, some) = (real(people), real(drawn.len()));
    let margin = |(sum, square): (&f64, &f64)| {
        let variance = (square - sum * sum / some).max(0.0) / (some - 1.0).max(1.0);
        1.96 * all * (variance / some * (1.0 - some / all)).max(0.0).sqrt()
    };
    let margins = sums.iter().zip(&squares).map(margin).collect();
    let values = sums.iter().map(|sum| sum * all / some).collect();
    Ok(Betweenness::Estimated { values, margins, pivots: drawn.len() })
}

/// The first of a shuffled list of places (Fisher and Yates), in an order that the seed decides.
fn draw(people: usize, pivots: usize, seed: u64) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(people).unwrap_or(u32::MAX)).collect();
    let mut chance = SplitMix(seed);
    let wanted = pivots.min(places.len());
    for place in 0..wanted {
        let left = (places.len() - place) as u64;
        let other = usize::try_from(chance.next() % left).unwrap_or_default();
        places.swap(place, place + other);
    }
    places.truncate(wanted);
    places
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014: it must stay the
/// same, whatever library changes.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// The shortest ways from one person to all others, and how much of them depends on each: Brandes,
/// "A Faster Algorithm for Betweenness Centrality", Journal of Mathematical Sociology 25(2), 2001.
struct Ways {
    /// Those who were reached, the nearest first.
    order: Vec<u32>,
    distance: Vec<u32>,
    count: Vec<f64>,
    depends: Vec<f64>,
}

const FAR: u32 = u32::MAX;

impl Ways {
    fn over(people: usize) -> Self {
        Self {
            order: Vec::with_capacity(people),
            distance: vec![FAR; people],
            count: vec![0.0; people],
            depends: vec![0.0; people],
        }
    }

    fn from(&mut self, arcs: &Arcs, source: u32) {
        for place in self.order.drain(..).map(|it| it as usize) {
            (self.distance[place], self.count[place], self.depends[place]) = (FAR, 0.0, 0.0);
        }
        self.distance[source as usize] = 0;
        self.count[source as usize] = 1.0;
        self.order.push(source);
        let mut next = 0;
        while let Some(from) = self.order.get(next).copied() {
            next += 1;
            let further = self.distance[from as usize] + 1;
            let ways = self.count[from as usize];
            for to in arcs.neighbors_slice(from) {
                let place = *to as usize;
                if self.distance[place] == FAR {
                    self.distance[place] = further;
                    self.order.push(*to);
                }
                if self.distance[place] == further {
                    self.count[place] += ways;
                }
            }
        }
        for from in self.order.iter().rev() {
            let (here, mut depends) = (*from as usize, 0.0);
            for to in arcs.neighbors_slice(*from).iter().map(|it| *it as usize) {
                if self.distance[to] == self.distance[here] + 1 {
                    depends += self.count[here] / self.count[to] * (1.0 + self.depends[to]);
                }
            }
            self.depends[here] = depends;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::Tie;

    fn network() -> Network {
        let mut chance = SplitMix(7);
        let mut place = || u32::try_from(chance.next() % 120).unwrap();
        Network::of(125, (0..500).map(|_| Tie { from: place(), to: place(), weight: 1.0 }))
    }

    #[test]
    fn with_everybody_as_a_pivot_it_is_exact() {
        let network = network();
        let exact = betweenness(&network, Watch::nobody()).unwrap();
        assert!(matches!(exact, Betweenness::Exact(_)));
        let all = estimated(&network, 125, 1, Watch::nobody()).unwrap();
        let pairs = || exact.values().iter().zip(all.values());
        assert!(pairs().all(|(one, other)| (one - other).abs() < 1e-9));
        assert!((0..125).all(|place| all.margin(place) < 1e-6 && exact.margin(place) <= 0.0));
    }

    #[test]
    fn most_values_lie_within_their_margins() {
        let network = network();
        let exact = betweenness(&network, Watch::nobody()).unwrap();
        let some = estimated(&network, 40, SEED, Watch::nobody()).unwrap();
        assert_eq!(some, estimated(&network, 40, SEED, Watch::nobody()).unwrap());
        assert_ne!(some, estimated(&network, 40, SEED + 1, Watch::nobody()).unwrap());
        let within = |place: &usize| {
            (exact.values()[*place] - some.values()[*place]).abs() <= some.margin(*place)
        };
        let within = (0..125).filter(within).count();
        assert!((105..=125).contains(&within), "{within} of 125");
    }
}
