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
pub type Invitations = Loader<InvitationId, Arc<invitation::Model>>;
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

/// Of the viewer's organisations: whether it exists for the viewer is for the policy to say.
pub async fn invitation(
    ctx: &Context<'_>,
    id: InvitationId,
) -> Answer<Option<Arc<invitation::Model>>> {
    ctx.data_unchecked::<Invitations>().load(id, &Read(Call::of(ctx))).await
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
                };
                (row.id, Arc::new(about))
            });
            Ok(about.collect())
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
