use kernel::{AlgorithmId, CampaignId, OrganizationId};
use sea_orm::entity::prelude::*;

/// How a campaign is scored, where it is not as its instrument says.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_scoring")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign_id: CampaignId,
    pub algorithm_id: Option<AlgorithmId>,
    /// The code of a group of the instrument.
    pub norm_group: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
