use petgraph::{
    Directed,
    csr::{Csr, IndexType},
};

/// From one person to another, both by their places in a list of people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    pub from: u32,
    pub to: u32,
    /// How often in the period.
    pub weight: f64,
}

/// Arcs in rows: whom each person's lead to, in order, and their weights.
pub type Arcs = Csr<(), f64, Directed, u32>;

/// People and who is tied to whom: as the ties go, against them, and whichever way they go.
pub struct Network {
    out: Arcs,
    back: Arcs,
    both: Arcs,
}

impl Network {
    /// Nobody is tied to themself; ties from one to the same other are one with their weights
    /// added, and so are ties both ways where the way does not matter. Ties of people who are
    /// not in the list are left out.
    pub fn of(people: usize, ties: impl IntoIterator<Item = Tie>) -> Self {
        let there = |place: u32| place.index() < people;
        let out: Vec<_> = ties
            .into_iter()
            .filter(|tie| tie.from != tie.to && there(tie.from) && there(tie.to))
            .map(|tie| (tie.from, tie.to, tie.weight))
            .collect();
        let turned = |arcs: &[(u32, u32, f64)]| -> Vec<_> {
            arcs.iter().map(|(from, to, weight)| (*to, *from, *weight)).collect()
        };
        let out = merged(out);
        let back = merged(turned(&out));
        let both = merged([&*out, &*back].concat());
        Self { out: rows(people, &out), back: rows(people, &back), both: rows(people, &both) }
    }

    pub fn people(&self) -> usize {
        self.both.node_count()
    }

    /// From one person to another.
    pub fn arcs(&self) -> usize {
        self.out.edge_count()
    }

    /// Between two people, whichever way.
    pub fn pairs(&self) -> usize {
        self.both.edge_count() / 2
    }

    /// As the ties go.
    pub fn out(&self) -> &Arcs {
        &self.out
    }

    /// Against them.
    pub fn back(&self) -> &Arcs {
        &self.back
    }

    /// Whichever way they go; each pair stands here twice.
    pub fn both(&self) -> &Arcs {
        &self.both
    }

    /// From whom to whom, and the weight.
    pub fn each_arc(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        each(&self.out)
    }

    /// Each pair once: the lower place, the higher, and the weights of both ways.
    pub fn each_pair(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        each(&self.both).filter(|(one, other, _)| one < other)
    }
}

/// All arcs, by where they begin and end.
pub(super) fn each(arcs: &Arcs) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
    places(arcs).flat_map(|from| row(arcs, from).map(move |(to, weight)| (from, to, weight)))
}

/// Where one person's arcs lead to, and their weights.
pub(super) fn row(arcs: &Arcs, from: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
    let (to, weights) = (arcs.neighbors_slice(from), arcs.edges_slice(from));
    to.iter().copied().zip(weights.iter().copied())
}

pub(super) fn places(arcs: &Arcs) -> std::ops::Range<u32> {
    0..u32::try_from(arcs.node_count()).unwrap_or(u32::MAX)
}

fn merged(mut arcs: Vec<(u32, u32, f64)>) -> Vec<(u32, u32, f64)> {
    arcs.sort_by_key(|(from, to, _)| (*from, *to));
    arcs.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    arcs
}

fn rows(people: usize, sorted: &[(u32, u32, f64)]) -> Arcs {
    let mut rows = Csr::from_sorted_edges(sorted).expect("they were sorted and merged");
    while rows.node_count() < people {
        rows.add_node(());
    }
    // Without a tie there is one row all the same.
    debug_assert!(rows.node_count() == people || sorted.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_of_the_same_two_are_one_and_nobody_is_tied_to_themself() {
        let tie = |from, to| Tie { from, to, weight: 2.0 };
        let ties = [tie(1, 0), tie(0, 1), tie(1, 0), tie(2, 2), tie(0, 9)];
        let network = Network::of(4, ties);
        assert_eq!((network.people(), network.arcs(), network.pairs()), (4, 2, 1));
        assert_eq!(each(network.out()).collect::<Vec<_>>(), [(0, 1, 2.0), (1, 0, 4.0)]);
        assert_eq!(each(network.back()).collect::<Vec<_>>(), [(0, 1, 4.0), (1, 0, 2.0)]);
        assert_eq!(network.each_pair().collect::<Vec<_>>(), [(0, 1, 6.0)]);
        assert_eq!(Network::of(0, []).people(), 0);
        assert_eq!(Network::of(3, []).people(), 3);
    }
}
