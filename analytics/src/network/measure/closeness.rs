use super::{Arcs, Stopped, Watch, graph::places, real};

/// Searches that go at the same time, a bit each.
const AT_ONCE: usize = 64;

/// Closeness after Wasserman and Faust (Social Network Analysis, 1994, page 201), of each person
/// along the arcs: ((r − 1)/(n − 1)) · (r − 1)/Σd, where r people are reached, themself included,
/// and Σd is the sum of the distances to them. 0 for who reaches nobody. Along [`super::Network::into`]
/// it is that of being reached.
///
/// Exact, by 64 breadth-first searches at a time: Then and others, "The More the Merrier:
/// Efficient Multi-Source Graph Traversal", Proceedings of the VLDB Endowment 8(4), 2014.
pub fn closeness(arcs: &Arcs, watch: Watch<'_>) -> Result<Vec<f64>, Stopped> {
    let people = arcs.node_count();
    let everybody: Vec<u32> = places(arcs).collect();
    let mut found = Vec::with_capacity(people);
    let mut search = Search::over(people);
    for sources in everybody.chunks(AT_ONCE) {
        watch.reached(real(found.len()) / real(people))?;
        let reached = search.from(arcs, sources);
        found.extend(reached.iter().take(sources.len()).map(|it| it.closeness(people)));
    }
    Ok(found)
}

#[derive(Clone, Copy, Default)]
struct Reached {
    others: u64,
    distances: u64,
}

impl Reached {
    fn closeness(self, people: usize) -> f64 {
        if self.others == 0 {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let (others, distances) = (self.others as f64, self.distances as f64);
        others / (real(people) - 1.0) * (others / distances)
    }
}

/// A bit of each word belongs to one of the searches.
struct Search {
    seen: Vec<u64>,
    front: Vec<u64>,
    next: Vec<u64>,
}

impl Search {
    fn over(people: usize) -> Self {
        let none = || vec![0; people];
        Self { seen: none(), front: none(), next: none() }
    }

    fn from(&mut self, arcs: &Arcs, sources: &[u32]) -> [Reached; AT_ONCE] {
        self.seen.fill(0);
        self.front.fill(0);
        for (bit, source) in sources.iter().enumerate() {
            self.seen[*source as usize] |= 1 << bit;
            self.front[*source as usize] |= 1 << bit;
        }
        let mut reached = [Reached::default(); AT_ONCE];
        let mut distance = 0;
        loop {
            distance += 1;
            self.next.fill(0);
            for person in places(arcs) {
                let here = self.front[person as usize];
                if here != 0 {
                    for to in arcs.neighbors_slice(person) {
                        self.next[*to as usize] |= here;
                    }
                }
            }
            let mut any = 0;
            for (next, seen) in self.next.iter_mut().zip(&mut self.seen) {
                *next &= !*seen;
                *seen |= *next;
                any |= *next;
                let mut bits = *next;
                while bits != 0 {
                    let one = &mut reached[bits.trailing_zeros() as usize];
                    one.others += 1;
                    one.distances += distance;
                    bits &= bits - 1;
                }
            }
            if any == 0 {
                return reached;
            }
            std::mem::swap(&mut self.front, &mut self.next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::{Network, Tie};

    #[test]
    fn the_way_round_a_ring_of_more_than_one_batch() {
        let people: u32 = 131;
        let ties = (0..people).map(|from| Tie { from, to: (from + 1) % people, weight: 1.0 });
        let network = Network::of(132, ties);
        let found = closeness(network.out(), Watch::nobody()).unwrap();
        // 130 of 131 others are reached, at 1 to 130 steps.
        let expected = 130.0 / 131.0 * (130.0 / f64::from(130 * 131 / 2));
        assert!(found[..131].iter().all(|it| (it - expected).abs() < 1e-15), "{found:?}");
        assert_eq!(found[131].to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn it_ends_when_it_is_told_to() {
        let stop = |_: f64| false;
        let network = Network::of(3, []);
        assert_eq!(closeness(network.both(), Watch::new(&stop)), Err(Stopped));
    }
}
