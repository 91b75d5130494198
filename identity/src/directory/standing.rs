//! What of the directory exists for the viewer of a request.

use std::sync::Arc;

use async_graphql::Context;
use kernel::{
    Answer, AsViewer, Fault, GroupId, MembershipId, OrganizationId, Place, Role, UnitId, UserId,
};

use super::snapshot::{Group, Member, Snapshot, Unit};
use crate::entity::organization;

/// The viewer's place in an organisation, beside its directory.
#[derive(Clone, Debug)]
pub struct Standing {
    pub place: Place,
    pub snapshot: Arc<Snapshot>,
    /// Who coaches the viewer now.
    pub coached_by: Arc<[MembershipId]>,
}

impl Standing {
    /// Whether a member exists for the viewer: they themself; colleagues in a company;
    /// whom they administer, lead, coach, and who leads or coaches them.
    pub fn sees(&self, member: &Member) -> bool {
        let place = &self.place;
        if place.member == member.id
            || place.administers(member.id)
            || place.roles.has(Role::ItAdministrator)
        {
            return true;
        }
        member.is_present()
            && (self.is_colleague(member)
                || place.leads(member.id)
                || self.me().is_some_and(|me| me.manager == Some(member.id))
                || place.coached.iter().any(|it| it.client == member.id)
                || self.coached_by.contains(&member.id))
    }

    fn is_colleague(&self, member: &Member) -> bool {
        self.has_directory() && !member.is_external()
    }

    /// Externals find nobody in lists, and clients of a practice do not see each other.
    pub fn has_directory(&self) -> bool {
        !self.place.is_external() && self.snapshot.about.kind == organization::Kind::Company
    }

    /// The structure is shown to members who are not external, and to whoever manages it.
    pub fn sees_structure(&self) -> bool {
        self.has_directory()
            || self.place.roles.has(Role::Administrator)
            || self.place.roles.has(Role::ItAdministrator)
    }

    pub fn me(&self) -> Option<&Arc<Member>> {
        self.snapshot.member(self.place.member)
    }
}

/// The directories of the viewer's organisations, beside a request. What is not in them does
/// not exist for the viewer.
#[derive(Clone, Debug, Default)]
pub struct Snapshots(pub Arc<[Standing]>);

impl Snapshots {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    pub fn organization(&self, id: OrganizationId) -> Option<&Standing> {
        self.0.iter().find(|it| it.snapshot.organization == id)
    }

    /// Any member of the viewer's organisations; for ids of rows that were seen.
    pub fn member(&self, id: MembershipId) -> Option<(&Standing, &Arc<Member>)> {
        self.0.iter().find_map(|it| Some((it, it.snapshot.member(id)?)))
    }

    /// A member who exists for the viewer; for ids that callers bring.
    pub fn seen(&self, id: MembershipId) -> Option<(&Standing, &Arc<Member>)> {
        self.member(id).filter(|(standing, member)| standing.sees(member))
    }

    /// The memberships of a person that exist for the viewer.
    pub fn of_user(&self, user: UserId) -> impl Iterator<Item = (&Standing, &Arc<Member>)> {
        let all = self.0.iter().filter_map(move |it| Some((it, it.snapshot.of_user(user)?)));
        all.filter(|(standing, member)| standing.sees(member))
    }

    pub fn unit(&self, id: UnitId) -> Option<(&Standing, &Arc<Unit>)> {
        self.0.iter().find_map(|it| Some((it, it.snapshot.unit(id)?)))
    }

    pub fn group(&self, id: GroupId) -> Option<(&Standing, &Arc<Group>)> {
        self.0.iter().find_map(|it| Some((it, it.snapshot.group(id)?)))
    }
}

/// The viewer's standing in an organisation, or the refusal to be answered.
pub fn standing<'a>(ctx: &Context<'a>, id: OrganizationId) -> Answer<&'a Standing> {
    ctx.viewer().signed()?;
    Snapshots::of(ctx).organization(id).ok_or_else(Fault::not_found)
}
