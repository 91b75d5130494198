use kernel::{
    CampaignId, CampaignInvitationId, InstrumentId, MembershipId, OrganizationId, UnitId,
};
use sea_orm::entity::prelude::*;

/// What somebody answers, or answered. The id is a UUIDv4 and tells no order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sheet")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: CampaignId,
    /// None in an anonymous campaign.
    pub invitation_id: Option<CampaignInvitationId>,
    /// Of the ticket, in an anonymous campaign only.
    pub code_hash: Option<Vec<u8>>,
    pub instrument_id: InstrumentId,
    /// None in an anonymous campaign: it would tell apart whoever reads another.
    pub language: Option<String>,
    pub state: State,
    /// The day of the close, unless answers stand under names.
    pub submitted_on: Option<Date>,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
    /// Which notice somebody from outside had before them.
    pub notice_version: Option<String>,
    /// From 1, one more for each change.
    pub version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Open,
    Submitted,
    /// Its answers are gone.
    Withdrawn,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
