//! All SQL of results. Every select starts at what the viewer may see; what does not says so in
//! its name.

mod parts;
pub mod write;

use kernel::{
    AssessmentResultId, Db, Page, Viewer,
    paged::cut,
    whole::{fetch, rows, total},
    within,
};
use sea_orm::{Condition, ConnectionTrait, DbErr};

use super::{
    entity::result::{Column, Entity, Model},
    policy::{self, Companies},
};

pub use self::parts::{
    answers_unchecked, campaign_unchecked, count_readings_unchecked, documents_unchecked,
    editions_unchecked, invitations_unchecked, readings_unchecked, recognitions_unchecked,
    revision_unchecked, scoring_unchecked,
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    companies: &Companies,
    ids: Vec<AssessmentResultId>,
) -> Result<Vec<Model>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible(viewer, companies, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(
    db: &Db,
    viewer: &Viewer,
    companies: &Companies,
    id: AssessmentResultId,
) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, companies, vec![id]).await?.pop())
}

/// Those of the results that the viewer may see which stand beside one of these as the newer.
pub async fn newer(
    db: &Db,
    viewer: &Viewer,
    companies: &Companies,
    ids: Vec<AssessmentResultId>,
) -> Result<Vec<Model>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible(viewer, companies, backend));
    select.and_where(within(backend, (Entity, Column::Supersedes), ids));
    fetch(db, &select).await
}

/// One page of those under a rule that begins with what the viewer may see, the newest first.
pub async fn list(
    db: &Db,
    rule: Condition,
    page: &Page<AssessmentResultId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(rule);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many all pages have together.
pub async fn count(db: &Db, rule: Condition) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(rule)).await
}
