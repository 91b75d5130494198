//! What a request has read or will read together.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, Batches, Call, CoachGrantId, InvitationId, Loader, MembershipId, OrganizationId, UserId,
};

use crate::{
    directory::About,
    entity::{coach_grant, invitation, membership, person},
    repo,
};

pub type People = Loader<UserId, Arc<person::Model>>;
pub type Members = Loader<MembershipId, Arc<membership::Model>>;
/// Organisations the viewer is no member of, for operators.
pub type Frames = Loader<OrganizationId, Arc<About>>;
/// Seats those have taken of their licences.
pub type Seats = Loader<OrganizationId, i64>;
pub type Invitations = Loader<InvitationId, Arc<invitation::Model>>;
/// The latest of a member.
pub type LatestInvitations = Loader<MembershipId, Arc<invitation::Model>>;
pub type CoachGrants = Loader<CoachGrantId, Arc<coach_grant::Model>>;

struct Read<'a>(&'a Call);

pub async fn person(ctx: &Context<'_>, user: UserId) -> Answer<Option<Arc<person::Model>>> {
    ctx.data_unchecked::<People>().load(user, &Read(Call::of(ctx))).await
}

pub async fn member(ctx: &Context<'_>, id: MembershipId) -> Answer<Option<Arc<membership::Model>>> {
    ctx.data_unchecked::<Members>().load(id, &Read(Call::of(ctx))).await
}

pub async fn frame(ctx: &Context<'_>, id: OrganizationId) -> Answer<Option<Arc<About>>> {
    ctx.data_unchecked::<Frames>().load(id, &Read(Call::of(ctx))).await
}

/// Of an organisation that the viewer is no member of.
pub async fn seats_taken(ctx: &Context<'_>, id: OrganizationId) -> Answer<i64> {
    let taken = ctx.data_unchecked::<Seats>().load(id, &Read(Call::of(ctx))).await?;
    Ok(taken.unwrap_or_default())
}

/// Of the viewer's organisations: whether it exists for the viewer is for the policy to say.
pub async fn invitation(
    ctx: &Context<'_>,
    id: InvitationId,
) -> Answer<Option<Arc<invitation::Model>>> {
    ctx.data_unchecked::<Invitations>().load(id, &Read(Call::of(ctx))).await
}

/// The latest of a member; whether it exists for the viewer is for the policy to say.
pub async fn invitation_of(
    ctx: &Context<'_>,
    member: MembershipId,
) -> Answer<Option<Arc<invitation::Model>>> {
    let row = ctx.data_unchecked::<LatestInvitations>().load(member, &Read(Call::of(ctx))).await?;
    ctx.data_unchecked::<Invitations>().feed(row.iter().map(|row| (row.id, row.clone())));
    Ok(row)
}

/// Of the viewer's organisations: whether it exists for the viewer is for the policy to say.
pub async fn coach_grant(
    ctx: &Context<'_>,
    id: CoachGrantId,
) -> Answer<Option<Arc<coach_grant::Model>>> {
    ctx.data_unchecked::<CoachGrants>().load(id, &Read(Call::of(ctx))).await
}

impl Batches<UserId, Arc<person::Model>> for Read<'_> {
    fn fetch(
        &self,
        users: Vec<UserId>,
    ) -> BoxFuture<'_, Answer<HashMap<UserId, Arc<person::Model>>>> {
        async move {
            let people = repo::member::people(&self.0.db, &self.0.viewer, users).await?;
            Ok(people.into_iter().map(|person| (person.id, Arc::new(person))).collect())
        }
        .boxed()
    }
}

impl Batches<MembershipId, Arc<membership::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<MembershipId>,
    ) -> BoxFuture<'_, Answer<HashMap<MembershipId, Arc<membership::Model>>>> {
        async move {
            let members = repo::member::members(&self.0.db, &self.0.viewer, ids).await?;
            Ok(members.into_iter().map(|member| (member.id, Arc::new(member))).collect())
        }
        .boxed()
    }
}

impl Batches<OrganizationId, Arc<About>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<OrganizationId>,
    ) -> BoxFuture<'_, Answer<HashMap<OrganizationId, Arc<About>>>> {
        async move {
            let rows = repo::member::organizations_unchecked(&self.0.db, ids).await?;
            let about = rows.into_iter().map(|(row, licences)| {
                let about = About {
                    name: row.name,
                    slug: row.slug,
                    kind: row.kind,
                    controller: row.controller,
                    processor: row.processor,
                    licences,
                    version: row.changed_in,
                };
                (row.id, Arc::new(about))
            });
            Ok(about.collect())
        }
        .boxed()
    }
}

impl Batches<OrganizationId, i64> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<OrganizationId>,
    ) -> BoxFuture<'_, Answer<HashMap<OrganizationId, i64>>> {
        async move {
            let taken = repo::organization::seats_taken_unchecked(&self.0.db, ids).await?;
            Ok(taken.into_iter().collect())
        }
        .boxed()
    }
}

impl Batches<InvitationId, Arc<invitation::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<InvitationId>,
    ) -> BoxFuture<'_, Answer<HashMap<InvitationId, Arc<invitation::Model>>>> {
        async move {
            let rows = repo::invitation::by_ids(&self.0.db, &self.0.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<MembershipId, Arc<invitation::Model>> for Read<'_> {
    fn fetch(
        &self,
        members: Vec<MembershipId>,
    ) -> BoxFuture<'_, Answer<HashMap<MembershipId, Arc<invitation::Model>>>> {
        async move {
            let rows = repo::invitation::of_members(&self.0.db, &self.0.viewer, members).await?;
            // In the order in which they were sent: the last one stays.
            Ok(rows.into_iter().map(|row| (row.membership_id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<CoachGrantId, Arc<coach_grant::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<CoachGrantId>,
    ) -> BoxFuture<'_, Answer<HashMap<CoachGrantId, Arc<coach_grant::Model>>>> {
        async move {
            let rows = repo::coach_grant::by_ids(&self.0.db, &self.0.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

/// After a change: what this request read of a member before is stale.
pub async fn read_member_anew(ctx: &Context<'_>, id: MembershipId) -> Answer<()> {
    let rows: HashMap<_, Arc<membership::Model>> = Read(Call::of(ctx)).fetch(vec![id]).await?;
    ctx.data_unchecked::<Members>().feed(rows);
    Ok(())
}

/// After a change: what this request read of an invitation before is stale.
pub async fn read_invitation_anew(
    ctx: &Context<'_>,
    id: InvitationId,
) -> Answer<Option<Arc<invitation::Model>>> {
    let rows: HashMap<_, _> = Read(Call::of(ctx)).fetch(vec![id]).await?;
    let row = rows.get(&id).cloned();
    ctx.data_unchecked::<Invitations>().feed(rows);
    if let Some(row) = &row {
        let latest: HashMap<MembershipId, _> =
            Read(Call::of(ctx)).fetch(vec![row.membership_id]).await?;
        ctx.data_unchecked::<LatestInvitations>().feed(latest);
    }
    Ok(row)
}

/// After a change: what this request read of a grant before is stale.
pub async fn read_grant_anew(
    ctx: &Context<'_>,
    id: CoachGrantId,
) -> Answer<Option<Arc<coach_grant::Model>>> {
    let rows: HashMap<_, _> = Read(Call::of(ctx)).fetch(vec![id]).await?;
    let row = rows.get(&id).cloned();
    ctx.data_unchecked::<CoachGrants>().feed(rows);
    Ok(row)
}
