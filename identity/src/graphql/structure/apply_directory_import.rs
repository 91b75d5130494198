use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{directory_import::DirectoryImport, parse};
use crate::{
    directory::Snapshots,
    directory_import::{ApplyDirectoryImportError, Options, apply_as_administrator},
};

#[derive(Default)]
pub struct ApplyDirectoryImportMutation;

#[Object]
impl ApplyDirectoryImportMutation {
    /// Visible to administrators. Makes the directory what the organisation's own books say,
    /// wholly or not at all; applied again, the same file changes nothing. For administrators
    /// of everybody; while no licence is in force nobody is added.
    ///
    /// The file is CSV (RFC 4180, UTF-8); its first line names the columns in any order:
    /// `external_id`, `given_name`, `family_name`, which each file has, and `infix`, `kind`
    /// (`employee`, `collaborator`, `candidate`, `student`, `client`, `coach`, `guest`),
    /// `work_address`, `work_phone`, `job_title`, `unit` (its code), `manager` (their
    /// `external_id`), `employed_from`, `employed_until` (`2026-11-23`). What there is no
    /// column for stays; an empty cell removes. Members are found by `external_id`, those who
    /// have none by `work_address`. Whoever has an `external_id` and stands in no row leaves.
    /// New members are invited ones: they belong once they accept. What people sign in with is
    /// neither read nor touched.
    #[graphql(visible = "super::to_administrators")]
    async fn apply_directory_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file, and how it is applied.")] input: ApplyDirectoryImportInput,
    ) -> Answer<ApplyDirectoryImportPayload> {
        let organization = parse(&input.organization)?;
        let force = input.force.map(|force| force.reason);
        let options = Options { invite: input.invite, force };
        let csv = input.csv.as_bytes();
        let done = apply_as_administrator(Call::of(ctx), organization, csv, &options).await?;
        let applied = done.refused.is_empty();
        if applied {
            Snapshots::of(ctx).renew(Call::of(ctx), organization).await?;
        }
        let errors = done.refused.into_iter().map(Into::into).collect();
        let import = DirectoryImport(done.report);
        Ok(ApplyDirectoryImportPayload { import, applied, invited: done.invited, errors })
    }
}

/// The file, and how it is applied.
#[derive(InputObject)]
struct ApplyDirectoryImportInput {
    /// Whose directory.
    organization: ID,
    /// The file as text, at most 900,000 bytes. A larger one is imported from the command
    /// line: `hei import-directory`.
    csv: String,
    /// Whether an invitation is mailed to the work address of each invited member of the file
    /// to whom none is on its way.
    #[graphql(default)]
    invite: bool,
    /// Applies a file by which more than 40 % of the members leave or more than 5 % of the
    /// identifiers change hands.
    force: Option<ForceDirectoryImportInput>,
}

/// Leave to change much at once.
#[derive(InputObject)]
struct ForceDirectoryImportInput {
    /// Why, 1 to 500 characters; it stands in the audit log.
    reason: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct ApplyDirectoryImportPayload {
    /// What changed, or would have.
    import: DirectoryImport,
    /// Whether it was applied.
    applied: bool,
    /// How many were mailed an invitation.
    invited: usize,
    /// Why it was not applied.
    errors: Vec<ApplyDirectoryImportError>,
}
