use async_graphql::{Context, Enum, SimpleObject};
use kernel::{Answer, Fault};

use super::{question::DashboardQuestion, statistic::NumberStatistic};
use crate::{
    dashboards::{
        frame::Item,
        loader::Read,
        scene::{Against, Scene},
    },
    disclosure::{Measure, Reason, Statistic},
};

/// How many standouts there are at most.
const MOST: i32 = 20;

/// With what a part of the audience is compared, so far as you may see that.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Against")]
pub(crate) enum Comparison {
    /// The unit right above.
    Parent,
    /// The whole audience.
    Whole,
    /// The same people in the round before.
    Previous,
}

/// A question that stands out.
#[derive(SimpleObject)]
pub(crate) struct Standout {
    /// The question.
    question: DashboardQuestion,
    /// Its mean here, 0 to 100.
    mean: NumberStatistic,
    /// Its mean there.
    other: NumberStatistic,
    /// Here less there, in points.
    difference: NumberStatistic,
}

/// Engagement here and there, by each one's score.
#[derive(SimpleObject)]
pub(crate) struct DashboardComparison {
    /// Here, 0 to 100.
    engagement: NumberStatistic,
    /// There.
    other: NumberStatistic,
    /// Here less there, in points.
    difference: NumberStatistic,
}

impl DashboardComparison {
    pub async fn of(ctx: &Context<'_>, scene: &Scene, against: Against) -> Answer<Self> {
        let measure = Measure::FactorMean;
        let other = scene.other(&Read::of(ctx), against).await?;
        let own = scene.outcome(&measure);
        let there = match other {
            Some(other) => other.outcome(&measure),
            None => scene.suppressed(Reason::NotInPlan),
        };
        Ok(Self {
            difference: own.clone().with(there.clone(), |own, there| own - there).into(),
            engagement: own.into(),
            other: there.into(),
        })
    }
}

/// Those of the questions that both show, the furthest first; only those on the side that is
/// asked for.
pub(super) async fn standouts(
    ctx: &Context<'_>,
    scene: &Scene,
    language: &str,
    against: Against,
    first: i32,
    below: bool,
) -> Answer<Vec<Standout>> {
    let Some(first) = usize::try_from(first).ok().filter(|_| (1..=MOST).contains(&first)) else {
        return Err(Fault::bad_input(format!("Ask for 1 to {MOST}.")));
    };
    let Some(other) = scene.other(&Read::of(ctx), against).await? else { return Ok(vec![]) };
    let mut found: Vec<(i32, &Item, [Statistic<i32>; 3])> = vec![];
    for item in scene.frame.items() {
        let Some(same) = other.frame.items().find(|it| it.code == item.code) else { continue };
        let own = scene.in_points(item, &Measure::Mean);
        let there = other.in_points(same, &Measure::Mean);
        let difference = own.clone().with(there.clone(), |own, there| own - there);
        let Some(by) = difference.value().copied() else { continue };
        let by = if below { -by } else { by };
        if by > 0 {
            found.push((by, item, [own, there, difference]));
        }
    }
    found.sort_by_key(|(by, ..)| std::cmp::Reverse(*by));
    found.truncate(first);
    let standout =
        |(_, item, [own, there, difference]): (i32, &Item, [Statistic<i32>; 3])| Standout {
            question: DashboardQuestion::of(scene, item, language),
            mean: own.into(),
            other: there.into(),
            difference: difference.into(),
        };
    Ok(found.into_iter().map(standout).collect())
}
