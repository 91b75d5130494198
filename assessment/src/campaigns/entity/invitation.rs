use kernel::{CampaignId, CampaignInvitationId, MembershipId, OrganizationId, UnitId};
use sea_orm::entity::prelude::*;

/// Somebody who is asked. The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CampaignInvitationId,
    pub campaign_id: CampaignId,
    /// Nobody, where somebody from outside is asked.
    pub member_id: Option<MembershipId>,
    pub external_name: Option<String>,
    pub external_address: Option<String>,
    /// Of somebody from outside: a language tag.
    pub language: Option<String>,
    /// What the link's token is derived from; none, once it opens nothing any more.
    pub link_id: Option<Uuid>,
    /// SHA-256 of the token.
    pub link_hash: Option<Vec<u8>>,
    /// The last day on which the link opens anything.
    pub link_until: Option<Date>,
    pub state: State,
    /// As it was at launch; of an anonymous campaign as coarse as it stands on answers. Likewise
    /// what follows.
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
    pub invited_at: DateTimeUtc,
    /// The day on which they answered, declined or withdrew; where answers do not stand under
    /// names only that of a decline.
    pub settled_on: Option<Date>,
    /// Whether they want no reminders.
    pub muted: bool,
    /// When a mail is due next.
    pub remind_at: Option<DateTimeUtc>,
}

/// Of an anonymous campaign only `Invited`, `Opened` (the ticket was drawn) and `Declined`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Invited,
    Opened,
    Submitted,
    Declined,
    Withdrawn,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
