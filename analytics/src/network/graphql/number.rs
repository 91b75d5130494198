use async_graphql::{Enum, SimpleObject, Union};

use crate::disclosure::{Reason, Statistic, Told};

/// A number about people and their ties, or why there is none to tell.
#[derive(Union)]
pub enum InteractionNumber {
    Shown(InteractionValue),
    Suppressed(InteractionSuppressed),
}

/// A number that may be told.
#[derive(SimpleObject)]
pub struct InteractionValue {
    /// The number: of counts a whole one, of measures to two decimals.
    value: f64,
    /// How many people it rests on.
    people: i32,
}

/// There is no number to tell. It is neither 0 nor missing.
#[derive(SimpleObject)]
pub struct InteractionSuppressed {
    /// Why.
    reason: InteractionSuppression,
    /// How many people a number needs to rest on. It never says how many are missing.
    threshold: i32,
}

/// Why a number is not told.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionSuppression {
    /// It would tell too much of too few. One word for all rules that protect people.
    Protected,
    /// The month has not ended, or its snapshot is not there yet.
    NotClosed,
    /// Nothing was fixed for it when the month had ended.
    NotInPlan,
    /// It was not collected.
    NotCollected,
}

/// A count.
pub fn count(statistic: &Statistic<i32>) -> InteractionNumber {
    told(statistic, 1.0)
}

/// What the gate tells in hundredths.
pub fn measure(statistic: &Statistic<i32>) -> InteractionNumber {
    told(statistic, 100.0)
}

fn told(statistic: &Statistic<i32>, parts: f64) -> InteractionNumber {
    let whole = |it: u32| i32::try_from(it).unwrap_or(i32::MAX);
    match statistic.told() {
        Told::Shown { value, n } => InteractionNumber::Shown(InteractionValue {
            value: f64::from(*value) / parts,
            people: whole(n),
        }),
        Told::Suppressed { reason, threshold } => {
            let reason = match reason {
                Reason::Protected => InteractionSuppression::Protected,
                Reason::NotClosed => InteractionSuppression::NotClosed,
                Reason::NotInPlan => InteractionSuppression::NotInPlan,
                Reason::NotCollected => InteractionSuppression::NotCollected,
            };
            let threshold = whole(threshold);
            InteractionNumber::Suppressed(InteractionSuppressed { reason, threshold })
        }
    }
}
