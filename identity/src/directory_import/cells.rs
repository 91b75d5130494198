//! What the cells of one line say.

use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::EmailAddress;

use super::file::{Problem, ProblemCode, Row};
use crate::{
    account::{Change, Name, NotAName, line},
    entity::membership::Kind,
};

/// In characters.
const EXTERNAL_ID: usize = 100;
const JOB_TITLE: usize = 200;
const PHONE: usize = 40;
const CODE: usize = 50;

/// One line, and what is wrong with it.
pub struct Line<'a> {
    pub number: u64,
    pub cells: &'a [&'a str],
    pub columns: &'a HashMap<&'static str, usize>,
    pub wrong: &'a mut Vec<Problem>,
}

impl Line<'_> {
    /// None, if who it is about cannot be told.
    pub fn row(mut self) -> Option<Row> {
        let external_id = self.cell("external_id").unwrap_or_default();
        let external_id = match external_id {
            "" => self.wrong("external_id", ProblemCode::Required),
            text => {
                line(text, EXTERNAL_ID).or_else(|| self.wrong("external_id", ProblemCode::Invalid))
            }
        };
        let name = self.name();
        let row = Row {
            line: self.number,
            external_id: external_id.clone().unwrap_or_default(),
            name: name.clone().unwrap_or(Name {
                given: String::new(),
                infix: None,
                family: String::new(),
            }),
            infix_given: self.columns.contains_key("infix"),
            kind: self.with("kind", ProblemCode::UnknownKind, kind),
            work_address: self.with("work_address", ProblemCode::NotAnAddress, |text| {
                EmailAddress::try_new(text).map(EmailAddress::into_string)
            }),
            work_phone: self.with("work_phone", ProblemCode::Invalid, |it| line(it, PHONE)),
            job_title: self.with("job_title", ProblemCode::Invalid, |it| line(it, JOB_TITLE)),
            unit: self.with("unit", ProblemCode::UnknownUnit, |it| line(it, CODE)),
            manager: self.with("manager", ProblemCode::UnknownManager, |it| line(it, EXTERNAL_ID)),
            employed_from: self.with("employed_from", ProblemCode::NotADay, day),
            employed_until: self.with("employed_until", ProblemCode::NotADay, day),
        };
        if let (Change::To(Some(from)), Change::To(Some(until))) =
            (&row.employed_from, &row.employed_until)
            && until < from
        {
            self.wrong::<()>("employed_until", ProblemCode::EndsBeforeItBegins);
        }
        external_id.and(name).map(|_| row)
    }

    fn name(&mut self) -> Option<Name> {
        let given = self.cell("given_name").unwrap_or_default();
        let family = self.cell("family_name").unwrap_or_default();
        match Name::try_new(given, self.cell("infix"), family) {
            Ok(name) => Some(name),
            Err(part) => {
                let (column, cell) = match part {
                    NotAName::Given => ("given_name", given),
                    NotAName::Infix => ("infix", "?"),
                    NotAName::Family => ("family_name", family),
                };
                let empty = cell.is_empty();
                let code = if empty { ProblemCode::Required } else { ProblemCode::Invalid };
                self.wrong(column, code)
            }
        }
    }

    fn cell(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(|at| self.cells[*at].trim())
    }

    fn with<T>(
        &mut self,
        column: &'static str,
        wrong: ProblemCode,
        read: impl Fn(&str) -> Option<T>,
    ) -> Change<T> {
        match self.cell(column) {
            None => Change::Keep,
            Some("") => Change::To(None),
            Some(text) => match read(text) {
                Some(value) => Change::To(Some(value)),
                None => Change::To(self.wrong(column, wrong)),
            },
        }
    }

    fn wrong<T>(&mut self, column: &'static str, code: ProblemCode) -> Option<T> {
        self.wrong.push(Problem { line: self.number, column: Some(column.to_owned()), code });
        None
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10).then_some(day)
}

fn kind(text: &str) -> Option<Kind> {
    Some(match text.to_ascii_lowercase().as_str() {
        "employee" => Kind::Employee,
        "collaborator" => Kind::Collaborator,
        "candidate" => Kind::Candidate,
        "student" => Kind::Student,
        "client" => Kind::Client,
        "coach" => Kind::Coach,
        "guest" => Kind::Guest,
        _ => return None,
    })
}
