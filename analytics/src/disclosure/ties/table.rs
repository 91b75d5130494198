use std::collections::{BTreeMap, BTreeSet};

use super::{EACH_SIDE, TieMonth, span};

/// From the people of one group to those of another.
pub(super) type At = (usize, usize);

#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub ties: usize,
    /// Who stands on it, on either side.
    pub people: BTreeSet<u32>,
    from: BTreeSet<u32>,
    to: BTreeSet<u32>,
    pub shown: bool,
}

/// What a line adds up to.
#[derive(Clone, Debug, Default)]
pub(super) struct Margin {
    pub ties: usize,
    pub people: usize,
    pub shown: bool,
}

/// Cells that nobody stands on are not in it: they are hidden with the others, and whoever finds
/// out that one is empty learns of nobody.
#[derive(Clone, Debug)]
pub(super) struct Table {
    cells: BTreeMap<At, Cell>,
    lines: BTreeMap<Line, Vec<At>>,
    sizes: Vec<usize>,
    pub given: Vec<Margin>,
    pub received: Vec<Margin>,
    pub total: Margin,
}

/// A line of the table: what a margin is the sum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    Given(usize),
    Received(usize),
    Total,
}

impl Line {
    /// Those that a cell is in.
    fn through((from, to): At) -> [Self; 3] {
        [Self::Given(from), Self::Received(to), Self::Total]
    }
}

impl Table {
    pub fn of(month: &TieMonth<'_>) -> Self {
        let group = |person: u32| month.groups.of[person as usize] as usize;
        let mut cells: BTreeMap<At, Cell> = BTreeMap::new();
        for (from, to) in month.arcs {
            let cell = cells.entry((group(*from), group(*to))).or_default();
            cell.ties += 1;
            cell.people.extend([from, to]);
            cell.from.insert(*from);
            cell.to.insert(*to);
            cell.shown = true;
        }
        let mut lines: BTreeMap<Line, Vec<At>> = BTreeMap::new();
        for at in cells.keys() {
            for line in Line::through(*at) {
                lines.entry(line).or_default().push(*at);
            }
        }
        let none = || vec![Margin::default(); month.groups.groups.len()];
        let sizes = month.groups.sizes().collect();
        let (given, received, total) = (none(), none(), Margin::default());
        let mut table = Self { cells, lines, sizes, given, received, total };
        for line in table.lines() {
            let ties = table.held(line).map(|(_, cell)| cell.ties).sum();
            let people = table.people(line, |cell| &cell.people).len();
            *table.margin_mut(line) = Margin { ties, people, shown: true };
        }
        table
    }

    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, &Cell)> + '_ {
        self.cells.iter().map(|((from, to), cell)| (*from, *to, cell))
    }

    pub fn is_shown(&self, from: usize, to: usize) -> bool {
        self.cells.get(&(from, to)).is_some_and(|cell| cell.shown)
    }

    /// Hides until nothing that is shown tells of fewer people than `least`. What is hidden
    /// already stays so.
    pub fn protect(&mut self, least: usize) {
        let large = |group: usize| self.sizes[group] >= least;
        for ((from, to), cell) in &mut self.cells {
            let sides = cell.from.len() >= EACH_SIDE && cell.to.len() >= EACH_SIDE;
            cell.shown &= large(*from) && large(*to) && sides && cell.people.len() >= least;
        }
        for line in self.lines() {
            let large = match line {
                Line::Given(group) | Line::Received(group) => self.sizes[group] >= least,
                Line::Total => true,
            };
            // As with a cell: three or more who gave, and three or more who received.
            let sides = self.people(line, |cell| &cell.from).len() >= EACH_SIDE
                && self.people(line, |cell| &cell.to).len() >= EACH_SIDE;
            let enough = self.margin(line).people >= least;
            self.margin_mut(line).shown &= large && sides && enough;
        }
        self.hide_for_remainders(least);
        span::withdraw(self, least);
    }

    /// Rule 3: those who stand on what is hidden in a line whose sum is shown are none or enough;
    /// otherwise the next-smallest cell is hidden too, and where there is none left, the sum.
    fn hide_for_remainders(&mut self, least: usize) {
        let mut doubtful: BTreeSet<Line> = self.lines().collect();
        while let Some(line) = doubtful.pop_first() {
            let hidden = self.held(line).filter(|(_, cell)| !cell.shown);
            let hidden = count_up_to(hidden.map(|(_, cell)| cell), least);
            if hidden == 0 || hidden >= least || !self.margin(line).shown {
                continue;
            }
            let shown = self.held(line).filter(|(_, cell)| cell.shown);
            let smallest = shown.map(|(at, cell)| (cell.people.len(), at)).min();
            match smallest.and_then(|(_, at)| Some((at, self.cells.get_mut(&at)?))) {
                Some((at, cell)) => {
                    cell.shown = false;
                    doubtful.extend(Line::through(at));
                }
                None => self.margin_mut(line).shown = false,
            }
        }
    }

    pub fn lines(&self) -> impl Iterator<Item = Line> + use<> {
        let groups = 0..self.sizes.len();
        let given = groups.clone().map(Line::Given);
        given.chain(groups.map(Line::Received)).chain([Line::Total])
    }

    fn held(&self, line: Line) -> impl Iterator<Item = (At, &Cell)> + '_ {
        let cells = self.lines.get(&line).map_or(&[][..], |cells| cells);
        cells.iter().map(|at| (*at, &self.cells[at]))
    }

    fn people(&self, line: Line, who: fn(&Cell) -> &BTreeSet<u32>) -> BTreeSet<u32> {
        self.held(line).flat_map(|(_, cell)| who(cell).iter().copied()).collect()
    }

    pub fn margin(&self, line: Line) -> &Margin {
        match line {
            Line::Given(group) => &self.given[group],
            Line::Received(group) => &self.received[group],
            Line::Total => &self.total,
        }
    }

    pub fn margin_mut(&mut self, line: Line) -> &mut Margin {
        match line {
            Line::Given(group) => &mut self.given[group],
            Line::Received(group) => &mut self.received[group],
            Line::Total => &mut self.total,
        }
    }
}

/// How many people stand on some cells; no further than to `enough`.
fn count_up_to<'a>(cells: impl Iterator<Item = &'a Cell>, enough: usize) -> usize {
    let mut people = BTreeSet::<u32>::new();
    for cell in cells {
        people.extend(&cell.people);
        if people.len() >= enough {
            break;
        }
    }
    people.len()
}
