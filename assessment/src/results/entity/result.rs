use kernel::{
    AssessmentResultId, CampaignId, CampaignInvitationId, InstrumentId, MembershipId,
    OrganizationId, UserId,
};
use sea_orm::entity::prelude::*;

/// What the answers of one person say, and all versions that it came from. The id is a UUIDv7, so
/// the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentResultId,
    pub sheet_id: Uuid,
    pub campaign_id: CampaignId,
    pub invitation_id: CampaignInvitationId,
    /// None of somebody who answered by a link.
    pub member_id: Option<MembershipId>,
    /// Whose it is and stays, also once the membership has ended.
    pub person_id: Option<UserId>,
    /// Who made the campaign.
    pub asked_by: MembershipId,
    /// Whether the person asked themself.
    pub own: bool,
    /// The edition that keys and norms are of: that which was answered, or a later one.
    pub instrument_id: InstrumentId,
    /// In which it was answered.
    pub language: String,
    /// A name of ours, or the SHA-256 of a module.
    pub algorithm: String,
    /// The code of the group it is compared with.
    pub norm_group: Option<String>,
    /// The code of the role it is held against.
    pub role: Option<String>,
    /// SHA-256 of keys, norms, bands and roles.
    pub key_digest: String,
    /// A [`Kept`](crate::results::outcome::Kept) as JSON; none, where the algorithm failed.
    pub outcome: Option<String>,
    pub failure: Option<Failure>,
    /// From the first answer to the last, where it is known.
    pub seconds: Option<i64>,
    pub answered_on: Date,
    pub computed_at: DateTimeUtc,
    /// From when on the person reads it.
    pub released_at: Option<DateTimeUtc>,
    /// None, where nothing had to be released.
    pub released_by: Option<MembershipId>,
    pub expires_on: Date,
    /// The result beside which this one stands.
    pub supersedes: Option<AssessmentResultId>,
}

/// Why an algorithm that an organisation brought made no scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Failure {
    /// This service runs none, or had too many waiting.
    NotRun,
    /// It gave up, or did what it must not.
    Trapped,
    /// It did not end in time.
    OutOfFuel,
    /// It is no module any more that can be run.
    NotAModule,
    /// What it answered is not of the form that is asked for.
    WrongAnswer,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
