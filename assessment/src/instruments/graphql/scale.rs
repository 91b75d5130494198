use async_graphql::{Enum, SimpleObject};
use kernel::Locale;

use super::content::said;
use crate::instruments::document::{Combine, Document, Metric, Norm, Role, Scale};

/// What items together measure.
#[derive(SimpleObject)]
pub struct InstrumentScale {
    /// By which results name it.
    code: String,
    /// What it is called.
    name: String,
    /// More about it; may be empty.
    description: String,
    /// What its score is.
    combine: InstrumentCombine,
    /// The lowest answer, by which items are turned round.
    lowest: f64,
    /// The highest answer, likewise.
    highest: f64,
    /// The items on it, as they are keyed.
    items: Vec<InstrumentKey>,
    /// The codes of scales whose items are all on it.
    facets: Vec<String>,
    /// The fewest items that must be answered for a score; half, rounded up, if this is null.
    least: Option<i64>,
    /// How reliable it was found, Cronbach's alpha; null, if nothing is said.
    alpha: Option<f64>,
    /// Groups that scores are compared with.
    norms: Vec<InstrumentNorm>,
    /// On what its bands are; null, if it has none.
    bands_on: Option<InstrumentMetric>,
    /// Words for ranges of its score, the lowest first.
    bands: Vec<InstrumentBand>,
    /// The left end of an attitude; null, if it is none.
    left: Option<String>,
    /// The right end of an attitude; neither is the good one.
    right: Option<String>,
}

impl InstrumentScale {
    pub fn of(scale: &Scale, language: Option<&Locale>, document: &Document) -> Self {
        let told = |texts| said(texts, language, document);
        let key = |it: &crate::instruments::document::Key| InstrumentKey {
            item: it.item.clone(),
            reversed: it.reversed,
            weight: it.weight.unwrap_or(1.0),
        };
        let bands = scale.bands.iter().flat_map(|it| {
            let from = std::iter::once(None).chain(it.limits.iter().copied().map(Some));
            it.bands.iter().zip(from)
        });
        Self {
            code: scale.code.clone(),
            name: told(&scale.name),
            description: told(&scale.description),
            combine: scale.combine.into(),
            lowest: scale.lowest,
            highest: scale.highest,
            items: scale.items.iter().map(key).collect(),
            facets: scale.facets.clone(),
            least: scale.least.and_then(|it| i64::try_from(it).ok()),
            alpha: scale.reliability.as_ref().map(|it| it.alpha),
            norms: scale.norms.iter().map(Into::into).collect(),
            bands_on: scale.bands.as_ref().map(|it| it.on.into()),
            bands: bands
                .map(|(it, from)| InstrumentBand {
                    from,
                    name: told(&it.name),
                    text: told(&it.text),
                })
                .collect(),
            left: scale.poles.as_ref().map(|it| told(&it.left)),
            right: scale.poles.as_ref().map(|it| told(&it.right)),
        }
    }
}

/// What a scale's score is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Combine")]
pub enum InstrumentCombine {
    /// The mean of its keyed items.
    Mean,
    /// Their sum; of fewer answers prorated.
    Sum,
    /// Points of forced choices, which are not compared between people.
    Ipsative,
}

/// An item on a scale.
#[derive(SimpleObject)]
pub struct InstrumentKey {
    /// Its code.
    item: String,
    /// Whether it is turned round: lowest plus highest minus the answer.
    reversed: bool,
    /// How much it weighs beside the others.
    weight: f64,
}

/// A group that scores of a scale are compared with.
#[derive(SimpleObject)]
pub struct InstrumentNorm {
    /// The code of the group.
    group: String,
    /// The group's mean.
    mean: f64,
    /// The group's standard deviation.
    deviation: f64,
    /// How many people are in it.
    people: i64,
    /// Whether there is a table of percentiles.
    table: bool,
    /// Whether scores are taken for normally distributed.
    normal: bool,
}

impl From<&Norm> for InstrumentNorm {
    fn from(norm: &Norm) -> Self {
        Self {
            group: norm.group.clone(),
            mean: norm.mean,
            deviation: norm.deviation,
            people: norm.people.into(),
            table: !norm.counts.is_empty() || !norm.percentiles.is_empty(),
            normal: norm.normal,
        }
    }
}

/// On what bands are.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Metric")]
pub enum InstrumentMetric {
    /// The score itself.
    Raw,
    /// Standard deviations from the group's mean.
    Z,
    /// Mean 50, standard deviation 10.
    T,
    /// Mean 100, standard deviation 15.
    Iq,
    /// 1 to 10.
    Sten,
    /// 1 to 9.
    Stanine,
    /// 0 to 100.
    Percentile,
}

/// Words for a range of a score.
#[derive(SimpleObject)]
pub struct InstrumentBand {
    /// Where it begins; null for the lowest.
    from: Option<f64>,
    /// What it is called.
    name: String,
    /// What it says; may be empty.
    text: String,
}

/// What a role asks for of attitudes.
#[derive(SimpleObject)]
pub struct InstrumentRole {
    /// By which results name it.
    code: String,
    /// What it is called.
    name: String,
    /// A band for each attitude that it asks for.
    asks: Vec<InstrumentRoleBand>,
}

/// What a role asks for of one attitude.
#[derive(SimpleObject)]
pub struct InstrumentRoleBand {
    /// The code of the scale.
    scale: String,
    /// From here, 0 at the left end to 100 at the right one.
    low: f64,
    /// To here, likewise.
    high: f64,
}

impl InstrumentRole {
    pub fn of(role: &Role, language: Option<&Locale>, document: &Document) -> Self {
        let asks = role.asks.iter().map(|it| InstrumentRoleBand {
            scale: it.scale.clone(),
            low: it.low,
            high: it.high,
        });
        Self {
            code: role.code.clone(),
            name: said(&role.name, language, document),
            asks: asks.collect(),
        }
    }
}
