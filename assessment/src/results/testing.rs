//! For tests that hold the rule's two renderings together.

use futures_util::future::try_join_all;
use kernel::{Answer, AssessmentResultId, Call, Db, Page, PageInput, Sealed, Viewer};
use sea_orm::DbErr;

use super::{
    entity::{
        reading::{self, Part},
        recognition,
        result::Model,
    },
    loader::{Loaders, Read},
    policy::{self, Companies},
    repo,
};

/// Whether a row in hand exists for the viewer.
pub fn is_visible(viewer: &Viewer, companies: &Companies, row: &Model) -> bool {
    policy::side(viewer, companies, row).is_some()
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    companies: &Companies,
    ids: Vec<AssessmentResultId>,
) -> Result<Vec<Model>, DbErr> {
    repo::by_ids(db, viewer, companies, ids).await
}

/// Opens parts of a result that was seen, as somebody else than the person.
pub async fn open(call: &Call, companies: &Companies, opened: &[(&Model, Part)]) -> Answer<()> {
    open_in_turn(call, companies, &[opened]).await
}

/// Likewise in one request, some after the others.
pub async fn open_in_turn(
    call: &Call,
    companies: &Companies,
    turns: &[&[(&Model, Part)]],
) -> Answer<()> {
    let loaders = Loaders::default();
    let read = Read { call, companies: companies.clone(), loaders: &loaders };
    for opened in turns {
        let noted = opened.iter().map(|(row, part)| read.note_reading(row, *part));
        try_join_all(noted).await?;
    }
    Ok(())
}

/// Who read what of it, the latest first.
pub async fn readings(call: &Call, row: &Model) -> Answer<Vec<reading::Model>> {
    let sealed = Sealed::new(call, "test", &[]);
    let page = Page::try_new(&PageInput::default(), &sealed)?;
    Ok(repo::readings_unchecked(&call.db, row, &page).await?)
}

/// How the person sees it, of each scale the last revision first.
pub async fn recognitions(call: &Call, row: &Model) -> Answer<Vec<recognition::Model>> {
    let of = vec![(row.organization_id, row.id)];
    Ok(repo::recognitions_unchecked(&call.db, of).await?)
}
