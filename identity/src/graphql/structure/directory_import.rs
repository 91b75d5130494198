//! What both mutations of the directory's import tell.

use async_graphql::{Object, SimpleObject};

use crate::directory_import::{
    ApplyDirectoryImportErrorCode, Change, ChangeKind, Problem, ProblemCode, Report,
};

/// How many changes and problems are told.
const MOST_TOLD: usize = 250;

/// What a file of the directory changes, or would.
pub struct DirectoryImport(pub Report);

/// What a file of the directory changes, or would.
#[Object]
impl DirectoryImport {
    /// Rows of the file.
    async fn rows(&self) -> usize {
        self.0.rows
    }

    /// Members who are stated for the first time, or again after they left.
    async fn added(&self) -> usize {
        self.0.added
    }

    /// Members of whom something else is stated.
    async fn changed(&self) -> usize {
        self.0.changed
    }

    /// Members of whom the same is stated.
    async fn unchanged(&self) -> usize {
        self.0.unchanged
    }

    /// Members who leave, since they stand in no row.
    async fn left(&self) -> usize {
        self.0.left
    }

    /// Numbers and addresses that are somebody else's from now on.
    async fn identifiers_moved(&self) -> usize {
        self.0.moved
    }

    /// The first 250 changes, in the order of the file; those who leave last.
    async fn changes(&self) -> Vec<DirectoryImportChange> {
        self.0.changes.iter().take(MOST_TOLD).cloned().map(Into::into).collect()
    }

    /// How many problems there are.
    async fn problem_count(&self) -> usize {
        self.0.problems.len()
    }

    /// The first 250 problems, in the order of the file. With one of them nothing is imported.
    async fn problems(&self) -> Vec<DirectoryImportProblem> {
        self.0.problems.iter().take(MOST_TOLD).cloned().map(Into::into).collect()
    }

    /// What keeps the file from being applied; `TOO_MANY_LEAVE` and `IDENTIFIERS_MOVE` can be
    /// forced.
    async fn stops(&self) -> Vec<ApplyDirectoryImportErrorCode> {
        self.0.stops.clone()
    }
}

/// What becomes of one member.
#[derive(SimpleObject)]
struct DirectoryImportChange {
    /// The line of the file; null for who stands in no row.
    line: Option<u64>,
    /// Their number in the organisation's books.
    external_id: String,
    /// Their name, as the organisation states it.
    name: String,
    /// What becomes of them.
    kind: ChangeKind,
    /// The columns in which something else is stated.
    columns: Vec<&'static str>,
}

impl From<Change> for DirectoryImportChange {
    fn from(it: Change) -> Self {
        let Change { line, external_id, name, kind, columns } = it;
        Self { line, external_id, name, kind, columns }
    }
}

/// What is wrong with a file, and where.
#[derive(SimpleObject)]
struct DirectoryImportProblem {
    /// From 1, the line of the names.
    line: u64,
    /// The name of the column, where it is about one.
    column: Option<String>,
    /// What is wrong.
    code: ProblemCode,
}

impl From<Problem> for DirectoryImportProblem {
    fn from(it: Problem) -> Self {
        let Problem { line, column, code } = it;
        Self { line, column, code }
    }
}
