//! How the field is built of what was declared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::{
    audience::{Audience, Respondent, ViewKind},
    field::{Candidate, Field, Table},
};

/// What one cell has in common.
type Traits<'a> = (Option<Uuid>, Vec<Option<&'a str>>, BTreeSet<Uuid>);

pub(super) struct Building<'a> {
    audience: &'a Audience,
    cells: Vec<Traits<'a>>,
    cell_of: Vec<usize>,
    /// Units from the top, those of one depth by id; with the parent.
    units: Vec<(Uuid, Option<Uuid>)>,
    cells_of_units: HashMap<Uuid, Vec<usize>>,
    views: Vec<Candidate>,
    at: HashMap<ViewKind, usize>,
    steps: Vec<Table>,
    columns: Vec<Table>,
}

impl<'a> Building<'a> {
    pub fn new(audience: &'a Audience, respondents: &'a [Respondent]) -> Self {
        let mut numbers: BTreeMap<Traits<'a>, usize> = BTreeMap::new();
        let traits: Vec<Traits<'a>> = respondents
            .iter()
            .map(|it| {
                let value = |code| it.values.get(code).map(String::as_str);
                let groups = it.groups.iter().copied().filter(|it| audience.groups.contains(it));
                (it.unit, audience.attributes.iter().map(value).collect(), groups.collect())
            })
            .collect();
        for it in &traits {
            numbers.entry(it.clone()).or_insert(0);
        }
        for (number, at) in numbers.values_mut().enumerate() {
            *at = number;
        }
        let cell_of = traits.iter().map(|it| numbers[it]).collect();
        let cells: Vec<Traits<'a>> = numbers.into_keys().collect();
        let parents: HashMap<Uuid, Option<Uuid>> =
            audience.units.iter().map(|it| (it.id, it.parent)).collect();
        let mut cells_of_units: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (cell, traits) in cells.iter().enumerate() {
            for unit in line(traits.0, &parents) {
                cells_of_units.entry(unit).or_default().push(cell);
            }
        }
        let mut units: Vec<(usize, Uuid, Option<Uuid>)> = audience
            .units
            .iter()
            .map(|it| {
                let line = line(Some(it.id), &parents);
                (line.len(), it.id, line.get(1).copied())
            })
            .collect();
        units.sort_unstable();
        units.dedup();
        let units = units.into_iter().map(|(_, id, parent)| (id, parent)).collect();
        Self {
            audience,
            cells,
            cell_of,
            units,
            cells_of_units,
            views: vec![],
            at: HashMap::new(),
            steps: vec![],
            columns: vec![],
        }
    }

    fn add(&mut self, kind: ViewKind, cells: Vec<usize>) -> usize {
        let view = self.views.len();
        self.at.insert(kind.clone(), view);
        self.views.push(Candidate { kind, cells, rolled_into: None });
        view
    }

    fn step(&mut self, parent: Option<usize>, children: Vec<usize>) {
        if !children.is_empty() {
            self.steps.push(Table { parent, children });
        }
    }

    fn whole(&mut self) {
        let whole = self.add(ViewKind::Whole, (0..self.cells.len()).collect());
        self.step(None, vec![whole]);
    }

    fn tree(&mut self) {
        let mut children: Vec<(usize, Vec<usize>)> = vec![];
        for (unit, parent) in self.units.clone() {
            let parent = parent.and_then(|it| self.at.get(&ViewKind::Unit { unit: it }));
            let parent = parent.copied().unwrap_or(0);
            let cells = self.cells_of_units.get(&unit).cloned().unwrap_or_default();
            let view = self.add(ViewKind::Unit { unit }, cells);
            match children.iter_mut().find(|it| it.0 == parent) {
                Some(table) => table.1.push(view),
                None => children.push((parent, vec![view])),
            }
        }
        for (parent, children) in children {
            self.step(Some(parent), children);
        }
    }

