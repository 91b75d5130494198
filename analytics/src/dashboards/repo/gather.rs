//! What a plan is made of.

use chrono::NaiveDate;
use kernel::{CampaignId, Db, InstrumentId, MembershipId, OrganizationId, UnitId};
use sea_orm::{DbErr, FromQueryResult};
use uuid::Uuid;

use super::{among, array, found};

/// How many sheets' answers are read at once.
const CHUNK: usize = 2_000;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Campaign {
    pub organization_id: OrganizationId,
    pub id: CampaignId,
    pub instrument_id: InstrumentId,
    pub threshold: i64,
    pub previous_id: Option<CampaignId>,
    pub round: i64,
    pub closed_on: Option<NaiveDate>,
}

const CAMPAIGN: &str = "select c.organization_id, c.id, c.instrument_id, c.threshold, \
                        c.previous_id, c.round, c.closed_on from analytics_campaign c";

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

/// Those of the ids that are of these organisations.
pub async fn campaigns_unchecked(
    db: &Db,
    organizations: Vec<OrganizationId>,
    ids: Vec<CampaignId>,
) -> Result<Vec<Campaign>, DbErr> {
    let (of, which) = (among(db, "c.organization_id", 1), among(db, "c.id", 2));
    let sql = format!("{CAMPAIGN} where {of} and {which}");
    found(db, &sql, [array(db, organizations), array(db, ids)]).await
}

/// The rounds of a campaign's series, as far as they are over, and itself; the first one first.
pub async fn rounds_unchecked(
    db: &Db,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<Vec<Campaign>, DbErr> {
    let sql = format!(
        "{CAMPAIGN} where c.organization_id = $1 and c.series_id = (select s.series_id \
         from analytics_campaign s where s.organization_id = $1 and s.id = $2) \
         and (c.state = 'closed' or c.id = $2) order by c.round"
    );
    found(db, &sql, [organization.0.into(), campaign.0.into()]).await
}

#[derive(FromQueryResult)]
struct Content {
    id: InstrumentId,
    document: String,
}

/// What was asked, as documents.
pub async fn documents_unchecked(
    db: &Db,
    organizations: Vec<OrganizationId>,
    instruments: Vec<InstrumentId>,
) -> Result<Vec<(InstrumentId, String)>, DbErr> {
    let (of, which) = (among(db, "organization_id", 1), among(db, "id", 2));
    let sql = format!("select id, document from analytics_instrument where {of} and {which}");
    let values = [array(db, organizations), array(db, instruments)];
    let found: Vec<Content> = found(db, &sql, values).await?;
    Ok(found.into_iter().map(|it| (it.id, it.document)).collect())
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
    let sql =
        "select id, parent_id, name from analytics_unit where organization_id = $1 order by id";
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
    let sql = format!(
        "select sheet_id, item, value from analytics_answer where organization_id = $1 and {}",
        among(db, "sheet_id", 2)
    );
    for sheets in sheets.chunks(CHUNK) {
        let ids = array(db, sheets.iter().copied());
        let given: Vec<Given> = found(db, &sql, [organization.0.into(), ids]).await?;
        given.into_iter().for_each(&mut tell);
    }
    Ok(())
}
