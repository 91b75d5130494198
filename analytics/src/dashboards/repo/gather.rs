//! What a plan is made of.

use chrono::NaiveDate;
use kernel::{CampaignId, Db, InstrumentId, MembershipId, OrganizationId, UnitId, hex, uuids};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};
use uuid::Uuid;

use super::found;

/// How many sheets' answers are read at once.
const CHUNK: usize = 2_000;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Campaign {
    pub organization_id: OrganizationId,
    pub id: CampaignId,
    pub instrument_id: InstrumentId,
    pub name: String,
    pub mode: String,
    pub threshold: i64,
    pub state: String,
    pub previous_id: Option<CampaignId>,
    pub round: i64,
    pub closed_on: Option<NaiveDate>,
}

const CAMPAIGN: &str = "select c.organization_id, c.id, c.instrument_id, c.name, c.mode, \
                        c.threshold, c.state, c.previous_id, c.round, c.closed_on \
                        from analytics_campaign c";

/// Those of all organisations that are over and have no plan.
pub async fn unreleased_unchecked(db: &Db) -> Result<Vec<Campaign>, DbErr> {
    let sql = format!(
        "{CAMPAIGN} where c.state = 'closed' and not exists (select 1 from release_plan p \
         where p.organization_id = c.organization_id and p.campaign_id = c.id) \
         order by c.organization_id, c.id"
    );
    found(db, &sql, []).await
}

/// Those of all organisations that run.
pub async fn running_unchecked(db: &Db) -> Result<Vec<Campaign>, DbErr> {
    let sql = format!("{CAMPAIGN} where c.state <> 'closed' order by c.organization_id, c.id");
    found(db, &sql, []).await
}

/// Those of these organisations with these ids.
pub async fn campaigns_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: CampaignId,
) -> Result<Option<Campaign>, DbErr> {
    let sql = format!("{CAMPAIGN} where c.organization_id = $1 and c.id = $2");
    Ok(found(db, &sql, [organization.0.into(), id.0.into()]).await?.pop())
}

#[derive(FromQueryResult)]
struct Content {
    document: String,
}

/// What was asked, as a document.
pub async fn document_unchecked(
    db: &Db,
    organization: OrganizationId,
    instrument: InstrumentId,
) -> Result<Option<String>, DbErr> {
    let sql = "select document from analytics_instrument where organization_id = $1 and id = $2";
    let found: Vec<Content> = found(db, sql, [organization.0.into(), instrument.0.into()]).await?;
    Ok(found.into_iter().next().map(|it| it.document))
}

#[derive(FromQueryResult)]
struct Attribute {
    attribute: String,
}

/// By what results are told apart, the most important first.
pub async fn attributes_unchecked(
    db: &Db,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<Vec<String>, DbErr> {
    let sql = "select attribute from analytics_campaign_attribute \
               where organization_id = $1 and campaign_id = $2 order by place, attribute";
    let found: Vec<Attribute> = found(db, sql, [organization.0.into(), campaign.0.into()]).await?;
    Ok(found.into_iter().map(|it| it.attribute).collect())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Unit {
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub name: String,
}

/// All of an organisation, also those that were removed: people may have been in them at launch.
pub async fn units_unchecked(db: &Db, organization: OrganizationId) -> Result<Vec<Unit>, DbErr> {
    let sql = "select id, parent_id, name from analytics_unit where organization_id = $1 order by id";
    found(db, sql, [organization.0.into()]).await
}

/// Where somebody stood at launch.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct Stood {
    pub id: Uuid,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
    /// Of who was invited, whether they take part; of a sheet that it is there.
    pub takes_part: bool,
}

/// Everybody who was invited.
pub async fn invited_unchecked(
    db: &Db,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<Vec<Stood>, DbErr> {
    let sql = "select id, unit_id, manager_id, seniority, job_title, kind, takes_part \
               from analytics_invitation where organization_id = $1 and campaign_id = $2";
    found(db, sql, [organization.0.into(), campaign.0.into()]).await
}

/// All that was submitted, in an order that tells nothing of when.
pub async fn sheets_unchecked(
    db: &Db,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<Vec<Stood>, DbErr> {
    let sql = "select id, unit_id, manager_id, seniority, job_title, kind, true as takes_part \
               from analytics_sheet where organization_id = $1 and campaign_id = $2 order by id";
    found(db, sql, [organization.0.into(), campaign.0.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Given {
    pub sheet_id: Uuid,
    pub item: String,
    pub value: String,
}

/// What stands on these sheets; `tell` gets it in pieces, so that never all of it is held.
pub async fn answers_unchecked(
    db: &Db,
    organization: OrganizationId,
    sheets: &[Uuid],
    mut tell: impl FnMut(Given) + Send,
) -> Result<(), DbErr> {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let which = if postgres { "= any($2)" } else { "in (select unhex(value) from json_each($2))" };
    let sql = format!(
        "select sheet_id, item, value from analytics_answer \
         where organization_id = $1 and sheet_id {which}"
    );
    for sheets in sheets.chunks(CHUNK) {
        let ids = sheets.iter().copied();
        let ids = if postgres { uuids(ids) } else { hex(ids).into() };
        let given: Vec<Given> = found(db, &sql, [organization.0.into(), ids]).await?;
        given.into_iter().for_each(&mut tell);
    }
    Ok(())
}
