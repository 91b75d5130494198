use kernel::{GroupId, OrganizationId, ReplyId, UnitId};
use sea_orm::entity::prelude::*;

use crate::entity::feedback;

/// Something that waits for its delivery.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "anonymous_waiting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: Vec<u8>,
    /// 0 the text or its withdrawal; what follows it has a number drawn by chance.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub kind: Kind,
    /// Of the ticket; its first day.
    pub month: Date,
    /// As it was promised.
    pub crowd: i64,
    pub promise: i64,
    pub text: Option<String>,
    pub feedback_kind: Option<feedback::Kind>,
    pub visibility: Option<feedback::Visibility>,
    /// A list of ids, as JSON.
    pub recipients: Option<String>,
    pub group_id: Option<GroupId>,
    pub unit_id: Option<UnitId>,
    /// A list of ids with marks, as JSON.
    pub marks: Option<String>,
    /// What is withdrawn, if not all.
    pub reply_id: Option<ReplyId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Feedback,
    /// Of something that was delivered.
    Withdrawal,
    /// By the author of what was delivered.
    Reply,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
