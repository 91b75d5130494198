//! What belongs to results that were seen, or to a sheet that is submitted. Whoever asks has read
//! the rows through the rule; a person reads what is theirs also where they are no member any
//! more, so here the organisations of the rows are held to.

use std::collections::BTreeMap;

use kernel::{
    AssessmentResultId, CampaignId, CampaignInvitationId, Db, InstrumentId, OrganizationId, Page,
    Tx, Viewer,
    paged::cut,
    whole::{fetch, rows, total},
    within,
};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    campaigns::{campaign, invitation},
    instruments::entity::{document, instrument},
    results::entity::{reading, recognition, result, scoring},
    sheets::answer,
};

type Places<I> = Vec<(OrganizationId, I)>;

/// Rows of these organisations that belong to one of these ids.
fn of<E: EntityTrait, I: Into<Uuid> + Copy>(
    db: &Db,
    organization: E::Column,
    id: E::Column,
    seen: &Places<I>,
) -> Condition {
    let backend = db.get_database_backend();
    let organizations = seen.iter().map(|(organization, _)| *organization);
    let ids = seen.iter().map(|(_, id)| *id);
    Condition::all().add(within(backend, (E::default(), organization), organizations)).add(within(
        backend,
        (E::default(), id),
        ids,
    ))
}

/// What their editions hold.
pub async fn documents_unchecked(
    db: &Db,
    seen: Places<InstrumentId>,
) -> Result<Vec<document::Model>, DbErr> {
    use document::{Column, Entity};
    let rule = of::<Entity, _>(db, Column::OrganizationId, Column::InstrumentId, &seen);
    fetch(db, &rows::<Entity>(rule)).await
}

/// Their editions.
pub async fn editions_unchecked(
    db: &Db,
    seen: Places<InstrumentId>,
) -> Result<Vec<instrument::Model>, DbErr> {
    use instrument::{Column, Entity};
    let rule = of::<Entity, _>(db, Column::OrganizationId, Column::Id, &seen);
    fetch(db, &rows::<Entity>(rule)).await
}

/// Who was asked.
pub async fn invitations_unchecked(
    db: &Db,
    seen: Places<CampaignInvitationId>,
) -> Result<Vec<invitation::Model>, DbErr> {
    use invitation::{Column, Entity};
    let rule = of::<Entity, _>(db, Column::OrganizationId, Column::Id, &seen);
    fetch(db, &rows::<Entity>(rule)).await
}

/// How the person sees what was computed, each revision, the last one first.
pub async fn recognitions_unchecked(
    db: &Db,
    seen: Places<AssessmentResultId>,
) -> Result<Vec<recognition::Model>, DbErr> {
    use recognition::{Column, Entity};
    let rule = of::<Entity, _>(db, Column::OrganizationId, Column::ResultId, &seen);
    let mut select = rows::<Entity>(rule);
    select.order_by(Column::Scale, sea_orm::Order::Asc);
    select.order_by(Column::Revision, sea_orm::Order::Desc);
    fetch(db, &select).await
}

/// The last revision of one scale, 0 if there is none.
pub async fn revision_unchecked(tx: &Tx, row: &result::Model, scale: &str) -> Result<i64, DbErr> {
    use recognition::{Column, Entity};
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(row.organization_id))
        .add(Column::ResultId.eq(row.id))
        .add(Column::Scale.eq(scale));
    let mut select = rows::<Entity>(rule);
    select.clear_selects().expr_as(Expr::col(Column::Revision).max(), "last");
    let found = tx.query_one(&select).await?;
    let last: Option<i64> = found.map_or(Ok(None), |row| row.try_get("", "last"))?;
    Ok(last.unwrap_or_default())
}

/// One page of who read what of it, the latest first.
pub async fn readings_unchecked(
    db: &Db,
    seen: &result::Model,
    page: &Page<Uuid>,
) -> Result<Vec<reading::Model>, DbErr> {
    use reading::{Column, Entity};
    let mut select = rows::<Entity>(log(seen));
    cut(&mut select, (Entity, Column::Id), page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count_readings_unchecked(db: &Db, seen: &result::Model) -> Result<i64, DbErr> {
    total(db, rows::<reading::Entity>(log(seen))).await
}

fn log(seen: &result::Model) -> Condition {
    use reading::Column;
    Condition::all()
        .add(Column::OrganizationId.eq(seen.organization_id))
        .add(Column::ResultId.eq(seen.id))
}

/// A campaign of an organisation of the viewer's; whether it is theirs to change is asked next.
pub async fn campaign_unchecked(
    db: &Db,
    viewer: &Viewer,
    id: CampaignId,
) -> Result<Option<campaign::Model>, DbErr> {
    use campaign::{Column, Entity};
    let here = viewer.places.iter().map(|place| (place.organization, id)).collect();
    let rule = of::<Entity, _>(db, Column::OrganizationId, Column::Id, &here);
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// How a campaign is scored, where it is not as its instrument says.
pub async fn scoring_unchecked(
    db: &impl ConnectionTrait,
    campaign: &campaign::Model,
) -> Result<Option<scoring::Model>, DbErr> {
    use scoring::{Column, Entity};
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(campaign.organization_id))
        .add(Column::CampaignId.eq(campaign.id));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// What was answered on the sheet of a result, by item: JSON texts.
pub async fn answers_unchecked(
    db: &Db,
    seen: &result::Model,
) -> Result<BTreeMap<String, String>, DbErr> {
    use answer::{Column, Entity, Model};
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(seen.organization_id))
        .add(Column::SheetId.eq(seen.sheet_id));
    let all: Vec<Model> = fetch(db, &rows::<Entity>(rule)).await?;
    Ok(all.into_iter().filter_map(|it| Some((it.item, it.value?))).collect())
}
