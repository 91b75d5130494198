//! Rows for tests, and what of them exists for whom.

use chrono::{DateTime, Utc};
use kernel::{
    CandidateId, CompetencyId, Db, FeedbackId, FeedbackInvitationId, FeedbackRequestId, GoalId,
    GroupId, InterestId, MeetingId, MembershipId, OpportunityId, OrganizationId, ReplyId,
    SponsorshipId, UnitId, Viewer, Write,
};
use sea_orm::{Condition, ConnectionTrait, DbErr};

use crate::{
    candidates::{self, entity::candidate},
    entity::{
        competency,
        feedback::{self, Kind, Moderation, Visibility},
        mark, recipient,
    },
    goals::{self, entity::goal},
    meetings::{self, entity::meeting},
    opportunities::{
        self,
        entity::{interest, opportunity},
    },
    policy,
    repo::{self, write},
    requests::{
        self,
        entity::{invitation, request},
    },
    sponsors::{self, entity::sponsorship},
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

/// The rule for rows in the database: those of the ids that exist for the viewer.
pub async fn visible_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<FeedbackId>,
) -> Result<Vec<FeedbackId>, DbErr> {
    let rows = repo::by_ids(db, viewer, ids).await?;
    Ok(rows.into_iter().map(|row| row.feedback.id).collect())
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

/// The rule of goals for rows in the database: those of the ids that exist for the viewer; and
/// for the same rows in hand.
pub async fn visible_goals(
    db: &Db,
    viewer: &Viewer,
    rows: &[goal::Model],
) -> Result<[Vec<GoalId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = goals::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let in_hand = rows.iter().filter(|row| goals::policy::is_visible(viewer, row));
    Ok([found, in_hand.map(|row| row.id).collect()])
}

/// The same of meetings.
pub async fn visible_meetings(
    db: &Db,
    viewer: &Viewer,
    rows: &[meeting::Model],
) -> Result<[Vec<MeetingId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = meetings::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let in_hand = rows.iter().filter(|row| meetings::policy::side(viewer, row).is_some());
    Ok([found, in_hand.map(|row| row.id).collect()])
}

/// The same of sponsorships.
pub async fn visible_sponsorships(
    db: &Db,
    viewer: &Viewer,
    rows: &[sponsorship::Model],
) -> Result<[Vec<SponsorshipId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = sponsors::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let in_hand = rows.iter().filter(|row| sponsors::policy::side(viewer, row).is_some());
    Ok([found, in_hand.map(|row| row.id).collect()])
}

/// The same of opportunities.
pub async fn visible_opportunities(
    db: &Db,
    viewer: &Viewer,
    rows: &[opportunity::Model],
) -> Result<[Vec<OpportunityId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = opportunities::repo::by_ids(db, viewer, ids).await?;
    let in_hand = rows.iter().filter(|row| opportunities::policy::is_visible(viewer, row));
    Ok([found.into_iter().map(|row| row.id).collect(), in_hand.map(|row| row.id).collect()])
}

/// The same of interests.
pub async fn visible_interests(
    db: &Db,
    viewer: &Viewer,
    rows: &[interest::Model],
) -> Result<[Vec<InterestId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = opportunities::repo::interests::by_ids(db, viewer, ids).await?;
    let seen = |row: &&interest::Model| opportunities::policy::is_interest_visible(viewer, row);
    let in_hand = rows.iter().filter(seen).map(|row| row.id).collect();
    Ok([found.into_iter().map(|row| row.id).collect(), in_hand])
}

/// A reply as it stands in the database.
pub fn replied(row: &reply::Model) -> Write {
    talk::repo::write::replied(row)
}

/// The rule of replies for rows in the database: those of the ids that exist for the viewer; and
/// for the same rows in hand, each beside the feedback it is about.
pub async fn visible_replies(
    db: &Db,
    viewer: &Viewer,
    rows: &[(reply::Model, &Seed)],
) -> Result<[Vec<ReplyId>; 2], DbErr> {
    let ids = rows.iter().map(|(row, _)| row.id).collect();
    let found = talk::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.reply.id).collect();
    found.sort_unstable();
    let seen = |(row, about): &&(reply::Model, &Seed)| {
        talk::policy::is_visible(viewer, row, &about.row(), &about.received())
    };
    Ok([found, rows.iter().filter(seen).map(|(row, _)| row.id).collect()])
}

/// The same of requests, each with the members who are asked.
pub async fn visible_requests(
    db: &Db,
    viewer: &Viewer,
    rows: &[(request::Model, Vec<MembershipId>)],
) -> Result<[Vec<FeedbackRequestId>; 2], DbErr> {
    let ids = rows.iter().map(|(row, _)| row.id).collect();
    let found = requests::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let seen = rows.iter().filter(|(row, to)| requests::policy::is_visible(viewer, row, to));
    Ok([found, seen.map(|(row, _)| row.id).collect()])
}

/// The same of invitations.
pub async fn visible_invitations(
    db: &Db,
    viewer: &Viewer,
    rows: &[invitation::Model],
) -> Result<[Vec<FeedbackInvitationId>; 2], DbErr> {
    let ids = rows.iter().map(|row| row.id).collect();
    let found = requests::repo::invitations::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let seen = |row: &&invitation::Model| requests::policy::is_invitation_visible(viewer, row);
    Ok([found, rows.iter().filter(seen).map(|row| row.id).collect()])
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

/// The same of candidates, each with the members who are asked about them.
pub async fn visible_candidates(
    db: &Db,
    viewer: &Viewer,
    rows: &[(candidate::Model, Vec<MembershipId>)],
) -> Result<[Vec<CandidateId>; 2], DbErr> {
    let ids = rows.iter().map(|(row, _)| row.id).collect();
    let found = candidates::repo::by_ids(db, viewer, ids).await?;
    let mut found: Vec<_> = found.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    let seen = rows.iter().filter(|(row, to)| candidates::policy::is_visible(viewer, row, to));
    Ok([found, seen.map(|(row, _)| row.id).collect()])
}

/// A candidate as they stand in the database.
pub type Candidate = candidate::Model;

/// All of them.
pub async fn candidates(db: &Db) -> Result<Vec<Candidate>, DbErr> {
    repo::whole::fetch(db, &repo::whole::rows::<candidate::Entity>(Condition::all())).await
}
