//! An organisation's directory, held still while it is changed.

use std::sync::Arc;

use kernel::{Answer, Call, Fault, MembershipId, Once, OrganizationId, Tx, audit, audit::Entry};
use uuid::Uuid;

use crate::{
    directory::{Member, Snapshot, Snapshots, Standing},
    entity::membership,
    once::{Claimed, claim},
    repo,
};

/// Nobody else changes the directory until this ends, so what is decided by `standing` still
/// holds when it is written.
pub struct Desk<'a> {
    pub call: &'a Call,
    pub tx: Tx,
    /// What the changed rows carry.
    pub version: i64,
    pub standing: Standing,
}

impl<'a> Desk<'a> {
    /// Asks the policy twice: before anybody has to wait for this, and of the directory as it
    /// is once nobody else changes it. A refusal stands in the organisation's log.
    pub async fn open(
        call: &'a Call,
        standing: &Standing,
        action: &'static str,
        may: impl Fn(&Standing) -> bool + Send,
    ) -> Answer<Self> {
        let organization = standing.snapshot.organization;
        if !may(standing) {
            return audit::logged(call, organization, action, Err(Fault::forbidden())).await;
        }
        let tx = call.db.begin().await?;
        let version = repo::directory::raise_version(&tx, organization).await?;
        let have = standing.snapshot.clone();
        let snapshot = if have.version + 1 == version {
            have
        } else {
            Snapshot::brought_up(&tx, organization, Some(have)).await?.into()
        };
        let now = call.clock.now();
        let Some(standing) = Standing::of(&snapshot, standing.place.member, now) else {
            tx.rollback().await?;
            return Err(Fault::not_found());
        };
        if !may(&standing) {
            tx.rollback().await?;
            return audit::logged(call, organization, action, Err(Fault::forbidden())).await;
        }
        Ok(Self { call, tx, version, standing })
    }

    pub fn organization(&self) -> OrganizationId {
        self.standing.snapshot.organization
    }

    pub fn me(&self) -> MembershipId {
        self.standing.place.member
    }

    /// The member as the directory has them now.
    pub fn member(&self, id: MembershipId) -> Answer<&Arc<Member>> {
        self.standing.snapshot.member(id).ok_or_else(Fault::not_found)
    }

    /// The member's whole row, to be written back.
    pub async fn row(&self, id: MembershipId) -> Answer<membership::Model> {
        let row = repo::belonging::membership(&self.tx, self.organization(), id).await?;
        row.ok_or_else(Fault::not_found)
    }

    /// What an earlier attempt with this key made comes back instead.
    pub async fn claim(self, once: Option<&Once>, made: Uuid) -> Answer<Result<Self, Uuid>> {
        let Self { call, tx, version, standing } = self;
        Ok(match claim(call, tx, once, made).await? {
            Claimed::Now(tx) => Ok(Self { call, tx, version, standing }),
            Claimed::Before(made) => Err(made),
        })
    }

    /// Goes on while a licence is in force; a refusal stands in the organisation's log.
    pub async fn licensed(self, action: &'static str) -> Answer<Self> {
        let Err(refusal) = self.standing.place.require_licence() else { return Ok(self) };
        let (call, organization) = (self.call, self.organization());
        self.tx.rollback().await?;
        audit::logged(call, organization, action, Err(refusal)).await
    }

    /// Nothing is kept; what the caller can put right is told.
    pub async fn give_up<T, E>(self, wrong: E) -> Answer<Result<T, E>> {
        self.tx.rollback().await?;
        Ok(Err(wrong))
    }

    /// The entry of the log comes last.
    pub async fn close(self, entry: Entry) -> Answer<()> {
        self.tx.write(entry.by(self.call)).await?;
        Ok(self.tx.commit().await?)
    }
}

/// A member who exists for the viewer; for the ids that callers bring.
pub fn seen(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
) -> Answer<(Standing, Arc<Member>)> {
    call.viewer.signed()?;
    let (standing, member) = snapshots.seen(id).ok_or_else(Fault::not_found)?;
    Ok((standing.clone(), member.clone()))
}

/// The viewer's own standing in an organisation.
pub fn standing(
    call: &Call,
    snapshots: &Snapshots,
    organization: OrganizationId,
) -> Answer<Standing> {
    call.viewer.signed()?;
    snapshots.organization(organization).cloned().ok_or_else(Fault::not_found)
}
