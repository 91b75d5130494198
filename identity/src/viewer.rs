//! Who asks: one statement from a token to everything that rules need.

use std::sync::Arc;

use kernel::{
    Answer, Clock, Db, MemberKind, MembershipId, OrganizationId, Roles, SessionId, Signed, Token,
    UserId, Viewer,
};

use crate::{
    directory::{Directory, Member, Snapshot, Snapshots, Standing, display_name},
    entity::{membership, organization},
    repo::directory::{Asker, asker_unchecked, organization_unchecked, version_unchecked},
};

/// Who asks, and what the same statement has paid for already.
#[derive(Clone, Debug)]
pub struct Asking {
    pub viewer: Arc<Viewer>,
    pub snapshots: Snapshots,
    /// The person's name, as they write it.
    pub name: String,
    /// The language they chose to read, a tag.
    pub language: String,
}

/// Nobody, if the token is unknown or over.
pub async fn who_asks(
    db: &Db,
    directory: &Directory,
    clock: &Clock,
    token: &Token,
) -> Answer<Option<Asking>> {
    let now = clock.now();
    let rows = asker_unchecked(db, token, now).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let person = Signed {
        user: first.user_id,
        session: first.session_id,
        authenticated_at: first.authenticated_at,
    };
    let name = display_name(&first.given_name, first.infix.as_deref(), &first.family_name);
    let mut standings = Vec::with_capacity(rows.len());
    for row in &rows {
        let (Some(organization), Some(member), Some(kind), Some(version)) =
            (row.organization_id, row.membership_id, row.organization_kind, row.directory_version)
        else {
            continue;
        };
        let snapshot = if kind == organization::Kind::Personal {
            Arc::new(Snapshot::personal(organization, alone(row, member, &name)))
        } else {
            directory.at_least(db, organization, version).await?
        };
        // None, if the snapshot is newer than the statement and the member was put out since.
        standings.extend(Standing::of(&snapshot, member, now));
    }
    let places = standings.iter().map(|standing| standing.place.clone()).collect();
    Ok(Some(Asking {
        viewer: Arc::new(Viewer { person: Some(person), places }),
        snapshots: Snapshots::new(standings),
        name,
        language: first.language.clone(),
    }))
}

/// Somebody as who they are in one organisation, without a session: for a demonstration, in
/// which people of the past act. None, if they take no part.
pub async fn acting_unchecked(
    db: &Db,
    directory: &Directory,
    clock: &Clock,
    organization: OrganizationId,
    user: UserId,
) -> Answer<Option<Asking>> {
    let now = clock.now();
    let snapshot = directory.at_least(db, organization, 1).await?;
    let Some(member) = snapshot.of_user(user).cloned() else { return Ok(None) };
    let Some(standing) = Standing::of(&snapshot, member.id, now) else {
        return Ok(None);
    };
    let person = Signed { user, session: SessionId(uuid::Uuid::nil()), authenticated_at: now };
    let viewer = Viewer { person: Some(person), places: vec![standing.place.clone()] };
    let snapshots = Snapshots::new(vec![standing]);
    Ok(Some(Asking {
        viewer: Arc::new(viewer),
        snapshots,
        name: member.name.clone(),
        language: "en".into(),
    }))
}

/// A member as who they are now, without a session: for a worker that tells somebody only of what
/// they may read. None, if they take no part.
pub async fn member_unchecked(
    db: &Db,
    directory: &Directory,
    clock: &Clock,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<Option<Viewer>> {
    let about = organization_unchecked(db, organization).await?;
    let snapshot = directory.at_least(db, organization, about.directory_version).await?;
    let user = snapshot.member(member).and_then(|member| member.user);
    let now = clock.now();
    let Some((user, standing)) = user.zip(Standing::of(&snapshot, member, now)) else {
        return Ok(None);
    };
    let person = Signed { user, session: SessionId(uuid::Uuid::nil()), authenticated_at: now };
    Ok(Some(Viewer { person: Some(person), places: vec![standing.place] }))
}

/// The directory of an organisation, for nobody in particular; none, if there is no such
/// organisation. Who sees what of it is decided where it is answered.
pub async fn directory_unchecked(
    db: &Db,
    directory: &Directory,
    organization: OrganizationId,
) -> Answer<Option<Arc<Snapshot>>> {
    let Some(version) = version_unchecked(db, organization).await? else { return Ok(None) };
    Ok(Some(directory.at_least(db, organization, version).await?))
}

fn alone(row: &Asker, id: MembershipId, name: &str) -> Member {
    let user: UserId = row.user_id;
    Member {
        id,
        user: Some(user),
        name: name.to_owned(),
        sort: "".into(),
        job_title: None,
        state: membership::State::Active,
        kind: membership::Kind::Employee,
        roles: Roles::default(),
        unit: None,
        manager: None,
        photo_mark: row.photo_mark.clone(),
        work_address: None,
        version: 1,
    }
}

impl From<membership::Kind> for MemberKind {
    fn from(kind: membership::Kind) -> Self {
        match kind {
            membership::Kind::Employee => Self::Employee,
            membership::Kind::Collaborator => Self::Collaborator,
            membership::Kind::Candidate => Self::Candidate,
            membership::Kind::Student => Self::Student,
            membership::Kind::Client => Self::Client,
            membership::Kind::Coach => Self::Coach,
            membership::Kind::Guest => Self::Guest,
        }
    }
}

impl From<MemberKind> for membership::Kind {
    fn from(kind: MemberKind) -> Self {
        match kind {
            MemberKind::Employee => Self::Employee,
            MemberKind::Collaborator => Self::Collaborator,
            MemberKind::Candidate => Self::Candidate,
            MemberKind::Student => Self::Student,
            MemberKind::Client => Self::Client,
            MemberKind::Coach => Self::Coach,
            MemberKind::Guest => Self::Guest,
        }
    }
}
