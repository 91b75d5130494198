//! The directory as an organisation's own books have it: a CSV file is read, compared, shown,
//! and applied as a whole or not at all.
//!
//! The first line names the columns, in any order: `external_id`, `given_name` and
//! `family_name`, which each file has, and `infix`, `kind`, `work_address`, `work_phone`,
//! `job_title`, `unit` (its code), `manager` (their `external_id`), `employed_from` and
//! `employed_until` (`2026-11-23`). What a file has no column for stays as it is; an empty cell
//! removes. Members are found again by `external_id`; a member who has none is taken for the
//! row with the same `work_address`. Who has one and stands in no row leaves; who has none
//! stays. New members are invited ones, and become members when somebody accepts: whether
//! there is an account of that address is neither asked nor told, and nothing that a person
//! signs in with is touched.

mod apply;
mod cells;
mod file;
mod matching;
mod plan;
#[cfg(test)]
mod tests;

use kernel::{Answer, Call, Fault, OrganizationId, Roles, audit};
use sea_orm::ConnectionTrait;

pub use self::{
    apply::{Options, Outcome, apply, apply_as_administrator},
    file::{Problem, ProblemCode},
    plan::{Change, ChangeKind},
};
use self::{
    file::File,
    plan::{Known, Plan},
};
use crate::{entity::organization::Kind, organization::require_manager, policy, repo};

/// Of one file, by either way.
pub const MOST_ROWS: usize = 50_000;
/// Of a file that comes with a mutation. A larger one goes by the command line.
pub const MOST_BYTES: usize = 900_000;
/// More per cent of the members who have an `external_id` do not leave at once.
pub const MOST_LEAVE: usize = 40;
/// More per cent of the identifiers do not change hands at once.
pub const MOST_MOVE: usize = 5;

const PREVIEW: &str = "previewDirectoryImport";

kernel::problems! {
    /// Why nothing was imported.
    Stop as ApplyDirectoryImportError, ApplyDirectoryImportErrorCode {
        /// The file has more than 900,000 bytes: import it from the command line.
        FileTooLarge => ("csv", "A file has at most 900,000 bytes here."),
        /// Put right what `problems` names.
        FileHasProblems => ("csv", "The file has problems; nothing was imported."),
        /// More than 40 per cent of the members would leave. A forced import goes on.
        TooManyLeave => ("csv", "More than 40 % of the members would leave."),
        /// More than 5 per cent of the numbers or addresses would be somebody else's. A
        /// forced import goes on.
        IdentifiersMove => ("csv", "More than 5 % of the identifiers would change hands."),
        /// Nobody could manage the organisation any more.
        LastAdministrator => ("csv", "The last administrator would leave."),
        /// Nobody is added while no licence is in force.
        NotLicensed => ("csv", "No licence is in force; nobody can be added."),
        /// The licence has too few seats.
        SeatsTaken => ("csv", "The licence has too few seats."),
        /// It has 1 to 500 characters on one line.
        ReasonInvalid => ("force.reason", "A reason has 1 to 500 characters."),
    }
}

impl Stop {
    /// Whether a reason that is audited gets past it.
    pub fn can_be_forced(self) -> bool {
        matches!(self, Self::TooManyLeave | Self::IdentifiersMove)
    }
}

/// What an import changes, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: usize,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub left: usize,
    /// Identifiers that change hands.
    pub moved: usize,
    /// Each of them, in the order of the file; those who leave last.
    pub changes: Vec<Change>,
    /// In the order of the file.
    pub problems: Vec<Problem>,
    pub stops: Vec<Stop>,
}

/// What an import would change. It asks no policy: for whoever runs the deployment, from its
/// command line.
pub async fn preview(call: &Call, organization: OrganizationId, csv: &[u8]) -> Answer<Report> {
    exists(call, organization).await?;
    Ok(planned(call, &call.db, organization, csv).await?.report())
}

/// The same for an administrator of everybody.
pub async fn preview_as_administrator(
    call: &Call,
    organization: OrganizationId,
    csv: &[u8],
) -> Answer<Report> {
    let may = require_manager(&call.viewer, organization);
    audit::logged(call, organization, PREVIEW, may).await?;
    if csv.len() > MOST_BYTES {
        return Ok(Report { stops: vec![Stop::FileTooLarge], ..Report::default() });
    }
    let report = preview(call, organization, csv).await?;
    let entry = audit::Entry::done(organization, PREVIEW, organization);
    call.db.write_all(vec![entry.by(call)]).await?;
    Ok(report)
}

async fn exists(call: &Call, organization: OrganizationId) -> Answer<()> {
    let about = repo::organization::by_id_unchecked(&call.db, organization).await?;
    about
        .filter(|it| matches!(it.kind, Kind::Company | Kind::Practice))
        .map(drop)
        .ok_or_else(Fault::not_found)
}

async fn planned(
    call: &Call,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    csv: &[u8],
) -> Answer<Plan> {
    let members = repo::directory_import::members(db, organization).await?;
    let importer = call.viewer.within(organization).map(|place| place.member);
    let all = || members.iter().map(|it| (it.id, it.state, Roles(it.roles)));
    let known = Known {
        organization,
        importer,
        alone: importer.is_some_and(|me| policy::is_administrator_alone(me, all())),
        members,
        units: repo::structure::units(db, organization).await?,
        administrators: repo::directory_import::administrators(db, organization).await?,
        seats: repo::organization::seats(db, organization, call.clock.now().date_naive()).await?,
    };
    Ok(Plan::new(&File::read(csv), &known, || kernel::MembershipId(call.clock.id())))
}
