use async_graphql::{Enum, SimpleObject};

use super::statistic::{DistributionStatistic, FavourStatistic, NumberStatistic};
use crate::{
    dashboards::{
        frame::{Item, Kind},
        scene::Scene,
    },
    disclosure::{Measure, Statistic},
};

/// A question of the instrument.
#[derive(SimpleObject, Clone)]
pub(crate) struct DashboardQuestion {
    /// Its code.
    code: String,
    /// What was asked.
    text: String,
    /// How it was answered.
    kind: DashboardQuestionKind,
}

/// How a question was answered.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DashboardQuestionKind {
    /// In points from the lowest to the highest.
    Points,
    /// With one option.
    Choice,
    /// With some of the options.
    Choices,
    /// From 0 to 10: would you recommend us?
    Recommendation,
    /// In words.
    Words,
    /// In a way of which no numbers are made.
    Other,
}

impl DashboardQuestion {
    pub fn of(scene: &Scene, item: &Item, language: &str) -> Self {
        let kind = match item.answer {
            Kind::Likert { .. } => DashboardQuestionKind::Points,
            Kind::SingleChoice { .. } => DashboardQuestionKind::Choice,
            Kind::MultipleChoice { .. } => DashboardQuestionKind::Choices,
            Kind::Nps {} => DashboardQuestionKind::Recommendation,
            Kind::Text {} => DashboardQuestionKind::Words,
            _ => DashboardQuestionKind::Other,
        };
        let text = item.text.told(language, &scene.frame.language).to_owned();
        Self { code: item.code.clone(), text, kind }
    }
}

/// A question with its numbers.
#[derive(SimpleObject)]
pub(crate) struct QuestionNumbers {
    /// The question.
    question: DashboardQuestion,
    /// Of answers in points, 0 to 100.
    mean: NumberStatistic,
    /// Of answers in points, how they fall.
    favour: FavourStatistic,
    /// How many gave each answer.
    distribution: DistributionStatistic,
}

/// A scale with its numbers.
#[derive(SimpleObject)]
pub(crate) struct DimensionNumbers {
    /// Its code.
    code: String,
    /// What it is called.
    name: String,
    /// Mean over people of each one's score, 0 to 100.
    mean: NumberStatistic,
    /// Unweighted mean over its questions of their favourable share.
    favourable: NumberStatistic,
}

pub(super) fn questions(scene: &Scene, language: &str) -> Vec<QuestionNumbers> {
    let numbers = |item: &Item| {
        let of = |measure| scene.in_points(item, &measure);
        let favour = of(Measure::Favourable)
            .with(of(Measure::Neutral), |a, b| (a, b))
            .with(of(Measure::Unfavourable), |(a, b), c| [a, b, c]);
        let distribution: Statistic<Vec<(String, String, i32)>> =
            scene.distribution(item).map(|shares| {
                let named = |(answer, percent): (String, i32)| {
                    let label = scene.frame.point(item, &answer, language);
                    (answer, label, percent)
                };
                shares.into_iter().map(named).collect()
            });
        QuestionNumbers {
            question: DashboardQuestion::of(scene, item, language),
            mean: of(Measure::Mean).into(),
            favour: favour.into(),
            distribution: distribution.into(),
        }
    };
    scene.frame.items().map(numbers).collect()
}

pub(super) fn dimensions(scene: &Scene, language: &str) -> Vec<DimensionNumbers> {
    let dimensions = scene.frame.dimensions();
    let numbers = dimensions.iter().map(|it| {
        let of = |measure| scene.tell(Some(&it.code), &measure).into();
        DimensionNumbers {
            code: it.code.clone(),
            name: scene.frame.name(&it.code, language),
            mean: of(Measure::FactorMean),
            favourable: of(Measure::FactorItems),
        }
    });
    numbers.collect()
}
