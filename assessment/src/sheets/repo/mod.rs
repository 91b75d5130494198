//! All SQL of sheets. Who answers is found by what they bring: an invitation of their own, a link
//! or a ticket; what reads for nobody says so in its name.

pub mod drafts;
pub mod edition;
pub mod lock;
pub mod named;
pub mod settle;

use kernel::{CampaignInvitationId, CampaignTicket, Db, Viewer, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use super::{
    desk::{Paper, Row},
    entity::{answer, sheet},
    page::{Kept, Page},
};
use crate::campaigns::{Attribute, attribute, campaign, invitation};

/// An invitation of the viewer's own.
#[expect(clippy::disallowed_methods, reason = "only where the viewer is who is invited")]
pub async fn own(
    db: &Db,
    viewer: &Viewer,
    id: CampaignInvitationId,
) -> Result<Option<invitation::Model>, DbErr> {
    use invitation::{Column, Entity};
    let backend = db.get_database_backend();
    let (organizations, members): (Vec<_>, Vec<_>) =
        viewer.places.iter().map(|it| (it.organization, it.member)).unzip();
    Entity::find()
        .filter(within(backend, (Entity, Column::OrganizationId), organizations))
        .filter(Column::Id.eq(id))
        .filter(within(backend, (Entity, Column::MemberId), members))
        .one(db)
        .await
}

/// What stands beside the answers to a campaign that was seen, the most important first.
#[expect(clippy::disallowed_methods, reason = "parts of a row that was seen")]
pub async fn attributes_unchecked(db: &Db, of: &campaign::Model) -> Result<Vec<Attribute>, DbErr> {
    use attribute::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(of.organization_id))
        .filter(Column::CampaignId.eq(of.id))
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.attribute).collect())
}

/// What was begun on an invitation that was seen, with its answers.
#[expect(clippy::disallowed_methods, reason = "of an invitation that was seen")]
pub async fn paper_unchecked(
    db: &impl ConnectionTrait,
    of: &invitation::Model,
) -> Result<Option<Paper>, DbErr> {
    use sheet::{Column, Entity};
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(of.organization_id))
        .filter(Column::InvitationId.eq(of.id))
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let rows = answers_unchecked(db, &row).await?;
    Ok(Some(paper(row, rows)?))
}

/// What was submitted with a ticket, once the campaign is closed.
#[expect(clippy::disallowed_methods, reason = "who has the ticket may read it")]
pub async fn under_code_unchecked(
    db: &Db,
    ticket: &CampaignTicket,
) -> Result<Option<Paper>, DbErr> {
    use sheet::{Column, Entity};
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(ticket.organization))
        .filter(Column::CodeHash.eq(ticket.code_hash()))
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let rows = answers_unchecked(db, &row).await?;
    Ok(Some(paper(row, rows)?))
}

/// What stands on a sheet that was seen.
#[expect(clippy::disallowed_methods, reason = "parts of a row that was seen")]
pub async fn answers_unchecked(
    db: &impl ConnectionTrait,
    of: &sheet::Model,
) -> Result<Vec<answer::Model>, DbErr> {
    use answer::{Column, Entity};
    Entity::find()
        .filter(Column::OrganizationId.eq(of.organization_id))
        .filter(Column::SheetId.eq(of.id))
        .all(db)
        .await
}

/// A sheet of rows that were read.
fn paper(row: sheet::Model, rows: Vec<answer::Model>) -> Result<Paper, DbErr> {
    let kept = |it: answer::Model| {
        let given = it.value.map(|it| serde_json::from_str(&it)).transpose();
        let given = given.map_err(|error| DbErr::Json(error.to_string()))?;
        Ok((it.item, Kept { revision: it.revision, given }))
    };
    let page = rows.into_iter().map(kept).collect::<Result<Page, DbErr>>()?;
    let (state, language) = (row.state, row.language.clone());
    Ok(Paper { state, language, page, row: Row::Named(row) })
}

/// Held by this transaction, on PostgreSQL; on SQLite there is one writer anyway.
fn held(backend: DbBackend, how: &'static str) -> &'static str {
    if backend == DbBackend::Postgres { how } else { "" }
}
