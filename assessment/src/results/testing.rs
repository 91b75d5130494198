//! For tests that hold the rule's two renderings together.

use kernel::{AssessmentResultId, Db, Viewer};
use sea_orm::DbErr;

use super::{
    entity::result::Model,
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
