use async_graphql::{Context, SimpleObject, Union};
use kernel::Answer;

use super::{dashboard::DashboardView, statistic::Suppressed};
use crate::{
    dashboards::{loader::Read, scene::Scene, taking_part},
    disclosure::{Statistic, Told},
};

/// How many take part.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownParticipation {
    /// Whole percent of those who were invited at the launch.
    pub percent: i64,
    /// How many were invited at the launch.
    pub invited: i64,
}

/// How many take part, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum ParticipationStatistic {
    Shown(ShownParticipation),
    Suppressed(Suppressed),
}

/// How many of a part of the audience take part.
#[derive(SimpleObject)]
pub(crate) struct UnitParticipation {
    /// Of whom.
    view: DashboardView,
    /// How many.
    participation: ParticipationStatistic,
}

impl From<Statistic<i32>> for ParticipationStatistic {
    fn from(statistic: Statistic<i32>) -> Self {
        match statistic.told() {
            Told::Shown { value, n } => {
                Self::Shown(ShownParticipation { percent: (*value).into(), invited: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(Suppressed { reason: reason.into(), threshold: threshold.into() })
            }
        }
    }
}

/// Of everybody, and of each unit in reach.
pub(super) async fn participation(
    ctx: &Context<'_>,
    scene: &Scene,
) -> Answer<Vec<UnitParticipation>> {
    let told = taking_part::told(&Read::of(ctx), scene).await?;
    let each = told.into_iter().filter_map(|(kind, label, share)| {
        let view = DashboardView::of(ctx, &kind, label)?;
        Some(UnitParticipation { view, participation: share.into() })
    });
    Ok(each.collect())
}
