use async_graphql::{Context, Object};
use chrono::NaiveDate;
use kernel::{Answer, AsViewer, Call, Date, Fault, Month, OrganizationId, Place};

use super::{build::InteractionBuild, interactions::Interactions, month::Seen};
use crate::{
    Structure,
    network::{months, policy, repo},
};

/// What interactions add to `Organization`.
pub struct OrganizationInteractions(pub OrganizationId);

/// What interactions add to `Organization`.
#[Object]
impl OrganizationInteractions {
    /// Visible to administrators: of everybody the whole, of a part the units of that part. Who
    /// was tied to whom in a month, by feedback that was given and requests that were answered, by
    /// name; told of groups of units alone.
    #[graphql(visible = "super::shown::to_readers_of_interactions")]
    async fn interactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A day of the month; the last month that has ended, if nothing is said.")]
        month: Option<Date>,
    ) -> Answer<Option<Interactions>> {
        let call = Call::of(ctx);
        let Some(place) = self.place(ctx, policy::may_read_part) else { return Ok(ctx.deny()) };
        let month = asked(call, month)?;
        let row = repo::month(&call.db, place, month.first()).await?;
        let invited = repo::own(&call.db, place, month.first()).await?.is_some();
        let part = (!policy::may_read_all(place))
            .then(|| ctx.data_unchecked::<Box<dyn Structure>>().administered(self.0));
        let seen = Seen::try_new(month, row, invited)?;
        Ok(Some(Interactions::new(self.0, seen, part.as_ref())))
    }

    /// Visible to administrators of everybody. How far the snapshots of the last 24 months are,
    /// the latest first.
    #[graphql(visible = "super::shown::to_managers_of_interactions")]
    async fn interaction_builds(&self, ctx: &Context<'_>) -> Answer<Option<Vec<InteractionBuild>>> {
        let Some(place) = self.place(ctx, policy::may_manage) else { return Ok(ctx.deny()) };
        let rows = repo::latest(&Call::of(ctx).db, place).await?;
        Ok(Some(rows.into_iter().map(Into::into).collect()))
    }
}

impl OrganizationInteractions {
    fn place<'a>(&self, ctx: &Context<'a>, may: fn(&Place) -> bool) -> Option<&'a Place> {
        Call::of(ctx).viewer.within(self.0).filter(|place| may(place))
    }
}

/// The month that is asked for.
pub fn asked(call: &Call, day: Option<Date>) -> Answer<Month> {
    // Further off there are no months that could be told from each other in a cursor.
    let sensible = |day: &NaiveDate| (1..=9_999).contains(&chrono::Datelike::year(day));
    match day {
        None => Ok(months::last_closed(call.clock.now())),
        Some(Date(day)) if sensible(&day) => Ok(Month::with(day)),
        Some(_) => Err(Fault::bad_input("There is no such month.")),
    }
}
