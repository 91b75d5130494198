//! Whom an administrator administers.

use std::collections::HashSet;

use kernel::{Answer, Call, GroupId, MembershipId, Role, UnitId, audit::Entry};

use super::{
    desk::{Desk, seen},
    facts::is_unit,
};
use crate::{
    directory::{Snapshot, Snapshots, Target},
    entity::membership::State,
    policy::{self, is_last_administrator},
    repo,
    repo::statement::row,
};

const ACTION: &str = "setAdministratorScope";
/// So many parts at most.
const MOST: usize = 250;

/// Everybody, or these parts; nobody, if nothing is named.
#[derive(Clone, Debug, Default)]
pub struct NewScope {
    pub everybody: bool,
    pub units: Vec<UnitId>,
    pub groups: Vec<GroupId>,
    pub members: Vec<MembershipId>,
}

kernel::problems! {
    /// Why the scope stays.
    Refused as SetAdministratorScopeError, SetAdministratorScopeErrorCode {
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// The member is no administrator: give them the role first.
        NotAnAdministrator => ("membership", "This member is no administrator."),
        /// Everybody includes every part.
        EverybodyOrParts => ("scope", "Name everybody or parts, not both."),
        /// Name fewer; a unit includes all below it.
        TooManyParts => ("scope", "A scope has at most 250 parts."),
        /// There is no such unit in the organisation.
        NoSuchUnit => ("scope.units", "There is no such unit."),
        /// There is no such group in the organisation.
        NoSuchGroup => ("scope.groups", "There is no such group."),
        /// There is no such member in the organisation, or they have left.
        NoSuchMember => ("scope.members", "There is no such member."),
        /// Nobody else administers everybody.
        LastAdministrator => ("scope", "This is the last administrator of everybody."),
    }
}

/// In place of the scope there was.
pub async fn set_administrator_scope(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
    version: Option<i64>,
    scope: NewScope,
) -> Answer<Result<MembershipId, Refused>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let desk = Desk::open(call, &standing, ACTION, policy::may_give_roles).await?;
    let (snapshot, member) = (&desk.standing.snapshot, desk.member(id)?);
    if version.is_some_and(|version| version != member.version) {
        return desk.give_up(Refused::Stale).await;
    }
    if !member.is_active() || !member.roles.has(Role::Administrator) {
        return desk.give_up(Refused::NotAnAdministrator).await;
    }
    let targets = match scope.targets(snapshot) {
        Ok(targets) => targets,
        Err(refused) => return desk.give_up(refused).await,
    };
    let narrower = !scope.everybody && snapshot.targets(id).contains(&Target::Everybody);
    if narrower && is_last_administrator(snapshot, member) {
        return desk.give_up(Refused::LastAdministrator).await;
    }
    let (tx, organization) = (&desk.tx, desk.organization());
    repo::belonging::drop_scope(tx, organization, id).await?;
    for target in targets {
        tx.write(row(target.row(organization, call.clock.id(), id))).await?;
    }
    repo::belonging::touch(tx, organization, id, desk.version).await?;
    desk.close(Entry::done(organization, ACTION, id)).await?;
    Ok(Ok(id))
}

impl NewScope {
    /// Each part once.
    fn targets(&self, snapshot: &Snapshot) -> Result<HashSet<Target>, Refused> {
        let parts = self.units.len() + self.groups.len() + self.members.len();
        if self.everybody && parts > 0 {
            return Err(Refused::EverybodyOrParts);
        }
        if parts > MOST {
            return Err(Refused::TooManyParts);
        }
        let is_group = |id: &GroupId| snapshot.group(*id).is_some_and(|group| !group.removed);
        let is_here = |id: &MembershipId| {
            snapshot.member(*id).is_some_and(|member| member.state != State::Left)
        };
        if !self.units.iter().all(|unit| is_unit(snapshot, *unit)) {
            return Err(Refused::NoSuchUnit);
        }
        if !self.groups.iter().all(is_group) {
            return Err(Refused::NoSuchGroup);
        }
        if !self.members.iter().all(is_here) {
            return Err(Refused::NoSuchMember);
        }
        let everybody = self.everybody.then_some(Target::Everybody);
        let units = self.units.iter().copied().map(Target::Unit);
        let groups = self.groups.iter().copied().map(Target::Group);
        let members = self.members.iter().copied().map(Target::Member);
        Ok(everybody.into_iter().chain(units).chain(groups).chain(members).collect())
    }
}
