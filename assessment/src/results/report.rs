//! What a report points out: scales on which somebody stands far towards one end.

use crate::{
    answering::Outcome,
    instruments::document::{Combine, Document, End, Scale},
    scoring::Score,
    statistics::real,
};

/// Of either at most so many are pointed out.
const MOST: usize = 5;
/// So many standard deviations from the group's mean are far.
const FAR: f64 = 1.0;
/// Without a group, beyond the upper or below the lower third of the range.
const THIRD: f64 = 1.0 / 3.0;

/// Places of scales, those that stand out most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointed {
    pub strengths: Vec<usize>,
    pub developments: Vec<usize>,
}

/// Only of scales whose instrument says which end is a strength. An attitude between poles is
/// none: neither end is the good one. Forced choices are compared with nobody.
pub fn pointed(document: &Document, outcomes: &[Outcome]) -> Pointed {
    let mut strengths = vec![];
    let mut developments = vec![];
    for (place, scale) in document.scales.iter().enumerate() {
        let outcome = outcomes.iter().find(|it| it.scale == scale.code);
        match outcome.and_then(|outcome| far(scale, outcome)) {
            Some(far) if far >= 1.0 => strengths.push((place, far)),
            Some(far) if far <= -1.0 => developments.push((place, -far)),
            _ => (),
        }
    }
    Pointed { strengths: first(strengths), developments: first(developments) }
}

/// How far towards the strong end: beyond 1 it is a strength, below −1 something to develop.
fn far(scale: &Scale, outcome: &Outcome) -> Option<f64> {
    let end = scale.strength?;
    if scale.poles.is_some() || scale.combine == Combine::Ipsative {
        return None;
    }
    let far = match outcome.standing {
        Some(standing) => standing.z / FAR,
        None => from_middle(scale, &outcome.score?)?,
    };
    Some(if end == End::High { far } else { -far })
}

/// 0 in the middle of the range, 1 where the upper third begins.
fn from_middle(scale: &Scale, score: &Score) -> Option<f64> {
    let items = if scale.combine == Combine::Sum { real(score.total) } else { 1.0 };
    let (lowest, highest) = (scale.lowest * items, scale.highest * items);
    let middle = f64::midpoint(lowest, highest);
    Some((score.value? - middle) / ((highest - lowest) * THIRD / 2.0))
}

fn first(mut found: Vec<(usize, f64)>) -> Vec<usize> {
    found.sort_by(|one, other| other.1.total_cmp(&one.1));
    found.into_iter().take(MOST).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answering::{Answers, Given, results},
        instruments::shipped,
    };

    fn pointed_of(code: &str, strong: &[&str], answer: impl Fn(&str) -> f64) -> Vec<Vec<String>> {
        let mut document =
            shipped().iter().find(|it| it.document.code == code).unwrap().document.clone();
        for scale in &mut document.scales {
            scale.strength = strong.contains(&scale.code.as_str()).then_some(End::High);
        }
        let group = document.groups.first().map(|it| it.code.clone());
        let of = |code: &str| {
            let on = |it: &&Scale| it.items.iter().any(|key| key.item == code);
            let scale = document.scales.iter().find(on).unwrap();
            let key = scale.items.iter().find(|key| key.item == code).unwrap();
            let wanted = answer(&scale.code);
            if key.reversed { scale.lowest + scale.highest - wanted } else { wanted }
        };
        let answers: Answers =
            document.items().map(|it| (it.code.clone(), Given::Number(of(&it.code)))).collect();
        let outcomes = results(&document, &answers, group.as_deref()).unwrap();
        let found = pointed(&document, &outcomes);
        let codes = |places: &[usize]| {
            places.iter().map(|at| document.scales[*at].code.clone()).collect::<Vec<_>>()
        };
        vec![codes(&found.strengths), codes(&found.developments)]
    }

    #[test]
    fn without_a_group_the_outer_thirds_are_far() {
        let answer = |code: &str| match code {
            "R" => 5.0,
            "I" => 4.0,
            "S" | "E" => 1.0,
            _ => 3.0,
        };
        let found = pointed_of("riasec-48", &["R", "I", "A", "S"], answer);
        assert_eq!(found, [vec!["R", "I"], vec!["S"]]);
    }

    #[test]
    fn with_a_group_a_standard_deviation_is_far() {
        let answer = |code: &str| match code {
            "extraversion" => 5.0,
            "agreeableness" => 1.0,
            _ => 3.0,
        };
        let found = pointed_of("ipip-50", &["extraversion", "agreeableness"], answer);
        assert_eq!(found, [vec!["extraversion"], vec!["agreeableness"]]);
        assert_eq!(pointed_of("ipip-50", &[], answer), [vec![""; 0], vec![]]);
    }
}
