//! What a network tells, computed: pure functions of people, their ties and their groups.
//!
//! Numbers are exact here; who is told which, and rounded how, is decided elsewhere.

mod betweenness;
mod closeness;
mod community;
mod degree;
mod eigenvector;
mod graph;
mod mixing;
mod pagerank;
mod watch;

pub use self::{
    betweenness::{Betweenness, EXACT_UP_TO, PIVOTS, betweenness, estimated},
    closeness::closeness,
    community::{Communities, communities, modularity},
    degree::{Degrees, degrees, density, reciprocity},
    eigenvector::eigenvector,
    graph::{Arcs, Network, Tie},
    mixing::{Count, Mixing, bridge_concentration, expected_ei, mixing, own_mixing},
    pagerank::{DAMPING, pagerank},
    watch::{Stopped, Watch},
};

/// Counts of people and ties as numbers that are divided.
fn real(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far fewer people and ties than 2^52")]
    let real = count as f64;
    real
}
