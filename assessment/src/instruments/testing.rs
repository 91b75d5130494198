//! For tests that hold the rule's two renderings together.

use kernel::{Call, Db, InstrumentId, Page, PageInput, Place, Sealed, Viewer};
use sea_orm::DbErr;

use super::{entity::instrument::Model, policy, repo};

/// Whether a row in hand exists for the viewer.
pub fn is_visible(viewer: &Viewer, row: &Model) -> bool {
    policy::is_visible(viewer, row)
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<InstrumentId>) -> Result<Vec<Model>, DbErr> {
    repo::by_ids(db, viewer, ids).await
}

/// What anybody of an organisation may ask themself with, and how many that are.
pub async fn offered(call: &Call, place: &Place) -> (Vec<InstrumentId>, u64) {
    let sealed = Sealed::new(call, "test", &[]);
    let page = Page::try_new(&PageInput::default(), &sealed).expect("the usual page");
    let rows = repo::offered(&call.db, place, &page).await.expect("a select that runs");
    let count = repo::count_offered(&call.db, place).await.expect("a select that runs");
    (rows.into_iter().map(|row| row.id).collect(), count)
}
