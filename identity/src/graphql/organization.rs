use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, Date, Fault, GroupId, List, MembershipId, OrganizationId, PageInput,
    Ref, UnitId,
};

use super::{
    by_name,
    members::{self, MemberFilter, MemberOrder},
};
use crate::{
    directory::{About, Snapshots, Standing},
    entity::{licence, organization},
    loader, policy,
};

/// The `Organization` fields this context owns.
pub struct OrganizationFields(pub OrganizationId);

#[Object]
impl OrganizationFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What people call it.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.about(ctx).await?.name.clone())
    }

    /// A short name for addresses: `acme`.
    async fn slug(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.about(ctx).await?.slug.clone())
    }

    /// What it is.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<OrganizationKind> {
        Ok(self.about(ctx).await?.kind.into())
    }

    /// Grows with each change of what it says about itself; `updateOrganization` tells by it
    /// whether somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.about(ctx).await?.version)
    }

    /// Who decides why and how personal data is processed here.
    async fn controller(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.about(ctx).await?.controller.clone())
    }

    /// Who processes it on the controller's behalf.
    async fn processor(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.about(ctx).await?.processor.clone())
    }

    /// Visible to administrators, compliance managers and operators: the licence in force, or
    /// the last there was. Without one in force, content can be read and not written.
    async fn licence(&self, ctx: &Context<'_>) -> Answer<Option<Licence>> {
        if !policy::may_read_licence(ctx.viewer(), self.0) {
            return Ok(ctx.deny());
        }
        let today = Call::of(ctx).clock.now().date_naive();
        let about = self.about(ctx).await?;
        let in_force = |it: &&licence::Model| it.valid_from <= today && today <= it.valid_until;
        let licences = &about.licences;
        let newest = || licences.iter().max_by_key(|licence| licence.valid_until);
        let Some(licence) = licences.iter().find(in_force).or_else(newest) else {
            return Ok(None);
        };
        let taken = match Snapshots::of(ctx).organization(self.0) {
            Some(own) => i64::try_from(own.snapshot.seats_taken()).unwrap_or(i64::MAX),
            None => loader::seats_taken(ctx, self.0).await?,
        };
        Ok(Some(Licence {
            kind: licence.kind.into(),
            seats: licence.seats,
            seats_taken: taken,
            valid_from: Date(licence.valid_from),
            valid_until: Date(licence.valid_until),
            in_force: in_force(&licence),
        }))
    }

    /// Your own place in it; null for operators.
    async fn membership(&self, ctx: &Context<'_>) -> Option<Ref<MembershipId>> {
        Snapshots::of(ctx).organization(self.0).map(|standing| Ref(standing.place.member))
    }

    /// Visible to members of the organisation: the members who exist for them.
    #[expect(clippy::too_many_arguments, reason = "they are the field's in the schema")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
        #[graphql(desc = "Which of them.")] filter: Option<MemberFilter>,
        #[graphql(desc = "In which order; by name if not given.")] order_by: Option<MemberOrder>,
    ) -> Answer<Option<List<Ref<MembershipId>>>> {
        let Some(standing) = self.standing(ctx) else { return Ok(ctx.deny()) };
        let page = PageInput { first, after, last, before };
        let (filter, order) = (filter.unwrap_or_default(), order_by.unwrap_or_default());
        members::list(ctx, standing, "Organization.members", filter, order, &page).map(Some)
    }

    /// Visible to members who are not external: the units, by name.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
        #[graphql(desc = "Only those that are part of no other.")] roots: Option<bool>,
    ) -> Answer<Option<List<Ref<UnitId>>>> {
        let standing = self.standing(ctx).filter(|it| it.sees_structure());
        let Some(standing) = standing else { return Ok(ctx.deny()) };
        let page = PageInput { first, after, last, before };
        let roots = roots.unwrap_or_default();
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &[u8::from(roots)]];
        let wanted = standing.snapshot.units().filter(|unit| !roots || unit.parent.is_none());
        let units = wanted.map(|unit| (unit.name.as_str().into(), unit.id));
        by_name::list(ctx, "Organization.units", &bound, &page, units).map(Some)
    }

    /// Visible to members who are not external: the groups, by name.
    async fn groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<GroupId>>>> {
        let standing = self.standing(ctx).filter(|it| it.sees_structure());
        let Some(standing) = standing else { return Ok(ctx.deny()) };
        let page = PageInput { first, after, last, before };
        let groups = standing.snapshot.groups().map(|group| (group.name.as_str().into(), group.id));
        let bound = [&self.0.0.as_bytes()[..]];
        by_name::list(ctx, "Organization.groups", &bound, &page, groups).map(Some)
    }
}

impl OrganizationFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        if Snapshots::of(ctx).organization(self.0).is_some() {
            return Ok(true);
        }
        if !policy::may_list_organizations(ctx.viewer()) {
            return Ok(false);
        }
        let about = loader::frame(ctx, self.0).await?;
        Ok(about.is_some_and(|about| about.kind != organization::Kind::Personal))
    }

    async fn about(&self, ctx: &Context<'_>) -> Answer<Arc<About>> {
        if let Some(standing) = Snapshots::of(ctx).organization(self.0) {
            return Ok(standing.snapshot.about.clone());
        }
        if !policy::may_list_organizations(ctx.viewer()) {
            return Err(Fault::not_found());
        }
        loader::frame(ctx, self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The content of an organisation is for its members; an operator is refused.
    fn standing<'a>(&self, ctx: &Context<'a>) -> Option<&'a Standing> {
        Snapshots::of(ctx).organization(self.0)
    }
}

/// What an organisation is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "organization::Kind")]
pub enum OrganizationKind {
    /// Subscribes for its members and their external coaches (B2B).
    Company,
    /// A coach or consultant who subscribes for clients (B2C).
    Practice,
    /// One person's own account.
    Personal,
    /// The service itself.
    Platform,
}

/// What an organisation subscribed to.
#[derive(SimpleObject)]
pub struct Licence {
    /// Who subscribes.
    pub kind: LicenceKind,
    /// How many members there may be.
    pub seats: i64,
    /// How many there are, invited ones included.
    pub seats_taken: i64,
    /// The first day.
    pub valid_from: Date,
    /// The last day.
    pub valid_until: Date,
    /// Whether it is valid today.
    pub in_force: bool,
}

/// Who subscribes.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "licence::Kind")]
pub enum LicenceKind {
    /// A company, for its members.
    #[graphql(name = "B2B")]
    B2b,
    /// A coach or consultant, for clients who sign up personally.
    #[graphql(name = "B2C")]
    B2c,
}
