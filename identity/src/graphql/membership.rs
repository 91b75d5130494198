use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, CoachGrantId, Date, EmailAddress, Fault, GroupId, InvitationId, List,
    MembershipId, OrganizationId, PageInput, Ref, UnitId, UserId,
};

use super::members::{self, MemberFilter, MemberOrder};
use crate::{
    directory::{Member, Snapshots, Standing, Target},
    entity::membership,
    loader, policy,
};

/// The `Membership` fields this context owns.
pub struct MembershipFields(pub MembershipId);

#[Object]
impl MembershipFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// The name as the person writes it; before they accept, as the organisation states it.
    async fn display_name<'a>(&self, ctx: &Context<'a>) -> Answer<&'a str> {
        Ok(&self.find(ctx)?.1.name)
    }

    /// The person; null until the invitation is accepted.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<Ref<UserId>>> {
        Ok(self.find(ctx)?.1.user.map(Ref))
    }

    /// Where they are a member.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.find(ctx)?.0.snapshot.organization))
    }

    /// Grows with each change; mutations tell by it whether somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.find(ctx)?.1.version)
    }

    /// Visible to whoever may see the member: how far the membership has come.
    async fn state(&self, ctx: &Context<'_>) -> Answer<Option<MembershipState>> {
        Ok(self.shown(ctx)?.map(|member| member.state.into()).or_else(|| ctx.deny()))
    }

    /// Visible to whoever may see the member: as what they belong to the organisation.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<Option<MembershipKind>> {
        Ok(self.shown(ctx)?.map(|member| member.kind.into()).or_else(|| ctx.deny()))
    }

    /// Visible to whoever may see the member: what they may do beyond being a member.
    async fn roles(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Role>>> {
        let roles = |member: &Arc<Member>| member.roles.iter().map(Role::from).collect();
        Ok(self.shown(ctx)?.map(roles).or_else(|| ctx.deny()))
    }

    /// Visible to whoever may see the member: the unit they work in.
    async fn unit(&self, ctx: &Context<'_>) -> Answer<Option<Ref<UnitId>>> {
        let shows = |unit: &UnitId| Snapshots::of(ctx).shows_unit(*unit);
        match self.shown(ctx)? {
            Some(member) => Ok(member.unit.filter(shows).map(Ref)),
            None => Ok(ctx.deny()),
        }
    }

    /// Visible to whoever may see the member: to whom they report.
    async fn manager(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        match self.shown(ctx)? {
            Some(member) => Ok(member.manager.map(Ref)),
            None => Ok(ctx.deny()),
        }
    }

    /// Who reports to them directly, as far as you may see them, by name.
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Answer<List<Ref<MembershipId>>> {
        let (standing, member) = self.find(ctx)?;
        let page = PageInput { first, after, last, before };
        let filter = MemberFilter { manager: Some(member.id), ..MemberFilter::default() };
        members::list(ctx, standing, "Membership.reports", filter, MemberOrder::Name, &page)
    }

    /// Visible to whoever may see the member: the title the organisation states.
    async fn job_title<'a>(&self, ctx: &Context<'a>) -> Answer<Option<&'a str>> {
        match self.shown(ctx)? {
            Some(member) => Ok(member.job_title.as_deref()),
            None => Ok(ctx.deny()),
        }
    }

    /// Visible to whoever may see the member: the address of work the organisation states.
    async fn work_address(&self, ctx: &Context<'_>) -> Answer<Option<EmailAddress>> {
        match self.shown(ctx)? {
            Some(member) => Ok(member.work_address.clone().map(EmailAddress::kept)),
            None => Ok(ctx.deny()),
        }
    }

    /// Visible to whoever may see the member: the telephone at work the organisation states.
    async fn work_phone(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        if self.shown(ctx)?.is_none() {
            return Ok(ctx.deny());
        }
        Ok(self.row(ctx).await?.work_phone.clone())
    }

    /// Visible to the member and to administrators in scope: the first day of employment.
    async fn employed_from(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        let Some(row) = self.employment(ctx).await? else { return Ok(ctx.deny()) };
        Ok(row.employed_from.map(Date))
    }

    /// Visible to the member and to administrators in scope: the last day of employment.
    async fn employed_until(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        let Some(row) = self.employment(ctx).await? else { return Ok(ctx.deny()) };
        Ok(row.employed_until.map(Date))
    }

    /// Visible to the member and to administrators in scope: the number in the
    /// organisation's own books, by which imports find the member again.
    async fn external_id(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let Some(row) = self.employment(ctx).await? else { return Ok(ctx.deny()) };
        Ok(row.external_id.clone())
    }

    /// Visible to the member, to administrators of everybody and to compliance managers: whom
    /// the member administers; null for members who are no administrators.
    async fn administrator_scope(&self, ctx: &Context<'_>) -> Answer<Option<AdministratorScope>> {
        let (standing, member) = self.find(ctx)?;
        if !policy::may_read_scope(standing, member) {
            return Ok(ctx.deny());
        }
        let is_administrator = member.roles.has(kernel::Role::Administrator);
        let targets = standing.snapshot.targets(member.id);
        Ok(is_administrator.then(|| AdministratorScope::of(&targets)))
    }

    /// Visible to administrators in scope, to IT administrators, to whoever sent it, and to the
    /// member: the latest invitation, if there was any.
    async fn invitation(&self, ctx: &Context<'_>) -> Answer<Option<Ref<InvitationId>>> {
        let (standing, _) = self.find(ctx)?;
        let Some(row) = loader::invitation_of(ctx, self.0).await? else {
            return Ok(if policy::may_ask_for_invitation(standing, self.0) {
                None
            } else {
                ctx.deny()
            });
        };
        if !policy::may_read_invitation(standing, &row) {
            return Ok(ctx.deny());
        }
        Ok(Some(Ref(row.id)))
    }

    /// Visible to the member, to administrators in scope and to compliance managers: the
    /// grants that were not revoked, about the member as client and to the member as coach.
    async fn coach_grants(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Ref<CoachGrantId>>>> {
        let (standing, member) = self.find(ctx)?;
        if !policy::may_read_grants(standing, member) {
            return Ok(ctx.deny());
        }
        let about = standing.snapshot.grants_about(member.id);
        let to = standing.snapshot.grants_to(member.id);
        // An administrator of some sees of a coach's grants those about members in scope, and
        // those about themself.
        let mine = |client| {
            let place = &standing.place;
            place.member == member.id
                || place.member == client
                || place.administers(client)
                || place.roles.has(kernel::Role::ComplianceManager)
        };
        let to = to.iter().filter(|grant| mine(grant.client));
        Ok(Some(about.iter().chain(to).map(|grant| Ref(grant.id)).collect()))
    }
}

