//! What becomes of the directory, if a file is right.

use std::collections::{HashMap, HashSet};

use async_graphql::Enum;
use kernel::{MembershipId, OrganizationId};

use super::{
    MOST_LEAVE, MOST_MOVE, Report, Stop,
    file::{File, Problem, ProblemCode, Row},
    matching::{Before, differing, name, newcomer},
};
use crate::{
    account,
    entity::{
        membership::{Model as Member, State},
        unit::Model as Unit,
    },
};

/// The directory as it is.
#[derive(Clone, Debug)]
pub struct Known {
    pub organization: OrganizationId,
    /// Also those who left.
    pub members: Vec<Member>,
    pub units: Vec<Unit>,
    /// Those who take part and administer everybody.
    pub administrators: HashSet<MembershipId>,
    /// Who imports it, if it is a member.
    pub importer: Option<MembershipId>,
    /// Who imports it is the only administrator, and may name and move themself.
    pub alone: bool,
    /// Of the licence in force, if one is.
    pub seats: Option<i64>,
}

/// What is to be written, whole rows.
#[derive(Debug, Default)]
pub struct Plan {
    rows: usize,
    pub added: Vec<Member>,
    pub changed: Vec<Member>,
    pub left: Vec<MembershipId>,
    /// Who left before and is stated anew: the number goes to the new row.
    pub renumbered: Vec<MembershipId>,
    /// Rows of the file as they will be.
    pub stated: Vec<Member>,
    unchanged: usize,
    moved: usize,
    changes: Vec<Change>,
    pub problems: Vec<Problem>,
    pub stops: Vec<Stop>,
}

/// What becomes of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// None, for who stands in no row.
    pub line: Option<u64>,
    pub external_id: String,
    pub name: String,
    pub kind: ChangeKind,
    /// The columns that change.
    pub columns: Vec<&'static str>,
}

/// What becomes of a member.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(name = "DirectoryImportChangeKind")]
pub enum ChangeKind {
    /// Stated for the first time, or again after they left: an invited member.
    Added,
    /// Stated otherwise.
    Changed,
    /// In no row any more: a member who left.
    Left,
}

impl Known {
    fn is_importer(&self, member: Option<MembershipId>) -> bool {
        member.is_some() && member == self.importer
    }
}

impl Plan {
    pub fn new(file: &File, known: &Known, fresh: impl Fn() -> MembershipId) -> Self {
        let mut plan =
            Self { rows: file.rows.len(), problems: file.problems.clone(), ..Self::default() };
        let before = Before::of(&known.members);
        let matched: Vec<_> = file.rows.iter().map(|row| before.find(row)).collect();
        let id = |it: Option<&Member>| it.map_or_else(&fresh, |member| member.id);
        let ids: Vec<_> = matched.iter().copied().map(id).collect();
        let numbers = file.rows.iter().map(|row| row.external_id.as_str());
        let by_number: HashMap<_, _> = numbers.zip(ids.iter().copied()).collect();
        let codes: HashMap<_, _> =
            known.units.iter().map(|unit| (unit.code.as_str(), unit.id)).collect();
        for ((row, was), id) in file.rows.iter().zip(&matched).zip(&ids) {
            let mut next = was.map_or_else(|| newcomer(known.organization, *id), Clone::clone);
            row.onto(&mut next);
            if let account::Change::To(code) = &row.unit {
                next.unit_id = code.as_ref().and_then(|code| {
                    let unit = codes.get(code.as_str()).copied();
                    plan.expect(unit, row, "unit", ProblemCode::UnknownUnit)
                });
            }
            if let account::Change::To(manager) = &row.manager {
                next.manager_id = manager.as_ref().and_then(|number| {
                    let manager = by_number.get(number.as_str()).copied();
                    plan.expect(manager, row, "manager", ProblemCode::UnknownManager)
                });
                let before = was.and_then(|was| was.manager_id);
                if next.manager_id != before && !known.alone && known.is_importer(next.manager_id) {
                    plan.problem(row, "manager", ProblemCode::OwnReport);
                }
            }
            if let Some(was) = was.filter(|was| known.is_importer(Some(was.id))) {
                plan.own(row, was, &next, known.alone);
            }
            plan.moved += usize::from(before.changes_hands(row, *was));
            plan.put(row, *was, next);
        }
        let found: HashSet<_> = matched.iter().flatten().map(|member| member.id).collect();
        plan.leave(known, &found);
        plan.renumber(file, known, &found);
        plan.circles(file, known);
        plan.put_managers_first();
        plan.check(known, before.numbered);
        plan.problems.sort_by_key(|problem| problem.line);
        plan
    }

    /// What is told of it.
    pub fn report(&self) -> Report {
        Report {
            rows: self.rows,
            added: self.added.len(),
            changed: self.changed.len(),
            unchanged: self.unchanged,
            left: self.left.len(),
            moved: self.moved,
            changes: self.changes.clone(),
            problems: self.problems.clone(),
            stops: self.stops.clone(),
        }
    }

    fn expect<T>(
        &mut self,
        found: Option<T>,
        row: &Row,
        column: &str,
        code: ProblemCode,
    ) -> Option<T> {
        if found.is_none() {
            self.problem(row, column, code);
        }
        found
    }

    fn problem(&mut self, row: &Row, column: &str, code: ProblemCode) {
        self.problems.push(Problem { line: row.line, column: Some(column.into()), code });
    }

