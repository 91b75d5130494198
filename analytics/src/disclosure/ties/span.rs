//! Rule 4 for a table with margins. What sums and differences of margins tell of the hidden cells
//! are the cuts of a graph: its nodes are the lines whose sums are shown, a node stands for all
//! other rows and one for all other columns (one for both where the total is not shown), and each
//! hidden cell is an edge between its row and its column. Values that are the same on both sides of
//! an edge cancel out, so whatever is told leaves out a cell or cuts its edge, and the fewest people
//! that anything can single out are those of the least cut of a part that hangs together.
//!
//! A person stands on several cells. Each is counted on one of them, which counts no cut for more
//! people than it has.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use petgraph::graph::{NodeIndex, UnGraph};
use rustworkx_core::connectivity::{connected_components, stoer_wagner_min_cut};

use super::table::{At, Line, Table};

/// Lines beyond which the search would take too long: sums with something hidden are left out.
const MOST_LINES: usize = 600;
/// Sums of which each is tried whether it is to be withdrawn.
const MOST_TRIED: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Line(Line),
    OtherRows,
    OtherColumns,
}

/// Withdraws sums until no combination tells of fewer people than `least`.
pub(super) fn withdraw(table: &mut Table, least: usize) {
    let hidden = counted_once(table);
    if hidden.is_empty() {
        return;
    }
    let shown = table.lines().filter(|it| table.margin(*it).shown).count();
    if shown > MOST_LINES {
        for line in table.lines() {
            let any = hidden.keys().any(|at| lines_of(*at).contains(&line));
            table.margin_mut(line).shown &= !any && line != Line::Total;
        }
        return;
    }
    while let Some(cut) = least_cut(table, &hidden).filter(|cut| cut.people < least) {
        let sum = chosen(table, &hidden, least, &cut).unwrap_or(Line::Total);
        table.margin_mut(sum).shown = false;
    }
}

/// The sum without which the least is left to tell of; of those the one of the fewest people. None
/// where no sum but the total is in it.
fn chosen(
    table: &mut Table,
    hidden: &BTreeMap<At, usize>,
    least: usize,
    cut: &Cut,
) -> Option<Line> {
    let touched = || cut.cells.iter().flat_map(|at| lines_of(*at));
    if cut.sums.len() > MOST_TRIED {
        let sums = touched().filter(|sum| cut.sums.contains(sum));
        return sums
            .min_by_key(|sum| (table.margin(*sum).people, *sum))
            .or(cut.sums.first().copied());
    }
    let mut without = |sum: Line| {
        table.margin_mut(sum).shown = false;
        let left = least_cut(table, hidden).map_or(least, |cut| cut.people.min(least));
        table.margin_mut(sum).shown = true;
        (Reverse(left), table.margin(sum).people, sum)
    };
    cut.sums.iter().map(|sum| without(*sum)).min().map(|(.., sum)| sum)
}

fn lines_of((from, to): At) -> [Line; 2] {
    [Line::Given(from), Line::Received(to)]
}

/// The hidden cells, and how many people are counted on each: those with the fewest cells first,
/// each where the fewest are counted so far.
fn counted_once(table: &Table) -> BTreeMap<At, usize> {
    let mut counted = BTreeMap::new();
    let mut cells_of: BTreeMap<u32, Vec<At>> = BTreeMap::new();
    for (from, to, cell) in table.cells().filter(|(.., cell)| !cell.shown) {
        counted.insert((from, to), 0);
        for person in &cell.people {
            cells_of.entry(*person).or_default().push((from, to));
        }
    }
    let mut people: Vec<_> = cells_of.into_values().collect();
    people.sort_by_key(Vec::len);
    for cells in people {
        let fewest = cells.iter().min_by_key(|at| (counted[*at], **at));
        if let Some(count) = fewest.and_then(|at| counted.get_mut(at)) {
            *count += 1;
        }
    }
    counted
}

/// A cut: how many people its cells are counted for, and the sums of the part that it cuts.
struct Cut {
    people: usize,
    cells: Vec<At>,
    sums: Vec<Line>,
}

/// That of the fewest people. None where nothing can be told.
fn least_cut(table: &Table, hidden: &BTreeMap<At, usize>) -> Option<Cut> {
    let node = |line: Line, other: Node| {
        if table.margin(line).shown { Node::Line(line) } else { other }
    };
    let columns = if table.total.shown { Node::OtherColumns } else { Node::OtherRows };
    let ends = |(from, to): At| {
        (node(Line::Given(from), Node::OtherRows), node(Line::Received(to), columns))
    };
    let mut graph = UnGraph::<Node, usize>::new_undirected();
    let mut places: BTreeMap<Node, NodeIndex> = BTreeMap::new();
    let mut place = |graph: &mut UnGraph<Node, usize>, node| {
        *places.entry(node).or_insert_with(|| graph.add_node(node))
    };
    for (at, people) in hidden {
        let (one, other) = ends(*at);
        if one != other {
            let (one, other) = (place(&mut graph, one), place(&mut graph, other));
            match graph.find_edge(one, other) {
                Some(edge) => graph[edge] += people,
                None => {
                    graph.add_edge(one, other, *people);
                }
            }
        }
    }
    let cuts = connected_components(&graph).into_iter().filter_map(|part| {
        let inside = graph
            .filter_map(|at, node| part.contains(&at).then_some(*node), |_, people| Some(*people));
        let cut = stoer_wagner_min_cut(&inside, |edge| Ok::<_, Infallible>(*edge.weight()));
        let (people, side) = cut.unwrap_or_else(|never| match never {})?;
        let side: BTreeSet<Node> = side.into_iter().map(|at| inside[at]).collect();
        let all: BTreeSet<Node> = inside.node_weights().copied().collect();
        let crosses = |at: &At| {
            let (one, other) = ends(*at);
            all.contains(&one) && side.contains(&one) != side.contains(&other)
        };
        let sums = all.iter().filter_map(|node| match node {
            Node::Line(line) => Some(*line),
            Node::OtherRows | Node::OtherColumns => None,
        });
        let cells = hidden.keys().copied().filter(crosses).collect();
        Some(Cut { people, cells, sums: sums.collect() })
    });
    cuts.min_by(|one, other| (one.people, &one.cells).cmp(&(other.people, &other.cells)))
}
