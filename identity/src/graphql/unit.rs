use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use kernel::{Answer, Fault, GroupId, List, MembershipId, OrganizationId, PageInput, Ref, UnitId};

use super::{
    by_name,
    members::{self, MemberFilter, MemberOrder},
};
use crate::directory::{Group, Snapshots, Standing, Unit};

/// The `Unit` fields this context owns.
pub struct UnitFields(pub UnitId);

#[Object]
impl UnitFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What people call it.
    async fn name<'a>(&self, ctx: &Context<'a>) -> Answer<&'a str> {
        Ok(&self.find(ctx)?.1.name)
    }

    /// What the organisation's books call it.
    async fn code<'a>(&self, ctx: &Context<'a>) -> Answer<&'a str> {
        Ok(&self.find(ctx)?.1.code)
    }

    /// Grows with each change; `updateUnit` tells by it whether somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.find(ctx)?.1.version)
    }

    /// Where it belongs.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.find(ctx)?.0.snapshot.organization))
    }

    /// The unit it is a part of; null also for those who see no structure.
    async fn parent(&self, ctx: &Context<'_>) -> Answer<Option<Ref<UnitId>>> {
        let parent = self.find(ctx)?.1.parent;
        Ok(parent.filter(|parent| Snapshots::of(ctx).shows_unit(*parent)).map(Ref))
    }

    /// Its parts, by name; empty for those who see no structure.
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Answer<List<Ref<UnitId>>> {
        let (standing, unit) = self.find(ctx)?;
        let page = PageInput { first, after, last, before };
        let snapshot = &standing.snapshot;
        let shown = if standing.sees_structure() { snapshot.children(unit.id) } else { &[] };
        let units = shown.iter().filter_map(|id| snapshot.unit(*id));
        let units = units.map(|unit| (unit.name.as_str().into(), unit.id));
        by_name::list(ctx, "Unit.children", &[self.0.0.as_bytes()], &page, units)
    }

    /// The members of this unit and of all below it, as far as you may see them.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
        #[graphql(desc = "In which order; by name if not given.")] order_by: Option<MemberOrder>,
    ) -> Answer<List<Ref<MembershipId>>> {
        let (standing, unit) = self.find(ctx)?;
        let page = PageInput { first, after, last, before };
        let unit = Some(unit.id.to_string().into());
        let filter = MemberFilter { unit, ..MemberFilter::default() };
        members::list(ctx, standing, "Unit.members", filter, order_by.unwrap_or_default(), &page)
    }
}

impl UnitFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Snapshots::of(ctx).shows_unit(self.0))
    }

    fn find<'a>(&self, ctx: &Context<'a>) -> Answer<(&'a Standing, &'a Arc<Unit>)> {
        Snapshots::of(ctx).unit(self.0).ok_or_else(Fault::not_found)
    }
}

/// The `Group` fields this context owns.
pub struct GroupFields(pub GroupId);

#[Object]
impl GroupFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What people call it.
    async fn name<'a>(&self, ctx: &Context<'a>) -> Answer<&'a str> {
        Ok(&self.find(ctx)?.1.name)
    }

    /// Grows with each change; `updateGroup` tells by it whether somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.find(ctx)?.1.version)
    }

    /// Where it belongs.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.find(ctx)?.0.snapshot.organization))
    }

    /// Its members, as far as you may see them.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
        #[graphql(desc = "In which order; by name if not given.")] order_by: Option<MemberOrder>,
    ) -> Answer<List<Ref<MembershipId>>> {
        let (standing, group) = self.find(ctx)?;
        let page = PageInput { first, after, last, before };
        let group = Some(group.id.to_string().into());
        let filter = MemberFilter { group, ..MemberFilter::default() };
        members::list(ctx, standing, "Group.members", filter, order_by.unwrap_or_default(), &page)
    }
}

impl GroupFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Snapshots::of(ctx).shows_group(self.0))
    }

    fn find<'a>(&self, ctx: &Context<'a>) -> Answer<(&'a Standing, &'a Arc<Group>)> {
        Snapshots::of(ctx).group(self.0).ok_or_else(Fault::not_found)
    }
}
