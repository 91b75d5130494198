use kernel::{CampaignId, MembershipId, OrganizationId, UnitId};
use sea_orm::entity::prelude::*;

use super::sheet::State;

/// An anonymous sheet until its campaign closes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sheet_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// Of the ticket's code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub campaign_id: CampaignId,
    pub language: String,
    pub state: State,
    /// By item: revision and answer, as JSON.
    pub answers: String,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
