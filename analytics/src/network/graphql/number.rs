use async_graphql::{SimpleObject, Union};

pub(crate) use crate::dashboards::graphql::statistic::{NumberStatistic, Suppressed};
use crate::disclosure::{Statistic, Told};

/// A measure of a network.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownMeasure {
    /// To two decimals.
    pub value: f64,
    /// How many people it rests on.
    pub n: i64,
}

/// A measure of a network, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum MeasureStatistic {
    Shown(ShownMeasure),
    Suppressed(Suppressed),
}

/// The gate tells hundredths.
impl From<Statistic<i32>> for MeasureStatistic {
    fn from(hundredths: Statistic<i32>) -> Self {
        match hundredths.told() {
            Told::Shown { value, n } => {
                Self::Shown(ShownMeasure { value: f64::from(*value) / 100.0, n: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(Suppressed { reason: reason.into(), threshold: threshold.into() })
            }
        }
    }
}
