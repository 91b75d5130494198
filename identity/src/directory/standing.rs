//! What of the directory exists for the viewer of a request.

use std::sync::{Arc, OnceLock};

use async_graphql::Context;
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, Coached, Fault, GroupId, MembershipId, OrganizationId, Place, Role,
    Scope, UnitId, UserId,
};

use super::{
    right::Grant,
    snapshot::{Group, Member, Snapshot, Unit},
};
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
    /// None, if the member does not take part (any more).
    pub fn of(snapshot: &Arc<Snapshot>, id: MembershipId, now: DateTime<Utc>) -> Option<Self> {
        let member = snapshot.member(id).filter(|member| member.is_active())?;
        let roles = member.roles;
        // A grant lets nobody in who is no coach any more.
        let runs = |grant: &&Grant| {
            grant.runs(now) && snapshot.member(grant.coach).is_some_and(|it| it.is_coach())
        };
        let coached = snapshot.grants_to(id);
        let coached = coached.iter().filter(runs);
        let coached_by = snapshot.grants_about(id);
        let coached_by = coached_by.iter().filter(runs);
        let place = Place {
            organization: snapshot.organization,
            member: id,
            kind: member.kind.into(),
            roles,
            unit: member.unit,
            reports: snapshot.reports(id),
            team: member.unit.map(|unit| snapshot.in_unit(unit)).unwrap_or_default(),
            scope: if roles.has(Role::Administrator) { snapshot.scope(id) } else { Scope::Nobody },
            coached: coached.map(|it| Coached { client: it.client, kinds: it.kinds }).collect(),
            writable: snapshot.is_licensed(now.date_naive()),
        };
        let coached_by = coached_by.map(|grant| grant.coach).collect();
        Some(Self { place, coached_by, snapshot: snapshot.clone() })
    }

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
        !self.place.is_external() && self.snapshot.is_company()
    }

    /// The structure is shown to members who are not external, and to whoever manages it.
    pub fn sees_structure(&self) -> bool {
        self.has_directory()
            || self.place.roles.has(Role::Administrator)
            || self.place.roles.has(Role::ItAdministrator)
    }

    /// Whether the organisation subscribes: neither somebody's own nor the service's.
    pub fn is_subscriber(&self) -> bool {
        use organization::Kind::{Company, Practice};
        matches!(self.snapshot.about.kind, Company | Practice)
    }

    pub fn me(&self) -> Option<&Arc<Member>> {
        self.snapshot.member(self.place.member)
    }
}

/// The directories of the viewer's organisations, beside a request. What is not in them does
/// not exist for the viewer.
#[derive(Clone, Debug, Default)]
pub struct Snapshots(Arc<Stage>);

/// As of one moment of the request; what was lent from an earlier one stays.
#[derive(Debug, Default)]
struct Stage {
    standings: Vec<Standing>,
    next: OnceLock<Box<Stage>>,
}

impl Snapshots {
    pub fn new(standings: Vec<Standing>) -> Self {
        Self(Arc::new(Stage { standings, next: OnceLock::new() }))
    }

    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    pub fn all(&self) -> &[Standing] {
        &self.last().standings
    }

    fn last(&self) -> &Stage {
        let mut stage = &*self.0;
        while let Some(next) = stage.next.get() {
            stage = next;
        }
        stage
    }

    /// After a change of what the directory of an organisation shows: what is answered from
    /// here on shows it.
    pub async fn renew(&self, call: &Call, organization: OrganizationId) -> Answer<()> {
        let Some(old) = self.organization(organization) else { return Ok(()) };
        let have = Some(old.snapshot.clone());
        let snapshot = Arc::new(Snapshot::brought_up(&call.db, organization, have).await?);
        let renewed = Standing::of(&snapshot, old.place.member, call.clock.now());
        let last = self.last();
        let others = last.standings.iter();
        let others = others.filter(|it| it.snapshot.organization != organization).cloned();
        let stage = Stage { standings: others.chain(renewed).collect(), next: OnceLock::new() };
        // Mutations of one document follow each other, so nobody else is setting it.
        drop(last.next.set(Box::new(stage)));
        Ok(())
    }

    /// Whoever asks was asked anew: what is answered from here on is theirs.
    pub fn replace(&self, standings: &Self) {
        let stage = Stage { standings: standings.all().to_vec(), next: OnceLock::new() };
        drop(self.last().next.set(Box::new(stage)));
    }

    pub fn organization(&self, id: OrganizationId) -> Option<&Standing> {
        self.all().iter().find(|it| it.snapshot.organization == id)
    }

    /// Any member of the viewer's organisations; for ids of rows that were seen.
    pub fn member(&self, id: MembershipId) -> Option<(&Standing, &Arc<Member>)> {
        self.all().iter().find_map(|it| Some((it, it.snapshot.member(id)?)))
    }

    /// A member who exists for the viewer; for ids that callers bring.
    pub fn seen(&self, id: MembershipId) -> Option<(&Standing, &Arc<Member>)> {
        self.member(id).filter(|(standing, member)| standing.sees(member))
    }

    /// The memberships of a person that exist for the viewer. Whoever left shares nothing of
    /// what they say about themself with that organisation any more.
    pub fn of_user(&self, user: UserId) -> impl Iterator<Item = (&Standing, &Arc<Member>)> {
        let all = self.all().iter().filter_map(move |it| Some((it, it.snapshot.of_user(user)?)));
        all.filter(|(standing, member)| member.is_present() && standing.sees(member))
    }

    pub fn unit(&self, id: UnitId) -> Option<(&Standing, &Arc<Unit>)> {
        self.all().iter().find_map(|it| Some((it, it.snapshot.unit(id)?)))
    }

    /// Whether a unit exists for the viewer: those that are there, for who is shown the
    /// structure; for others those in which somebody works whom they see, they themself too.
    pub fn shows_unit(&self, id: UnitId) -> bool {
        self.unit(id).is_some_and(|(standing, unit)| {
            let seen = |id: &MembershipId| {
                standing.snapshot.member(*id).is_some_and(|member| standing.sees(member))
            };
            !unit.removed
                && (standing.sees_structure() || standing.snapshot.in_unit(id).iter().any(seen))
        })
    }

    /// Whether a group exists for the viewer: one that is there, for its members and for who is
    /// shown the structure.
    pub fn shows_group(&self, id: GroupId) -> bool {
        self.group(id).is_some_and(|(standing, group)| {
            !group.removed
                && (standing.sees_structure() || group.members.contains(&standing.place.member))
        })
    }

    pub fn group(&self, id: GroupId) -> Option<(&Standing, &Arc<Group>)> {
        self.all().iter().find_map(|it| Some((it, it.snapshot.group(id)?)))
    }
}

/// The viewer's standing in an organisation, or the refusal to be answered.
pub fn standing<'a>(ctx: &Context<'a>, id: OrganizationId) -> Answer<&'a Standing> {
    ctx.viewer().signed()?;
    Snapshots::of(ctx).organization(id).ok_or_else(Fault::not_found)
}
