//! From a month's people and ties to what is kept of it.

use std::collections::HashMap;

use kernel::MembershipId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::measure::{self, Count, Network, Stopped, Tie, Watch};
use crate::disclosure::{self, Exact, Rules, TieMonth, TieRelease, Unit};

/// Somebody who could have ties, and where they work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: MembershipId,
    pub unit: Option<Uuid>,
}

/// What a month is made of.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    pub units: Vec<Unit>,
    pub people: Vec<Person>,
    /// From whom to whom, and how often.
    pub ties: Vec<(MembershipId, MembershipId, i64)>,
}

/// What is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    pub release: TieRelease,
    pub own: Vec<(MembershipId, Own)>,
}

/// What a month tells somebody of themself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Own {
    pub in_degree: usize,
    pub out_degree: usize,
    pub degree: usize,
    pub in_strength: f64,
    pub out_strength: f64,
    pub betweenness: f64,
    /// Half the width of its 95 % interval; 0, if it is exact.
    pub betweenness_margin: f64,
    pub closeness: f64,
    /// None where it did not settle.
    pub eigenvector: Option<f64>,
    pub pagerank: f64,
    /// Of those they are tied to: how many are of their own unit.
    pub internal: f64,
    pub external: f64,
    /// How many people there were.
    pub people: usize,
}

/// Everything of a month. It takes its time: not to be called where others wait.
pub fn computed(rules: &Rules, gathered: &Gathered, watch: Watch<'_>) -> Result<Computed, Stopped> {
    let places: HashMap<MembershipId, u32> =
        gathered.people.iter().map(|person| person.id).zip(0..).collect();
    let tie = |(from, to, weight): &(MembershipId, MembershipId, i64)| {
        #[expect(clippy::cast_precision_loss, reason = "how often in a month")]
        let weight = *weight as f64;
        Some(Tie { from: *places.get(from)?, to: *places.get(to)?, weight })
    };
    let network = Network::of(gathered.people.len(), gathered.ties.iter().filter_map(tie));
    let unit_of: Vec<_> = gathered.people.iter().map(|person| person.unit).collect();
    let groups = disclosure::grouped(rules.threshold, &gathered.units, &unit_of);
    let group_of: Vec<_> = groups.of.iter().copied().map(Some).collect();
    let found = measure::communities(&network, watch.part(0.0, 0.2))?;
    let (communities, modularity) = found.map_or_else(
        || (vec![None; network.people()], None),
        |found| (found.of, Some(found.modularity)),
    );
    let pairs = measure::mixing(&network, &group_of, Count::Pairs);
    let exact = Exact {
        density: measure::density(&network),
        reciprocity: measure::reciprocity(&network),
        ei: pairs.ei(),
        ei_weighted: measure::mixing(&network, &group_of, Count::Weights).ei(),
        ei_expected: measure::expected_ei(groups.sizes()),
        cross_share: pairs.cross_share(),
        bridges: measure::bridge_concentration(&network, &group_of),
        modularity,
    };
    let own = own(&network, gathered, &group_of, watch.part(0.2, 0.8))?;
    watch.reached(0.8)?;
    let arcs: Vec<_> = network.each_arc().map(|(from, to, _)| (from, to)).collect();
    let month = TieMonth { groups: &groups, arcs: &arcs, communities: &communities, exact };
    Ok(Computed { release: disclosure::release_ties(rules, &month), own })
}

fn own(
    network: &Network,
    gathered: &Gathered,
    groups: &[Option<u32>],
    watch: Watch<'_>,
) -> Result<Vec<(MembershipId, Own)>, Stopped> {
    let betweenness = measure::betweenness(network, watch.part(0.0, 0.5))?;
    let closeness = measure::closeness(network.both(), watch.part(0.5, 0.9))?;
    let eigenvector = measure::eigenvector(network);
    watch.reached(0.95)?;
    let pagerank = measure::pagerank(network.out(), false);
    let degrees = measure::degrees(network);
    let of = |(place, person): (usize, &Person)| {
        let degrees = degrees[place];
        let mixing = u32::try_from(place)
            .map(|place| measure::own_mixing(network, groups, place))
            .unwrap_or_default();
        let own = Own {
            in_degree: degrees.in_degree,
            out_degree: degrees.out_degree,
            degree: degrees.degree,
            in_strength: degrees.in_strength,
            out_strength: degrees.out_strength,
            betweenness: betweenness.values()[place],
            betweenness_margin: betweenness.margin(place),
            closeness: closeness[place],
            eigenvector: eigenvector.as_ref().map(|it| it[place]),
            pagerank: pagerank[place],
            internal: mixing.internal,
            external: mixing.external,
            people: network.people(),
        };
        (person.id, own)
    };
    Ok(gathered.people.iter().enumerate().map(of).collect())
}
