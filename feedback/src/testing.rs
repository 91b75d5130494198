//! Rows for tests, and what of them exists for whom.

mod visible;

use chrono::{DateTime, Utc};
use kernel::{
    CompetencyId, Db, FeedbackId, GroupId, MembershipId, OrganizationId, UnitId, Viewer, Write,
};
use sea_orm::{Condition, ConnectionTrait, DbErr};

pub use self::visible::{
    visible_candidates, visible_goals, visible_ids, visible_interests, visible_invitations,
    visible_meetings, visible_opportunities, visible_replies, visible_requests,
    visible_sponsorships,
};
use crate::{
    candidates::entity::candidate,
    entity::{
        competency,
        feedback::{self, Kind, Moderation, Visibility},
        mark, recipient,
    },
    policy,
    repo::{self, write},
    requests::entity::invitation,
    talk::{self, entity::reply},
};

/// A piece of feedback as it stands in the database.
#[derive(Clone, Debug)]
pub struct Seed {
    pub organization: OrganizationId,
    pub id: FeedbackId,
    /// None of what is anonymous.
    pub author: Option<MembershipId>,
    /// Each with the manager of then.
    pub recipients: Vec<(MembershipId, Option<MembershipId>)>,
    pub kind: Kind,
    pub visibility: Visibility,
    pub text: String,
    pub marks: Vec<(CompetencyId, i64)>,
    pub group: Option<GroupId>,
    pub unit: Option<UnitId>,
    pub created_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub moderation: Option<Moderation>,
}

impl Seed {
    /// Praise for recipients only, given when the id was made.
    pub fn praise(
        organization: OrganizationId,
        id: FeedbackId,
        author: MembershipId,
        recipients: Vec<(MembershipId, Option<MembershipId>)>,
    ) -> Self {
        let millis = id.0.as_u128() >> 80;
        let created_at = i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis);
        Self {
            organization,
            id,
            author: Some(author),
            recipients,
            kind: Kind::Praise,
            visibility: Visibility::Recipient,
            text: "Thank you.".into(),
            marks: vec![],
            group: None,
            unit: None,
            created_at: created_at.unwrap_or_default(),
            withdrawn_at: None,
            moderation: None,
        }
    }

    pub fn writes(&self, db: &Db) -> Vec<Write> {
        let (organization_id, feedback_id) = (self.organization, self.id);
        let marks = self.marks.iter().map(|(competency_id, mark)| mark::Model {
            organization_id,
            feedback_id,
            competency_id: *competency_id,
            mark: *mark,
        });
        let marks: Vec<_> = marks.collect();
        let backend = db.get_database_backend();
        write::given(backend, &self.row(), &self.received(), &marks)
    }

    /// The rule for rows in hand.
    pub fn is_visible(&self, viewer: &Viewer) -> bool {
        policy::is_visible(viewer, &self.row(), &self.received())
    }

    fn row(&self) -> feedback::Model {
        feedback::Model {
            organization_id: self.organization,
            id: self.id,
            author_id: self.author,
            kind: self.kind,
            text: self.text.clone(),
            visibility: self.visibility,
            group_id: self.group,
            unit_id: self.unit,
            sole_recipient_id: match self.recipients[..] {
                [(sole, _)] => Some(sole),
                _ => None,
            },
            created_at: self.created_at,
            version: 1,
            edited_at: None,
            withdrawn_at: self.withdrawn_at,
            moderation: self.moderation,
            anonymous: self.author.is_none(),
        }
    }

    fn received(&self) -> Vec<recipient::Model> {
        let received = self.recipients.iter().map(|(recipient_id, manager_id)| recipient::Model {
            organization_id: self.organization,
            feedback_id: self.id,
            recipient_id: *recipient_id,
            manager_id: *manager_id,
            acknowledged_at: None,
            several: self.recipients.len() > 1,
        });
        received.collect()
    }
}

/// A competency as it stands in the database.
pub fn competency(organization: OrganizationId, id: CompetencyId, name: &str) -> Write {
    write::competency_created(&competency::Model {
        organization_id: organization,
        id,
        name: name.into(),
        description: String::new(),
        archived: false,
        version: 1,
    })
}

/// A reply as it stands in the database.
pub fn replied(row: &reply::Model) -> Write {
    talk::repo::write::replied(row)
}

/// All there are, in the order in which people were asked.
pub async fn invitations(db: &Db) -> Result<Vec<invitation::Model>, DbErr> {
    use invitation::{Column, Entity};
    let mut select = repo::whole::rows::<Entity>(sea_orm::Condition::all());
    select.order_by((Entity, Column::Id), sea_orm::Order::Asc);
    repo::whole::fetch(db, &select).await
}

/// Somebody who is asked, as they stand in the database.
pub type Invited = invitation::Model;

/// How many reactions to a text, and flags of it, are read for a viewer.
pub async fn read_of(db: &Db, viewer: &Viewer, id: FeedbackId) -> Result<[usize; 2], DbErr> {
    use talk::repo::parts::{flags_unchecked, reactions_unchecked};
    let reactions = reactions_unchecked(db, viewer, vec![id]).await?;
    Ok([reactions.len(), flags_unchecked(db, viewer, vec![id]).await?.len()])
}

/// A candidate as they stand in the database.
pub type Candidate = candidate::Model;

/// All of them.
pub async fn candidates(db: &Db) -> Result<Vec<Candidate>, DbErr> {
    repo::whole::fetch(db, &repo::whole::rows::<candidate::Entity>(Condition::all())).await
}
