use kernel::OrganizationId;
use sea_orm::entity::prelude::*;

/// A month of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "network_snapshot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// Its first day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    pub state: State,
    /// In percent.
    pub progress: i64,
    /// Whether who builds it is to end.
    pub cancel: bool,
    pub started_at: Option<DateTimeUtc>,
    /// When who builds it last said so.
    pub touched_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
    /// What passed the gate, as JSON.
    pub release: Option<String>,
}

/// How far a snapshot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Somebody asked for it anew.
    Requested,
    Building,
    Done,
    Cancelled,
    Failed,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
