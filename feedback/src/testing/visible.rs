//! What exists for whom, by both renderings of each rule.

use kernel::{
    CandidateId, Db, FeedbackId, FeedbackInvitationId, FeedbackRequestId, GoalId, InterestId,
    MeetingId, MembershipId, OpportunityId, ReplyId, SponsorshipId, Viewer,
};
use sea_orm::DbErr;

use super::Seed;
use crate::{
    candidates::{self, entity::candidate},
    goals::{self, entity::goal},
    meetings::{self, entity::meeting},
    opportunities::{
        self,
        entity::{interest, opportunity},
    },
    repo,
    requests::{
        self,
        entity::{invitation, request},
    },
    sponsors::{self, entity::sponsorship},
    talk::{self, entity::reply},
};

/// The rule for rows in the database: those of the ids that exist for the viewer.
pub async fn visible_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<FeedbackId>,
) -> Result<Vec<FeedbackId>, DbErr> {
    let rows = repo::by_ids(db, viewer, ids).await?;
    Ok(rows.into_iter().map(|row| row.feedback.id).collect())
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
