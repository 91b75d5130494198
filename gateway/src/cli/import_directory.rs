//! `hei import-directory`

use std::{fmt::Write, path::PathBuf, process::ExitCode, sync::Arc};

use clap::Args;
use identity::directory_import::{
    ApplyDirectoryImportError, ChangeKind, Options as Apply, ProblemCode, Report, Stop, apply,
    preview,
};
use kernel::{Call, Clock, Code, Fault, OrganizationId, Origin};

use super::{Ended, Failure, Settings, say};
use crate::process;

/// Which file, and what to do with it.
#[derive(Args, Debug)]
pub struct Options {
    /// Whose directory: `org_…`
    organization: String,
    /// A CSV file; its first line names the columns
    file: PathBuf,
    /// Change the directory; without it only what would change is told
    #[arg(long)]
    apply: bool,
    /// Mail an invitation to each new member
    #[arg(long, requires = "apply")]
    invite: bool,
    /// Go on although many would leave or identifiers change hands; the reason is audited
    #[arg(long, value_name = "REASON", requires = "apply")]
    force: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

/// The file is applied as a whole or not at all.
pub async fn import_directory(options: Options) -> Ended {
    let config = options.settings.load()?;
    let organization: OrganizationId = options.organization.parse().map_err(|_| {
        format!("ORGANIZATION = {}: an id as org_01h… is allowed", options.organization)
    })?;
    let csv = std::fs::read(&options.file)
        .map_err(|error| format!("FILE = {}: {error}", options.file.display()))?;
    let clock = Clock::system();
    let secret = process::secret(&config).await?;
    process::migrate(&config).await?;
    let db = process::open(&config, &secret, &clock).await?;
    let origin = Arc::new(Origin::default());
    let call = Call { db, clock, secret, viewer: kernel::Asker::default(), origin };
    let ended = import(&call, organization, &csv, &options).await;
    call.db.close();
    ended
}

async fn import(call: &Call, organization: OrganizationId, csv: &[u8], options: &Options) -> Ended {
    let wrong = |fault: Fault| match fault.code {
        Code::NotFound => format!("ORGANIZATION = {organization}: there is none"),
        _ => fault.message().to_owned(),
    };
    if !options.apply {
        let report = preview(call, organization, csv).await.map_err(wrong)?;
        say(&told(&report));
        stopped(&report.stops)?;
        say("Nothing was changed; with --apply it is.");
        return Ok(ExitCode::SUCCESS);
    }
    let how = Apply { invite: options.invite, force: options.force.clone() };
    let outcome = apply(call, organization, csv, &how).await.map_err(wrong)?;
    say(&told(&outcome.report));
    stopped(&outcome.refused)?;
    say(&format!("Applied. Invitations on their way: {}.", outcome.invited));
    Ok(ExitCode::SUCCESS)
}

/// The first reason why nothing is imported.
fn stopped(stops: &[Stop]) -> Result<(), Failure> {
    let Some(first) = stops.first() else { return Ok(()) };
    let force = if first.can_be_forced() { " --apply --force REASON goes on." } else { "" };
    Err(format!("nothing was changed: {}{force}", ApplyDirectoryImportError::from(*first).message))
}

fn told(report: &Report) -> String {
    let mut text = String::new();
    for problem in &report.problems {
        let column = problem.column.as_deref().map(|it| format!(", {it}")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "line {}{column}: {}", problem.line, words(problem.code));
    }
    for change in &report.changes {
        let what = match change.kind {
            ChangeKind::Added => "is new".to_owned(),
            ChangeKind::Changed => format!("changes: {}", change.columns.join(", ")),
            ChangeKind::Left => "leaves".to_owned(),
        };
        let line = change.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let _ = writeln!(text, "{line}{} {} {what}", change.external_id, change.name);
    }
    let Report { rows, added, changed, unchanged, left, moved, .. } = report;
    let _ = write!(
        text,
        "{rows} rows: {added} new, {changed} changed, {unchanged} as they were; {left} leave, \
         {moved} identifiers change hands"
    );
    text
}

fn words(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::Empty => "there is no line of names",
        ProblemCode::TooManyRows => "there are more than 50,000 rows",
        ProblemCode::NotUtf8 => "the line is not UTF-8",
        ProblemCode::WrongNumberOfCells => "there are more or fewer cells than columns",
        ProblemCode::MissingColumn => "the column is missing",
        ProblemCode::UnknownColumn => "there is no such column",
        ProblemCode::DuplicateColumn => "the column is there twice",
        ProblemCode::Required => "the cell is empty",
        ProblemCode::Invalid => "the text is too long, or has more than one line",
        ProblemCode::Duplicate => "another row has the same",
        ProblemCode::NotAnAddress => "this is no mail address",
        ProblemCode::NotADay => "this is no day as 2026-11-23",
        ProblemCode::EndsBeforeItBegins => "the last day is before the first",
        ProblemCode::UnknownKind => {
            "employee, collaborator, candidate, student, client, coach or guest is allowed"
        }
        ProblemCode::UnknownUnit => "no unit has this code",
        ProblemCode::UnknownManager => "no row has this number",
        ProblemCode::OwnReport => "another administrator has to name you as the manager",
        ProblemCode::OwnUnit => "another administrator has to move you",
        ProblemCode::OwnKind => "another administrator has to change as what you belong",
        ProblemCode::CyclicManagers => "somebody would be their own manager",
    }
}
