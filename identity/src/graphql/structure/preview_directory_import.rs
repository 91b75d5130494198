use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{directory_import::DirectoryImport, parse};
use crate::directory_import::{
    ApplyDirectoryImportError, ApplyDirectoryImportErrorCode, preview_as_administrator,
};

#[derive(Default)]
pub struct PreviewDirectoryImportMutation;

#[Object]
impl PreviewDirectoryImportMutation {
    /// Visible to administrators. Tells what `applyDirectoryImport` would change; it changes
    /// nothing. For administrators of everybody.
    #[graphql(visible = "super::to_administrators")]
    async fn preview_directory_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: PreviewDirectoryImportInput,
    ) -> Answer<PreviewDirectoryImportPayload> {
        let organization = parse(&input.organization)?;
        let csv = input.csv.as_bytes();
        let report = preview_as_administrator(Call::of(ctx), organization, csv).await?;
        let too_large = ApplyDirectoryImportErrorCode::FileTooLarge;
        if report.stops.contains(&too_large) {
            let errors = vec![too_large.into()];
            return Ok(PreviewDirectoryImportPayload { preview: None, errors });
        }
        Ok(PreviewDirectoryImportPayload { preview: Some(DirectoryImport(report)), errors: vec![] })
    }
}

/// The file.
#[derive(InputObject)]
struct PreviewDirectoryImportInput {
    /// Whose directory.
    organization: ID,
    /// The file as text, as for `applyDirectoryImport`.
    csv: String,
}

/// What would come of it.
#[derive(SimpleObject)]
struct PreviewDirectoryImportPayload {
    /// What would change; null, if the file was not read.
    preview: Option<DirectoryImport>,
    /// Why the file was not read.
    errors: Vec<ApplyDirectoryImportError>,
}
