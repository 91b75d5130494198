use async_graphql::{Context, Object};
use kernel::{Answer, AsViewer, Call, Month, OrganizationId};

use super::{pace, promise::AnonymousPromise};
use crate::{
    anonymous::{PROMISE, Pace, Setting, policy, repo},
    graphql::colleagues,
};

/// What anonymous writing adds to `Organization`.
pub struct OrganizationAnonymousWriting(pub OrganizationId);

/// What anonymous writing adds to `Organization`.
#[Object]
impl OrganizationAnonymousWriting {
    /// Visible to members who are not external: how one writes without a name here. Null in an
    /// organisation that is no company: there is no anonymous writing.
    async fn anonymous_writing(&self, ctx: &Context<'_>) -> Answer<Option<AnonymousWriting>> {
        let call = Call::of(ctx);
        if !call.viewer.within(self.0).is_some_and(policy::may_draw) {
            return Ok(ctx.deny());
        }
        if !colleagues(ctx).is_company(self.0) {
            return Ok(None);
        }
        let setting = repo::setting_unchecked(&call.db, self.0).await?;
        Ok(Some(AnonymousWriting { organization: self.0, setting }))
    }
}

/// How one writes without a name in an organisation.
pub struct AnonymousWriting {
    pub organization: OrganizationId,
    pub setting: Setting,
}

/// How one writes without a name in an organisation.
#[Object]
impl AnonymousWriting {
    /// How many tickets a member draws a month.
    async fn monthly_tickets(&self) -> i64 {
        self.setting.monthly_tickets
    }

    /// How many members must have been able to write something before it is delivered.
    async fn crowd(&self) -> i64 {
        self.setting.crowd
    }

    /// From which hour of the day on what waits is delivered, in UTC.
    async fn delivery_hour(&self) -> i64 {
        self.setting.delivery_hour
    }

    /// Whether it is delivered as soon as possible and not once a day: only where this is a
    /// demonstration, because the time then tells when something was written.
    async fn delivers_at_once(&self, ctx: &Context<'_>) -> bool {
        pace(ctx) == Pace::AtOnce
    }

    /// 0 until something is set, and one more for each change.
    async fn version(&self) -> i64 {
        self.setting.version
    }

    /// What is promised to whoever writes now.
    async fn promise(&self) -> Option<AnonymousPromise> {
        AnonymousPromise::of(PROMISE)
    }

    /// Whether you have drawn your tickets of this month.
    async fn drawn(&self, ctx: &Context<'_>) -> Answer<bool> {
        let call = Call::of(ctx);
        let member = call.viewer.place(self.organization)?.member;
        let month = Month::of(call.clock.now());
        Ok(repo::has_drawn(&call.db, self.organization, member, month).await?)
    }
}
