use kernel::{CampaignId, InstrumentId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Who is asked what, when, and how what they answer is shown. The id is a UUIDv7, so the primary
/// key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CampaignId,
    /// An edition, which never changes.
    pub instrument_id: InstrumentId,
    pub name: String,
    /// What it is for, where more is to be said than the instrument does.
    pub purpose: Option<String>,
    pub mode: Mode,
    pub origin: Origin,
    /// Fewer respondents are not shown; it only rises once it is launched.
    pub threshold: i64,
    pub state: State,
    pub opens_at: DateTimeUtc,
    pub closes_at: DateTimeUtc,
    /// Language tags with commas between.
    pub languages: String,
    /// Whom to ask for help.
    pub contact_id: MembershipId,
    /// Whether results are talked over before they are shown.
    pub debrief: bool,
    /// The code of a role of the instrument, which results are compared with.
    pub role: Option<String>,
    /// The first round; it may be itself.
    pub series_id: CampaignId,
    /// The round before.
    pub previous_id: Option<CampaignId>,
    /// From 1 within its series.
    pub round: i64,
    /// Which version of the text respondents are promised by.
    pub promise: i64,
    /// How many were invited at launch.
    pub invited: Option<i64>,
    /// How many had answered at close.
    pub answered: Option<i64>,
    pub created_by: MembershipId,
    pub created_at: DateTimeUtc,
    pub launched_at: Option<DateTimeUtc>,
    pub paused_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_on: Option<Date>,
    /// From 1, one more for each change.
    pub version: i64,
}

/// How answers are tied to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Mode {
    Identified,
    Confidential,
    Anonymous,
}

/// By whose right people are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Origin {
    /// Of those in an administrator's scope.
    Administrator,
    /// Of a coach's clients.
    Coach,
    /// Of oneself.
    Person,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Live,
    Paused,
    Closed,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
