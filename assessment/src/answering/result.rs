//! What a sheet says: scores with their standing, bands, intervals, attitudes and fit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answers, Given, shown};
use crate::{
    instruments::{
        Sheet,
        document::{Answer, Combine, Document, Item, Metric, Norm, Scale},
    },
    scoring::{
        self, Bands, Bounds, Score, Standing,
        attitude::{Asked, Attitude, Fit},
        ipsative::{self, Block, Choice, Points},
    },
    statistics::{Interval, interval, standard_error},
};

pub use crate::scoring::quality::Quality;

/// What a sheet says of one scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Outcome {
    /// The scale's code.
    pub scale: String,
    /// None of forced choices, which have points.
    pub score: Option<Score>,
    /// Of forced choices: how it stands to the same person's other scales, and to nobody else's.
    pub points: Option<Points>,
    /// Beside the group that was asked for; none without a score or a norm of that group.
    pub standing: Option<Standing>,
    /// Score ± 1.96 standard errors of measurement, of the group's spread and the scale's
    /// reliability; none without either.
    pub interval: Option<Interval>,
    /// The place of the band that it lies in, from 0.
    pub band: Option<usize>,
    /// Of a scale with poles.
    pub attitude: Option<Attitude>,
}

/// Results of all scales in their order, compared with one group of the instrument's norms. Only
/// what is shown counts; not observed and not said are missing, never 0.
///
/// None, if the document's scales have no keys, which a published one's have.
pub fn results(
    document: &Document,
    answers: &Answers,
    group: Option<&str>,
) -> Option<Vec<Outcome>> {
    let sheet = Sheet::of(document);
    let numbers = numbers(document, answers);
    let points = points(document, answers)?;
    let outcome = |(place, scale): (usize, &Scale)| {
        let key = sheet.key(scale).ok()?;
        let score = key.map(|key| key.score(&numbers));
        let points = (scale.combine == Combine::Ipsative).then(|| points[place]);
        Some(of_score(scale, score, points, group))
    };
    document.scales.iter().enumerate().map(outcome).collect()
}

/// The same of scores that somebody else's algorithm made of the answers, by the codes of their
/// scales. How much was answered is counted here; what it does not name has no score.
pub fn results_of(
    document: &Document,
    answers: &Answers,
    values: &BTreeMap<String, f64>,
    group: Option<&str>,
) -> Option<Vec<Outcome>> {
    let sheet = Sheet::of(document);
    let numbers = numbers(document, answers);
    let points = points(document, answers)?;
    let outcome = |(place, scale): (usize, &Scale)| {
        let counted = match sheet.key(scale).ok()? {
            Some(key) => key.score(&numbers),
            None => Score {
                value: None,
                answered: points[place].answered,
                total: points[place].total,
                prorated: false,
            },
        };
        let value = values.get(&scale.code).copied();
        let score = Score { value, prorated: false, ..counted };
        Some(of_score(scale, Some(score), None, group))
    };
    document.scales.iter().enumerate().map(outcome).collect()
}

fn of_score(
    scale: &Scale,
    score: Option<Score>,
    points: Option<Points>,
    group: Option<&str>,
) -> Outcome {
    let value = score.and_then(|it| it.value);
    let norm = scale.norms.iter().find(|it| Some(it.group.as_str()) == group);
    let scored = norm.and_then(Norm::to_scoring);
    let standing = scored.zip(value).and_then(|(norm, value)| norm.standing(value));
    let error = norm
        .zip(scale.reliability.as_ref())
        .and_then(|(norm, it)| standard_error(norm.deviation, it.alpha));
    let bounds = Bounds { lowest: scale.lowest, highest: scale.highest };
    let attitude = scale.poles.as_ref().filter(|_| scale.combine == Combine::Mean);
    Outcome {
        scale: scale.code.clone(),
        score,
        points,
        standing,
        interval: value.zip(error).map(|(value, error)| interval(value, error)),
        band: value.and_then(|value| band(scale, value, standing.as_ref())),
        attitude: attitude.and(value).and_then(|value| Attitude::of(value, bounds)),
    }
}

fn band(scale: &Scale, value: f64, standing: Option<&Standing>) -> Option<usize> {
    let bands = scale.bands.as_ref()?;
    let metric = match bands.on {
        Metric::Raw => scoring::Metric::Raw,
        Metric::Z => scoring::Metric::Z,
        Metric::T => scoring::Metric::T,
        Metric::Iq => scoring::Metric::IntelligenceQuotient,
        Metric::Sten => scoring::Metric::Sten,
        Metric::Stanine => scoring::Metric::Stanine,
        Metric::Percentile => scoring::Metric::Percentile,
    };
    Some(Bands::try_new(bands.limits.clone())?.of(metric.of(value, standing)?))
}

/// How one attitude stands to what a role asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleFit {
    pub scale: String,
    pub fit: Fit,
}

/// For each attitude that the role asks for and the sheet tells; never one number for all. None,
/// if there is no such role.
pub fn fits(document: &Document, role: &str, results: &[Outcome]) -> Option<Vec<RoleFit>> {
    let role = document.roles.iter().find(|it| it.code == role)?;
    let fit = |ask: &crate::instruments::document::RoleBand| {
        let outcome = results.iter().find(|it| it.scale == ask.scale)?;
        let fit = Asked::try_new(ask.low, ask.high)?.fit(outcome.attitude?);
        Some(RoleFit { scale: ask.scale.clone(), fit })
    };
    Some(role.asks.iter().filter_map(fit).collect())
}

/// How the sheet was answered, of its points alone: what else is asked has no run.
pub fn quality(document: &Document, answers: &Answers, seconds: Option<f64>) -> Quality {
    let points = |it: &&&Item| matches!(it.answer, Answer::Likert { .. });
    let shown = shown(document, answers);
    let given: Vec<_> =
        shown.iter().filter(points).map(|it| number(answers.get(&it.code))).collect();
    Quality::of(&given, seconds)
}

fn number(given: Option<&Given>) -> Option<f64> {
    match given {
        Some(Given::Number(number)) => Some(*number),
        _ => None,
    }
}

/// Of each item of the sheet; none where it is not shown or no number.
fn numbers(document: &Document, answers: &Answers) -> Vec<Option<f64>> {
    let shown = shown(document, answers);
    let counts = |item: &Item| shown.iter().any(|it| std::ptr::eq(*it, item));
    document.items().map(|item| number(answers.get(&item.code)).filter(|_| counts(item))).collect()
}

/// Of each scale, by its place.
fn points(document: &Document, answers: &Answers) -> Option<Vec<Points>> {
    let place = |code: &str| document.scales.iter().position(|it| it.code == code);
    let mut blocks = vec![];
    for item in shown(document, answers) {
        if let Answer::ForcedChoice { statements, .. } = &item.answer {
            let scales = statements.iter().map(|it| place(&it.scale)).collect::<Option<_>>()?;
            let choice = answers.get(&item.code).and_then(|it| choice(item, it));
            blocks.push((Block { scales }, choice));
        }
    }
    ipsative::score(document.scales.len(), &blocks)
}

fn choice(item: &Item, given: &Given) -> Option<Choice> {
    let codes = item.answer.codes();
    let place = |code: &String| codes.iter().position(|it| it == code);
    match given {
        Given::Choice(code) => Some(Choice::Most(place(code)?)),
        Given::MostAndLeast { most, least } => {
            Some(Choice::MostAndLeast { most: place(most)?, least: place(least)? })
        }
        Given::Order(codes) => {
            Some(Choice::Ranking(codes.iter().map(place).collect::<Option<_>>()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
