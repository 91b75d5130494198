use async_graphql::{Context, SimpleObject};
use kernel::Answer;

use super::{question::DashboardQuestion, statistic::CorrelationStatistic};
use crate::dashboards::{loader::Read, scene::Scene};

/// A question that goes with engagement; that it causes it is not said.
#[derive(SimpleObject)]
pub(crate) struct Driver {
    /// The question, which is none of the outcome.
    question: DashboardQuestion,
    /// Of its answers with the outcome's score.
    correlation: CorrelationStatistic,
}

pub(super) async fn drivers(
    ctx: &Context<'_>,
    scene: &Scene,
    language: &str,
) -> Answer<Vec<Driver>> {
    let read = Read::of(ctx);
    let (mut found, mut whole) = (vec![], None);
    for item in scene.drivers() {
        let told = scene.driver(&read, item, &mut whole).await?;
        found.push((told.0.value().copied(), item, told));
    }
    // What is not shown has no place in the order.
    found.sort_by_key(|(value, ..)| std::cmp::Reverse(value.map(i32::abs)));
    let driver = |(_, item, told)| Driver {
        question: DashboardQuestion::of(scene, item, language),
        correlation: CorrelationStatistic::from(told),
    };
    Ok(found.into_iter().map(driver).collect())
}
