use kernel::{AssessmentResultId, OrganizationId};
use sea_orm::entity::prelude::*;

/// How the person sees what was computed of one scale; the last revision is how they see it now.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result_recognition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub result_id: AssessmentResultId,
    /// Its code in the instrument.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scale: String,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    pub recognised: bool,
    /// A position between the poles, 0 to 100; where the person sees themself elsewhere.
    pub corrected: Option<String>,
    /// May be empty.
    pub note: String,
    pub recognised_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