impl MembershipFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Snapshots::of(ctx).seen(self.0).is_some())
    }

    /// Also of members who are named by what the viewer may see.
    fn find<'a>(&self, ctx: &Context<'a>) -> Answer<(&'a Standing, &'a Arc<Member>)> {
        Snapshots::of(ctx).member(self.0).ok_or_else(Fault::not_found)
    }

    /// None, where the profile is not the viewer's to read.
    fn shown<'a>(&self, ctx: &Context<'a>) -> Answer<Option<&'a Arc<Member>>> {
        let (standing, member) = self.find(ctx)?;
        Ok(policy::may_read_profile(standing, member).then_some(member))
    }

    async fn employment(&self, ctx: &Context<'_>) -> Answer<Option<Arc<membership::Model>>> {
        let (standing, member) = self.find(ctx)?;
        if policy::may_read_employment(standing, member) {
            self.row(ctx).await.map(Some)
        } else {
            Ok(None)
        }
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<membership::Model>> {
        loader::member(ctx, self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// How far a membership has come.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "membership::State")]
pub enum MembershipState {
    /// The organisation has stated it; the person has not accepted yet.
    Invited,
    /// The person takes part.
    Active,
    /// For a while without access.
    Suspended,
    /// For good without access.
    Left,
}

/// As what somebody belongs to an organisation. All but employees are external.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "membership::Kind")]
pub enum MembershipKind {
    /// Works for the organisation.
    Employee,
    /// Works with it, from outside.
    Collaborator,
    /// Applies for work.
    Candidate,
    /// Learns there.
    Student,
    /// Is coached there.
    Client,
    /// Coaches members, from outside.
    Coach,
    /// Takes part in something, for a while.
    Guest,
}

/// What a member may do beyond being a member.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "kernel::Role")]
pub enum Role {
    /// Manages members and what they may, within a scope.
    Administrator,
    /// Manages accounts; sees no results.
    ItAdministrator,
    /// Reads the audit log and consents; no content.
    ComplianceManager,
    /// May be granted clients.
    Coach,
    /// Runs the service.
    Operator,
}

/// Whom an administrator administers.
#[derive(SimpleObject)]
pub struct AdministratorScope {
    /// All members; the lists are empty then.
    pub everybody: bool,
    /// The members of these units and of all below them.
    pub units: Vec<Ref<UnitId>>,
    /// The members of these groups.
    pub groups: Vec<Ref<GroupId>>,
    /// These members.
    pub members: Vec<Ref<MembershipId>>,
}

impl AdministratorScope {
    fn of(targets: &[Target]) -> Self {
        let mut scope = Self { everybody: false, units: vec![], groups: vec![], members: vec![] };
        for target in targets {
            match target {
                Target::Everybody => scope.everybody = true,
                Target::Unit(unit) => scope.units.push(Ref(*unit)),
                Target::Group(group) => scope.groups.push(Ref(*group)),
                Target::Member(member) => scope.members.push(Ref(*member)),
            }
        }
        scope
    }
}
