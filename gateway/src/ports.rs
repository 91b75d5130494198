//! What one context must know of another, answered here.

use std::sync::Arc;

use chrono::NaiveDate;
use feedback::{
    Colleagues,
    anonymous::Crowd,
    requests::{Doorstep, House, Notice, Resident},
};
use futures_util::{FutureExt, future::BoxFuture};
use identity::{Directory, Snapshot, Snapshots, Standing};
use kernel::{Answer, Call, GroupId, MembershipId, OrganizationId, Role, Scope, UnitId};

use crate::texts::FORMS;

/// Answers from the directories of the viewer's organisations.
pub struct DirectoryPort(pub Snapshots);

impl Colleagues for DirectoryPort {
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId> {
        let (standing, member) = self.0.seen(member)?;
        member.is_present().then_some(standing.snapshot.organization)
    }

    fn home_of(&self, member: MembershipId) -> Option<OrganizationId> {
        self.0.member(member).map(|(standing, _)| standing.snapshot.organization)
    }

    fn home_of_group(&self, group: GroupId) -> Option<OrganizationId> {
        self.0.group(group).map(|(standing, _)| standing.snapshot.organization)
    }

    fn home_of_unit(&self, unit: UnitId) -> Option<OrganizationId> {
        self.0.unit(unit).map(|(standing, _)| standing.snapshot.organization)
    }

    fn is_company(&self, organization: OrganizationId) -> bool {
        self.0.organization(organization).is_some_and(|it| it.snapshot.is_company())
    }

    fn shows_group(&self, group: GroupId) -> bool {
        self.0.shows_group(group)
    }

    fn shows_unit(&self, unit: UnitId) -> bool {
        self.0.shows_unit(unit)
    }

    fn is_active(&self, member: MembershipId) -> bool {
        self.0.member(member).is_some_and(|(_, member)| member.is_active())
    }

    fn others_administer(&self, member: MembershipId) -> bool {
        self.0.member(member).is_some_and(|(standing, _)| {
            let snapshot = &standing.snapshot;
            snapshot.members().any(|it| {
                it.id != member
                    && it.is_active()
                    && it.roles.has(Role::Administrator)
                    && matches!(snapshot.scope(it.id), Scope::Everybody)
            })
        })
    }

    fn manager_of(&self, member: MembershipId) -> Option<MembershipId> {
        self.0.member(member)?.1.manager
    }

    fn is_coached_by(&self, coach: MembershipId) -> bool {
        self.0.member(coach).is_some_and(|(standing, _)| standing.coached_by.contains(&coach))
    }

    fn group(&self, group: GroupId) -> Option<(OrganizationId, Vec<MembershipId>)> {
        let (standing, group) = self.0.group(group)?;
        let shown = standing.sees_structure() || group.members.contains(&standing.place.member);
        let members = group.members.iter().copied();
        let members = members.filter(|id| is_reached(standing, *id));
        (shown && !group.removed).then(|| (standing.snapshot.organization, members.collect()))
    }

    fn unit(&self, unit: UnitId) -> Option<(OrganizationId, Vec<MembershipId>)> {
        let (standing, unit) = self.0.unit(unit)?;
        (standing.sees_structure() && !unit.removed).then(|| {
            let members = standing.snapshot.in_subtree(unit.id);
            let members = members.filter(|id| is_reached(standing, *id));
            (standing.snapshot.organization, members.collect())
        })
    }
}

/// Answers from the directory of an organisation, for whoever holds a link of it.
pub struct DirectoryDoorstep(pub Arc<Directory>);

impl Doorstep for DirectoryDoorstep {
    fn house_unchecked<'a>(
        &'a self,
        call: &'a Call,
        organization: OrganizationId,
        members: Vec<MembershipId>,
    ) -> BoxFuture<'a, Answer<House>> {
        async move {
            let snapshot = self.0.now_unchecked(&call.db, organization).await?;
            let known = members.into_iter().filter_map(|id| snapshot.member(id));
            Ok(House {
                name: snapshot.about.name.clone(),
                writable: snapshot.is_licensed(call.clock.now().date_naive()),
                members: known
                    .map(|member| Resident {
                        id: member.id,
                        name: member.name.clone(),
                        active: member.is_active(),
                        manager: member.manager,
                    })
                    .collect(),
            })
        }
        .boxed()
    }

    fn notice(&self, language: &str, organization: &str) -> Notice {
        let text = FORMS.say(language, "notice", &[("organization", organization)]);
        Notice { version: FORMS.say("en", "notice-version", &[]), text }
    }

    fn candidate_notice(&self, language: &str, organization: &str) -> Notice {
        let text = FORMS.say(language, "candidate-notice", &[("organization", organization)]);
        Notice { version: FORMS.say("en", "candidate-notice-version", &[]), text }
    }
}

/// Who is there; externals reach by a group or a unit only whom they may see.
fn is_reached(standing: &Standing, member: MembershipId) -> bool {
    standing.snapshot.member(member).is_some_and(|member| {
        member.is_present() && (!standing.place.is_external() || standing.sees(member))
    })
}

/// Answers from an organisation's directory for nobody in particular, as every member who is not
/// external sees it.
pub struct CrowdPort(pub Arc<Snapshot>);

impl Crowd for CrowdPort {
    fn organization(&self) -> OrganizationId {
        self.0.organization
    }

    fn is_licensed(&self, day: NaiveDate) -> bool {
        self.0.is_licensed(day)
    }

    fn takes_part(&self, member: MembershipId) -> bool {
        self.0.member(member).is_some_and(|member| member.is_active() && !member.is_external())
    }

    fn manager_of(&self, member: MembershipId) -> Option<MembershipId> {
        self.0.member(member)?.manager
    }

    fn name_of(&self, member: MembershipId) -> Option<String> {
        self.0.member(member).filter(|it| it.is_present()).map(|it| it.name.clone())
    }

    fn group(&self, group: GroupId) -> Option<Vec<MembershipId>> {
        self.0.group(group).filter(|it| !it.removed).map(|it| it.members.to_vec())
    }

    fn unit(&self, unit: UnitId) -> Option<Vec<MembershipId>> {
        let unit = self.0.unit(unit).filter(|it| !it.removed)?;
        Some(self.0.in_subtree(unit.id).collect())
    }
}