    /// The cells of a view, by their value of an attribute. Whoever has none stands in no child.
    fn by_value(&self, cells: &[usize], attribute: usize) -> BTreeMap<&'a str, Vec<usize>> {
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for cell in cells {
            if let Some(value) = self.cells[*cell].1[attribute] {
                of.entry(value).or_default().push(*cell);
            }
        }
        of
    }

    fn attributes(&mut self) {
        let all: Vec<usize> = (0..self.cells.len()).collect();
        for (at, code) in self.audience.attributes.iter().enumerate() {
            let mut children = vec![];
            for (value, cells) in self.by_value(&all, at) {
                let kind = ViewKind::Attribute { attribute: code.clone(), value: value.to_owned() };
                children.push(self.add(kind, cells));
            }
            self.step(Some(0), children);
        }
    }

    fn within(&mut self) {
        let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (unit, above) in self.units.clone() {
            let cells = self.cells_of_units.get(&unit).cloned().unwrap_or_default();
            let parent = self.at[&ViewKind::Unit { unit }];
            for (at, code) in self.audience.attributes.iter().enumerate() {
                let mut children = vec![];
                for (value, cells) in self.by_value(&cells, at) {
                    let (attribute, value) = (code.clone(), value.to_owned());
                    let column = match above {
                        Some(unit) => ViewKind::Within {
                            unit,
                            attribute: attribute.clone(),
                            value: value.clone(),
                        },
                        None => ViewKind::Attribute {
                            attribute: attribute.clone(),
                            value: value.clone(),
                        },
                    };
                    let view = self.add(ViewKind::Within { unit, attribute, value }, cells);
                    children.push(view);
                    if let Some(column) = self.at.get(&column) {
                        columns.entry(*column).or_default().push(view);
                    }
                }
                self.step(Some(parent), children);
            }
        }
        for (parent, children) in columns {
            self.columns.push(Table { parent: Some(parent), children });
        }
    }

    fn groups(&mut self) {
        for group in &self.audience.groups {
            let member = |it: &usize| self.cells[*it].2.contains(group);
            let cells = (0..self.cells.len()).filter(member).collect();
            let view = self.add(ViewKind::Group { group: *group }, cells);
            self.step(Some(0), vec![view]);
        }
    }

    fn crossings(&mut self) {
        let place = |code: &String| self.audience.attributes.iter().position(|it| it == code);
        for (first, second) in &self.audience.crossings {
            let (Some(row), Some(column)) = (place(first), place(second)) else { continue };
            let all: Vec<usize> = (0..self.cells.len()).collect();
            let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (value, cells) in self.by_value(&all, row) {
                let one = (first.clone(), value.to_owned());
                let parent = ViewKind::Attribute { attribute: one.0.clone(), value: one.1.clone() };
                let parent = self.at[&parent];
                let mut children = vec![];
                for (value, cells) in self.by_value(&cells, column) {
                    let kind = ViewKind::Crossing {
                        first: one.clone(),
                        second: (second.clone(), value.to_owned()),
                    };
                    let view = self.add(kind, cells);
                    children.push(view);
                    columns.entry(value).or_default().push(view);
                }
                self.step(Some(parent), children);
            }
            for (value, children) in columns {
                let kind =
                    ViewKind::Attribute { attribute: second.clone(), value: value.to_owned() };
                self.columns.push(Table { parent: self.at.get(&kind).copied(), children });
            }
        }
    }

    /// The field, in the order of the plan (rule 2).
    pub fn field(mut self) -> Field {
        self.whole();
        self.tree();
        self.attributes();
        self.within();
        self.groups();
        self.crossings();
        Field {
            cell_of: self.cell_of,
            cells: self.cells.len(),
            views: self.views,
            steps: self.steps,
            columns: self.columns,
        }
    }
}

/// A unit and those above it that are in the audience, from below. A circle ends where it began.
fn line(unit: Option<Uuid>, parents: &HashMap<Uuid, Option<Uuid>>) -> Vec<Uuid> {
    let mut line = vec![];
    let mut at = unit.filter(|it| parents.contains_key(it));
    while let Some(unit) = at {
        if line.contains(&unit) {
            break;
        }
        line.push(unit);
        at = parents[&unit].filter(|it| parents.contains_key(it));
    }
    line
}
