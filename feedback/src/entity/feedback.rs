use kernel::{FeedbackId, GroupId, MembershipId, OrganizationId, UnitId};
use sea_orm::entity::prelude::*;

/// The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackId,
    /// Nobody, if it is anonymous, and once the author is erased.
    pub author_id: Option<MembershipId>,
    pub kind: Kind,
    pub text: String,
    pub visibility: Visibility,
    /// The group it was written to; its members then are the recipients.
    pub group_id: Option<GroupId>,
    /// The unit it was written to; likewise.
    pub unit_id: Option<UnitId>,
    /// The recipient, where there is only one.
    pub sole_recipient_id: Option<MembershipId>,
    pub created_at: DateTimeUtc,
    /// From 1; earlier texts stand in `feedback_version`.
    pub version: i64,
    pub edited_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    /// None, unless somebody flagged it and that stands, or it was hidden.
    pub moderation: Option<Moderation>,
    /// Nobody knows who wrote it, and its times are those of a day.
    pub anonymous: bool,
}

/// What became of a text that was flagged; once that is dismissed, nothing is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Moderation {
    /// Whoever may moderate it has not decided.
    Flagged,
    /// For its author and the moderators alone.
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Praise,
    Suggestion,
    /// With marks.
    Evaluation,
}

/// Each is read by whoever reads the one before, and by more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Visibility {
    Recipient,
    Manager,
    Team,
    Organization,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
