use chrono::NaiveDate;
use kernel::{GroupId, OrganizationId, ReplyId, UnitId};
use sea_orm::entity::prelude::*;

use crate::entity::feedback;

/// Something that waits for its delivery. No table shows it: it stands sealed in the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub organization_id: OrganizationId,
    pub code_hash: Vec<u8>,
    /// 0 the text or its withdrawal; what follows it has a number drawn by chance.
    pub position: i64,
    pub kind: Kind,
    /// Of the ticket; its first day.
    pub month: NaiveDate,
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
    /// Of something that was delivered, or that waited.
    Withdrawal,
    /// By the author of what was delivered.
    Reply,
}
