use kernel::{AssessmentResultId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Somebody else read a part of a result.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result_reading")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// A UUIDv7: also the order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub result_id: AssessmentResultId,
    pub reader_id: MembershipId,
    pub part: Part,
    pub read_at: DateTimeUtc,
}

/// What of a result can be read by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Part {
    Scales,
    RoleFit,
    Quality,
    Recognitions,
    Report,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