    /// What nobody changes of themself, whoever else may.
    fn own(&mut self, row: &Row, was: &Member, next: &Member, alone: bool) {
        if next.kind != was.kind {
            self.problem(row, "kind", ProblemCode::OwnKind);
        }
        if next.unit_id != was.unit_id && !alone {
            self.problem(row, "unit", ProblemCode::OwnUnit);
        }
    }

    fn put(&mut self, row: &Row, was: Option<&Member>, next: Member) {
        self.stated.push(next.clone());
        let change = |kind, columns| Change {
            line: Some(row.line),
            external_id: row.external_id.clone(),
            name: name(&next),
            kind,
            columns,
        };
        match was {
            None => {
                self.changes.push(change(ChangeKind::Added, vec![]));
                self.added.push(next);
            }
            Some(was) if *was == next => self.unchanged += 1,
            Some(was) => {
                self.changes.push(change(ChangeKind::Changed, differing(was, &next)));
                self.changed.push(next);
            }
        }
    }

    fn leave(&mut self, known: &Known, found: &HashSet<MembershipId>) {
        for member in &known.members {
            let Some(number) = &member.external_id else { continue };
            if member.state == State::Left || found.contains(&member.id) {
                continue;
            }
            self.left.push(member.id);
            self.changes.push(Change {
                line: None,
                external_id: number.clone(),
                name: name(member),
                kind: ChangeKind::Left,
                columns: vec![],
            });
        }
    }

    /// Numbers are unique, also among those who left.
    fn renumber(&mut self, file: &File, known: &Known, found: &HashSet<MembershipId>) {
        let stated: HashSet<_> = file.rows.iter().map(|row| row.external_id.as_str()).collect();
        let again = known.members.iter().filter(|member| {
            member.state == State::Left
                && !found.contains(&member.id)
                && member.external_id.as_deref().is_some_and(|number| stated.contains(number))
        });
        self.renumbered = again.map(|member| member.id).collect();
    }

    /// Whoever would report to themself, through however many others.
    fn circles(&mut self, file: &File, known: &Known) {
        let gone: HashSet<_> = self.left.iter().copied().collect();
        let mut managers: HashMap<MembershipId, MembershipId> = HashMap::new();
        let here = known.members.iter().filter(|it| it.state != State::Left);
        for member in here.filter(|it| !gone.contains(&it.id)).chain(&self.stated) {
            match member.manager_id {
                Some(manager) => managers.insert(member.id, manager),
                None => managers.remove(&member.id),
            };
        }
        let mut settled: HashSet<MembershipId> = HashSet::new();
        let mut in_circles = HashSet::new();
        for start in self.stated.iter().map(|member| member.id) {
            let (mut path, mut on_path) = (vec![], HashSet::new());
            let mut next = Some(start);
            while let Some(at) = next.filter(|at| !settled.contains(at)) {
                if !on_path.insert(at) {
                    let from = path.iter().position(|it| *it == at).unwrap_or_default();
                    in_circles.extend(path[from..].iter().copied());
                    break;
                }
                path.push(at);
                next = managers.get(&at).copied();
            }
            settled.extend(path);
        }
        for (row, member) in file.rows.iter().zip(&self.stated) {
            if in_circles.contains(&member.id) {
                let column = Some("manager".to_owned());
                let code = ProblemCode::CyclicManagers;
                self.problems.push(Problem { line: row.line, column, code });
            }
        }
    }

    /// Among those who are added; each level of reports after the one above it.
    fn put_managers_first(&mut self) {
        let mut waiting: HashMap<MembershipId, Vec<Member>> = HashMap::new();
        let fresh: HashSet<_> = self.added.iter().map(|member| member.id).collect();
        let mut next = vec![];
        for member in std::mem::take(&mut self.added) {
            match member.manager_id.filter(|manager| fresh.contains(manager)) {
                Some(manager) => waiting.entry(manager).or_default().push(member),
                None => next.push(member),
            }
        }
        while !next.is_empty() {
            let reports = next.iter().filter_map(|member| waiting.remove(&member.id));
            let reports = reports.flatten().collect();
            self.added.extend(std::mem::replace(&mut next, reports));
        }
        // Who reports in a circle is refused anyway; nobody gets lost here.
        self.added.extend(waiting.into_values().flatten());
    }

    fn check(&mut self, known: &Known, numbered: usize) {
        let mut stop = |is: bool, why| self.stops.extend(is.then_some(why));
        stop(!self.problems.is_empty(), Stop::FileHasProblems);
        stop(self.left.len() * 100 > numbered * MOST_LEAVE, Stop::TooManyLeave);
        stop(self.moved * 100 > numbered * MOST_MOVE, Stop::IdentifiersMove);
        let leaving = known.administrators.iter().filter(|it| self.left.contains(it)).count();
        let last = leaving > 0 && leaving == known.administrators.len();
        stop(last, Stop::LastAdministrator);
        if self.added.is_empty() {
            return;
        }
        let here = known.members.iter().filter(|member| member.state != State::Left).count();
        let then = i64::try_from(here + self.added.len() - self.left.len()).unwrap_or(i64::MAX);
        match known.seats {
            None => stop(true, Stop::NotLicensed),
            Some(seats) => stop(then > seats, Stop::SeatsTaken),
        }
    }
}
