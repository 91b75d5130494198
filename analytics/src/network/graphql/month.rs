use std::sync::Arc;

use kernel::{Answer, Fault, Month};

use super::number::{MeasureStatistic, NumberStatistic};
use crate::{
    disclosure::{Reading, Reason, Rules, Statistic, TieMeasure, TieRelease},
    network::entity::snapshot::Model,
};

/// A month as a reader may see it.
#[derive(Clone)]
pub struct Seen {
    pub month: Month,
    /// None, until it is built.
    release: Option<Arc<TieRelease>>,
    reading: Reading,
}

impl Seen {
    /// `invited`: whether the reader stands among the people of that month.
    pub fn try_new(month: Month, row: Option<Model>, invited: bool) -> Answer<Self> {
        let release = row.and_then(|row| row.release).map(|text| serde_json::from_str(&text));
        let release = release.transpose().map_err(|error| Fault::internal(&error))?;
        let reading = Reading { threshold: Rules::default().threshold, invited };
        Ok(Self { month, release: release.map(Arc::new), reading })
    }

    pub fn release(&self) -> Option<&TieRelease> {
        self.release.as_deref()
    }

    pub fn reading(&self) -> Reading {
        self.reading
    }

    pub(crate) fn measure(&self, measure: TieMeasure) -> MeasureStatistic {
        self.told(|release| release.measure(measure, self.reading)).into()
    }

    /// All ties of the month.
    pub(crate) fn total(&self) -> NumberStatistic {
        self.told(|release| release.total(self.reading)).into()
    }

    fn told(&self, tell: impl Fn(&TieRelease) -> Statistic<i32>) -> Statistic<i32> {
        let none = || Statistic::suppressed(Reason::NotClosed, self.reading.threshold);
        self.release().map_or_else(none, tell)
    }
}
