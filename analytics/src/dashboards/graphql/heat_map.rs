use async_graphql::{Context, Enum, SimpleObject, Union};
use kernel::Answer;

use super::{dashboard::DashboardView, statistic::Suppressed};
use crate::{
    dashboards::{loader::Read, scene::Scene},
    disclosure::{Measure, Statistic, Told, ViewKind},
};

/// Units by dimensions.
#[derive(SimpleObject)]
pub(crate) struct HeatMap {
    /// The dimensions, in the order of each row's cells.
    dimensions: Vec<HeatMapDimension>,
    /// These people first, then the units right below them.
    rows: Vec<HeatMapRow>,
}

/// A column.
#[derive(SimpleObject)]
struct HeatMapDimension {
    /// The scale's code.
    code: String,
    /// What it is called.
    name: String,
}

/// A row.
#[derive(SimpleObject)]
struct HeatMapRow {
    /// Of whom.
    view: DashboardView,
    /// One for each dimension.
    cells: Vec<HeatMapCell>,
}

/// A score with its colour.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownCell {
    /// Mean over people of each one's score, 0 to 100.
    value: i64,
    /// The colour, by the score.
    bucket: HeatMapBucket,
    /// How many people it rests on.
    n: i64,
}

/// A cell, or why it is empty.
#[derive(Union, Clone, Debug)]
pub(crate) enum HeatMapCell {
    Shown(ShownCell),
    Suppressed(Suppressed),
}

/// From cold to warm; the same in every dashboard, so that colours can be compared.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeatMapBucket {
    /// 0 to 39.
    VeryLow,
    /// 40 to 54.
    Low,
    /// 55 to 69.
    Middle,
    /// 70 to 84.
    High,
    /// 85 to 100.
    VeryHigh,
}

impl HeatMapBucket {
    fn of(score: i32) -> Self {
        match score {
            ..40 => Self::VeryLow,
            40..55 => Self::Low,
            55..70 => Self::Middle,
            70..85 => Self::High,
            85.. => Self::VeryHigh,
        }
    }
}

impl From<Statistic<i32>> for HeatMapCell {
    fn from(statistic: Statistic<i32>) -> Self {
        match statistic.map(|score| (score, HeatMapBucket::of(score))).told() {
            Told::Shown { value: (value, bucket), n } => {
                Self::Shown(ShownCell { value: (*value).into(), bucket: *bucket, n: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(Suppressed { reason: reason.into(), threshold: threshold.into() })
            }
        }
    }
}

pub(super) async fn heat_map(ctx: &Context<'_>, scene: &Scene, language: &str) -> Answer<HeatMap> {
    let dimensions = scene.frame.dimensions();
    let parts = scene.parts(&Read::of(ctx)).await?;
    let is_unit =
        |it: &&Scene| it.view.as_ref().is_ok_and(|it| matches!(it.kind, ViewKind::Unit { .. }));
    let rows = std::iter::once(scene).chain(parts.iter().filter(is_unit)).filter_map(|part| {
        let view = part.view.as_ref().ok()?;
        let cells =
            dimensions.iter().map(|it| part.tell(Some(&it.code), &Measure::FactorMean).into());
        let cells = cells.collect();
        Some(HeatMapRow { view: DashboardView::of(ctx, &view.kind, view.label.clone())?, cells })
    });
    let columns = dimensions.iter().map(|it| HeatMapDimension {
        code: it.code.clone(),
        name: scene.frame.name(&it.code, language),
    });
    Ok(HeatMap { dimensions: columns.collect(), rows: rows.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_begins_where_it_says() {
        use HeatMapBucket::{High, Low, Middle, VeryHigh, VeryLow};
        let told = [0, 39, 40, 54, 55, 69, 70, 84, 85, 100].map(HeatMapBucket::of);
        assert_eq!(
            told,
            [VeryLow, VeryLow, Low, Low, Middle, Middle, High, High, VeryHigh, VeryHigh]
        );
    }
}
