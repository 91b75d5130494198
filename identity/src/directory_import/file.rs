//! What a CSV file says, cell by cell.

use std::collections::{HashMap, HashSet};

use async_graphql::Enum;
use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};

use super::{MOST_ROWS, cells::Line};
use crate::{
    account::{Change, Name, fold},
    entity::membership::Kind,
};

/// Of a column's name that is told back, in characters.
const COLUMN: usize = 50;

const COLUMNS: [&str; 12] = [
    "external_id",
    "given_name",
    "infix",
    "family_name",
    "kind",
    "work_address",
    "work_phone",
    "job_title",
    "unit",
    "manager",
    "employed_from",
    "employed_until",
];
const NEEDED: [&str; 3] = ["external_id", "given_name", "family_name"];

/// A file that was read, as far as it could be.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct File {
    pub rows: Vec<Row>,
    pub problems: Vec<Problem>,
}

/// What a line says of a member; what it has no column for is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub external_id: String,
    pub name: Name,
    /// Keeps the infix, too, where there is no column of it.
    pub infix_given: bool,
    pub kind: Change<Kind>,
    pub work_address: Change<String>,
    pub work_phone: Change<String>,
    pub job_title: Change<String>,
    /// By its code.
    pub unit: Change<String>,
    /// By their number.
    pub manager: Change<String>,
    pub employed_from: Change<NaiveDate>,
    pub employed_until: Change<NaiveDate>,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1, the line of the names.
    pub line: u64,
    pub column: Option<String>,
    pub code: ProblemCode,
}

/// What is wrong with a file.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(name = "DirectoryImportProblemCode")]
pub enum ProblemCode {
    /// The file has no line of names.
    Empty,
    /// The file has more than 50,000 rows.
    TooManyRows,
    /// The line is not UTF-8.
    NotUtf8,
    /// The line has more or fewer cells than there are columns.
    WrongNumberOfCells,
    /// A column that each file has is missing.
    MissingColumn,
    /// There is no column of this name.
    UnknownColumn,
    /// The column is there twice.
    DuplicateColumn,
    /// The cell is empty.
    Required,
    /// The text is too long, or has more than one line.
    Invalid,
    /// Another row has the same.
    Duplicate,
    /// It is no mail address.
    NotAnAddress,
    /// It is no day: YYYY-MM-DD.
    NotADay,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// It is none of employee, collaborator, candidate, student, client, coach, guest.
    UnknownKind,
    /// No unit has this code.
    UnknownUnit,
    /// No row has this number.
    UnknownManager,
    /// It is you: another administrator has to name you as the manager.
    OwnReport,
    /// It is your row: another administrator has to move you.
    OwnUnit,
    /// It is your row: another administrator has to change as what you belong.
    OwnKind,
    /// Somebody would be their own manager, directly or through others.
    CyclicManagers,
}

impl File {
    pub fn read(csv: &[u8]) -> Self {
        let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv);
        let mut file = Self::default();
        let mut columns: Option<HashMap<&'static str, usize>> = None;
        let mut width = 0;
        let mut record = ByteRecord::new();
        // Reading from memory cannot fail, and any number of cells is taken.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(1, csv::Position::line);
            let Some(cells) = text(&record) else {
                file.problem(line, None, ProblemCode::NotUtf8);
                if columns.is_none() {
                    return file;
                }
                continue;
            };
            let Some(columns) = &columns else {
                width = cells.len();
                columns = Some(file.names(line, &cells));
                if !file.problems.is_empty() {
                    return file;
                }
                continue;
            };
            if file.rows.len() == MOST_ROWS {
                file.problem(line, None, ProblemCode::TooManyRows);
                return file;
            }
            if cells.len() != width {
                file.problem(line, None, ProblemCode::WrongNumberOfCells);
                continue;
            }
            let mut wrong = vec![];
            let row = Line { number: line, cells: &cells, columns, wrong: &mut wrong }.row();
            file.problems.extend(wrong);
            file.rows.extend(row);
        }
        if columns.is_none() {
            file.problem(1, None, ProblemCode::Empty);
        }
        file.duplicates();
        file
    }

    fn problem(&mut self, line: u64, column: Option<&str>, code: ProblemCode) {
        let column = column.map(|name| name.chars().take(COLUMN).collect());
        self.problems.push(Problem { line, column, code });
    }

    fn names(&mut self, line: u64, cells: &[&str]) -> HashMap<&'static str, usize> {
        let mut columns = HashMap::new();
        for (at, cell) in cells.iter().enumerate() {
            let name = cell.trim().to_ascii_lowercase();
            match COLUMNS.iter().find(|known| **known == name) {
                None => self.problem(line, Some(cell), ProblemCode::UnknownColumn),
                Some(known) => {
                    if columns.insert(*known, at).is_some() {
                        self.problem(line, Some(known), ProblemCode::DuplicateColumn);
                    }
                }
            }
        }
        for needed in NEEDED {
            if !columns.contains_key(needed) {
                self.problem(line, Some(needed), ProblemCode::MissingColumn);
            }
        }
        columns
    }

    fn duplicates(&mut self) {
        let (mut numbers, mut addresses) = (HashSet::new(), HashSet::new());
        let mut wrong = vec![];
        for row in &self.rows {
            if !numbers.insert(row.external_id.as_str()) {
                wrong.push((row.line, "external_id"));
            }
            if let Change::To(Some(address)) = &row.work_address
                && !addresses.insert(fold(address))
            {
                wrong.push((row.line, "work_address"));
            }
        }
        for (line, column) in wrong {
            self.problem(line, Some(column), ProblemCode::Duplicate);
        }
    }
}

fn text(record: &ByteRecord) -> Option<Vec<&str>> {
    record.iter().map(|cell| std::str::from_utf8(cell).ok()).collect()
}
