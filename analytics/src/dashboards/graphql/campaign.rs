use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{Answer, AsViewer, Call, CampaignId, Locale};

use super::{dashboard::Dashboard, filter::DashboardFilter};
use crate::{
    Structure,
    dashboards::{loader::Read, policy::reach, scene::Scene},
};

/// What analytics adds to `Campaign`.
pub struct CampaignAnalytics(pub CampaignId);

/// What analytics adds to `Campaign`.
#[Object]
impl CampaignAnalytics {
    /// Visible to administrators of the audience or of some of its units, and to managers, of those
    /// who report to them. What the campaign says of a part of its audience: participation while it
    /// runs, everything else once it was closed. Null before the launch.
    #[graphql(visible = "super::shown::to_readers_of_dashboards")]
    async fn dashboard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which people; the largest part that you may see, if nothing is said.")]
        filter: Option<DashboardFilter>,
        #[graphql(
            desc = "In which language questions are told; the instrument's own, where a text \
                          is not there in this one."
        )]
        language: Option<Locale>,
    ) -> Answer<Option<Dashboard>> {
        let read = Read::of(ctx);
        let Some(stage) = read.stage(self.0).await? else { return Ok(None) };
        let organization = stage.campaign.organization_id;
        let structure: &Box<dyn Structure> = ctx.data_unchecked();
        let place = Call::of(ctx).viewer.place(organization)?;
        let Some(reach) = reach(place, structure.administered(organization)) else {
            return Ok(ctx.deny());
        };
        let asked = filter.unwrap_or_default().kind()?;
        let scene = Scene::of(&read, stage, Arc::new(reach), asked).await?;
        Ok(scene.map(|scene| Dashboard::of(scene, language)))
    }
}
