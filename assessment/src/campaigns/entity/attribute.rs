use kernel::{CampaignId, OrganizationId};
use sea_orm::entity::prelude::*;

/// By what a campaign's results are told apart. Of an anonymous one, once it is launched, what is
/// left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_attribute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign_id: CampaignId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub attribute: Attribute,
    /// The most important has 0.
    pub place: i64,
    /// How it was coarsened at launch; none, if it was not.
    pub coarsened: Option<Coarsened>,
}

/// What is known of members when a campaign is launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Attribute {
    Unit,
    Manager,
    Seniority,
    JobTitle,
    Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Coarsened {
    /// Some stand with a unit above their own.
    Ancestor,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
