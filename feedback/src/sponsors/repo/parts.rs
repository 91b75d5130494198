//! What belongs to sponsorships that were seen. Whoever asks has read the rows through the
//! rule; here only the viewer's organisations are held to.

use kernel::{Db, Page, SponsorshipId, Viewer};
use sea_orm::{ColumnTrait, Condition, DbErr, sea_query::SelectStatement};
use uuid::Uuid;

use crate::{
    repo::{
        paged::cut,
        whole::{fetch, parts, rows, total},
    },
    sponsors::entity::{reading, release, sponsorship},
};

/// What is released.
pub async fn releases_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<SponsorshipId>,
) -> Result<Vec<release::Model>, DbErr> {
    use release::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::SponsorshipId, seen).all(db).await
}

/// One page of when the sponsor read what, the latest first.
pub async fn readings_unchecked(
    db: &Db,
    seen: &sponsorship::Model,
    page: &Page<Uuid>,
) -> Result<Vec<reading::Model>, DbErr> {
    use reading::{Column, Entity};
    let mut select = log(seen);
    cut(&mut select, (Entity, Column::Id), page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count_readings_unchecked(db: &Db, seen: &sponsorship::Model) -> Result<i64, DbErr> {
    total(db, log(seen)).await
}

fn log(seen: &sponsorship::Model) -> SelectStatement {
    use reading::{Column, Entity};
    let of = Condition::all()
        .add(Column::OrganizationId.eq(seen.organization_id))
        .add(Column::SponsorshipId.eq(seen.id));
    rows::<Entity>(of)
}
