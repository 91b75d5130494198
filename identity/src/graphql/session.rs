use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Data, ID, Object};
use chrono::{DateTime, Utc};
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, AsViewer, Batches, Call, Fault, List, Loader, Page, PageInput, Ref, Sealed, SessionId,
    Total, list,
};

use super::SessionTransport;
use crate::{entity::session::Model, repo};

type Sessions = Loader<SessionId, Arc<Model>>;

pub fn attach(data: &mut Data) {
    data.insert(Sessions::default());
}

/// The `Session` fields this context owns.
pub struct SessionFields(pub SessionId);

#[Object]
impl SessionFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// When it began.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.created_at)
    }

    /// When you last proved who you are in it.
    async fn authenticated_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.authenticated_at)
    }

    /// When it was last renewed, to within some minutes of its last use.
    async fn last_used_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.last_used_at)
    }

    /// When it is over unless it is renewed.
    async fn idle_until(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.refresh_expires_at)
    }

    /// When it is over whatever is done.
    async fn expires_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.expires_at)
    }

    /// When it was ended.
    async fn ended_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.find(ctx).await?.ended_at)
    }

    /// How its tokens travel.
    async fn transport(&self, ctx: &Context<'_>) -> Answer<SessionTransport> {
        Ok(self.find(ctx).await?.transport.into())
    }

    /// The browser or program, in its own words.
    async fn user_agent(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.find(ctx).await?.user_agent.clone())
    }

    /// The network address it began at.
    async fn address(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.find(ctx).await?.address.clone())
    }

    /// Whether it is the one that asks.
    async fn current(&self, ctx: &Context<'_>) -> bool {
        ctx.viewer().person.is_some_and(|person| person.session == self.0)
    }
}

impl From<SessionId> for SessionFields {
    fn from(id: SessionId) -> Self {
        Self(id)
    }
}

impl SessionFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.load(ctx).await?.is_some())
    }

    async fn find(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        self.load(ctx).await?.ok_or_else(Fault::not_found)
    }

    async fn load(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        ctx.data_unchecked::<Sessions>().load(self.0, &Read(Call::of(ctx))).await
    }
}

/// The viewer's sessions that are not over, the latest first.
pub async fn sessions_of_viewer(
    ctx: &Context<'_>,
    page: &PageInput,
) -> Answer<List<Ref<SessionId>>> {
    let call = Call::of(ctx);
    let user = call.viewer.signed()?.user;
    let sealed = Sealed::new(call, "User.sessions", &[]);
    let page = Page::<SessionId>::try_new(page, &sealed)?;
    let rows = repo::session::open_of(&call.db, user, call.clock.now()).await?;
    let total = Total::known(rows.len());
    ctx.data_unchecked::<Sessions>().feed(rows.iter().map(|row| (row.id, Arc::new(row.clone()))));
    let wanted = |row: &&Model| {
        page.after.is_none_or(|after| row.id < after)
            && page.before.is_none_or(|before| row.id > before)
    };
    let mut rows: Vec<_> = rows.iter().filter(wanted).map(|row| (row.id, Ref(row.id))).collect();
    if page.backwards {
        rows.reverse();
    }
    rows.truncate(page.size + 1);
    Ok(list(&page, &sealed, rows, total))
}

struct Read<'a>(&'a Call);

impl Batches<SessionId, Arc<Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<SessionId>) -> BoxFuture<'_, Answer<HashMap<SessionId, Arc<Model>>>> {
        async move {
            let rows = repo::session::by_ids(&self.0.db, &self.0.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}
