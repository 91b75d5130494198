use kernel::{FeedbackId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What became of something that was written with a ticket; its code opens it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "anonymous_thread")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    pub state: State,
    /// None, where it was not delivered.
    pub feedback_id: Option<FeedbackId>,
    pub promise: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Delivered,
    /// After it was delivered.
    Withdrawn,
    /// Its month ended, and too few could have written it.
    TooFew,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
