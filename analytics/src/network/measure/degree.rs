use super::{
    Network,
    graph::{each, places, row},
    real,
};

/// How many somebody is tied to, and how strongly.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Degrees {
    /// How many people tied themselves to them.
    pub in_degree: usize,
    /// How many they tied themselves to.
    pub out_degree: usize,
    /// How many they are tied to, whichever way.
    pub degree: usize,
    /// How often, in all.
    pub in_strength: f64,
    /// Likewise.
    pub out_strength: f64,
}

/// Of each person.
pub fn degrees(network: &Network) -> Vec<Degrees> {
    let strength = |arcs, person| row(arcs, person).map(|(_, weight)| weight).sum();
    places(network.out())
        .map(|person| Degrees {
            in_degree: network.back().out_degree(person),
            out_degree: network.out().out_degree(person),
            degree: network.both().out_degree(person),
            in_strength: strength(network.back(), person),
            out_strength: strength(network.out(), person),
        })
        .collect()
}

/// L/(N(N − 1)): how many of the arcs there could be there are. None for fewer than two people.
pub fn density(network: &Network) -> Option<f64> {
    let (people, arcs) = (real(network.people()), real(network.arcs()));
    (people > 1.0).then(|| arcs / (people * (people - 1.0)))
}

/// How many of the arcs have one back. None where there is no arc.
pub fn reciprocity(network: &Network) -> Option<f64> {
    let arcs = network.out();
    let back = each(arcs).filter(|(from, to, _)| arcs.contains_edge(*to, *from)).count();
    (network.arcs() > 0).then(|| real(back) / real(network.arcs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::measure::Tie;

    #[test]
    fn without_people_or_ties_there_is_no_share() {
        assert_eq!(density(&Network::of(1, [])), None);
        assert_eq!(density(&Network::of(2, [])), Some(0.0));
        assert_eq!(reciprocity(&Network::of(2, [])), None);
        let tie = |from, to| Tie { from, to, weight: 3.0 };
        let network = Network::of(3, [tie(0, 1), tie(1, 0), tie(1, 2)]);
        assert_eq!(reciprocity(&network), Some(2.0 / 3.0));
        let one = degrees(&network)[1];
        assert_eq!((one.in_degree, one.out_degree, one.degree), (1, 2, 2));
        assert!((one.out_strength - 6.0).abs() < 1e-12 && (one.in_strength - 3.0).abs() < 1e-12);
    }
}
