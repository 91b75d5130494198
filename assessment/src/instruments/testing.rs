//! For tests that hold the rule's two renderings together.

use kernel::{Db, InstrumentId, Viewer};
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
