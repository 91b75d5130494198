//! The attack: a program that collects everything that is shown and looks for somebody in it.
//!
//! It knows more than anybody can: who answered which question, and where everybody stands. It works
//! out who stands in a view by itself, and looks for exposed people in other ways than the gate does.

mod answers;
mod organisation;
mod rank;
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{Audience, Measure, Number, Question, Release, Respondent, ViewKind};

/// A set of people of whom a sum is told: who, by their place among all people ever.
pub type Row = BTreeSet<usize>;

/// Unknowns of one kind: the answers of one campaign to one question.
pub type Space = (usize, String);

/// Everything that was collected, by what it is about.
#[derive(Default)]
pub struct Collected {
    pub rows: BTreeMap<Space, BTreeSet<Row>>,
}

impl Collected {
    /// Adds what a release shows: all of it, or what the invited see. `people` are the respondents'
    /// places among all people ever.
    pub fn add(
        &mut self,
        campaign: usize,
        audience: &Audience,
        questions: &[Question],
        respondents: &[Respondent],
        people: &[usize],
        numbers: &[Number],
    ) {
        for number in numbers {
            let Some(of) = rests_on(questions, number) else { continue };
            let row: Row = respondents
                .iter()
                .zip(people)
                .filter(|(it, _)| of.holds(it) && stands_in(audience, it, &kind(&number.view)))
                .map(|(_, person)| *person)
                .collect();
            assert_eq!(row.len(), number.n as usize, "who stands in {}", number.view);
            self.rows.entry((campaign, of.name)).or_default().insert(row);
        }
    }
}

fn kind(key: &str) -> ViewKind {
    serde_json::from_str(key).expect("a key is the kind's text")
}

/// Which respondents a number rests on.
struct RestsOn {
    name: String,
    questions: Vec<usize>,
}

impl RestsOn {
    fn holds(&self, respondent: &Respondent) -> bool {
        self.questions.iter().all(|it| respondent.answers[*it].is_some())
    }
}

fn rests_on(questions: &[Question], number: &Number) -> Option<RestsOn> {
    let with_factor = |factor: &str| -> Vec<usize> {
        let of = |it: &usize| questions[*it].factor.as_deref() == Some(factor);
        (0..questions.len()).filter(of).collect()
    };
    let Some(of) = &number.of else {
        return Some(RestsOn { name: "sheets".into(), questions: vec![] });
    };
    let question = questions.iter().position(|it| it.code == *of);
    let own = |question: usize| match &questions[question].factor {
        Some(factor) => with_factor(factor),
        None => vec![question],
    };
    Some(match (&number.measure, question) {
        (Measure::Respondents, Some(question)) => {
            RestsOn { name: of.clone(), questions: own(question) }
        }
        (Measure::Driver { factor }, Some(question)) => {
            let mut questions = own(question);
            questions.extend(with_factor(factor));
            RestsOn { name: format!("{of} and {factor}"), questions }
        }
        (Measure::FactorAll, _) => {
            RestsOn { name: format!("all of {of}"), questions: with_factor(of) }
        }
        (Measure::FactorMean, _) => {
            RestsOn { name: format!("mean of {of}"), questions: with_factor(of) }
        }
        _ => return None,
    })
}

/// Whether somebody stands in a view, by its words alone.
pub fn stands_in(audience: &Audience, respondent: &Respondent, kind: &ViewKind) -> bool {
    let has = |attribute: &String, value: &String| respondent.values.get(attribute) == Some(value);
    match kind {
        ViewKind::Whole => true,
        ViewKind::Unit { unit } => is_below(audience, respondent.unit, *unit),
        ViewKind::Attribute { attribute, value } => has(attribute, value),
        ViewKind::Within { unit, attribute, value } => {
            is_below(audience, respondent.unit, *unit) && has(attribute, value)
        }
        ViewKind::Group { group } => respondent.groups.contains(group),
        ViewKind::Crossing { first, second } => {
            has(&first.0, &first.1) && has(&second.0, &second.1)
        }
        ViewKind::Together { of } => of.iter().any(|it| stands_in(audience, respondent, it)),
    }
}

fn is_below(audience: &Audience, unit: Option<Uuid>, above: Uuid) -> bool {
    let mut at = unit;
    while let Some(unit) = at {
        if unit == above {
            return true;
        }
        at = audience.units.iter().find(|it| it.id == unit).and_then(|it| it.parent);
    }
    false
}

/// What the invited see of a release.
pub fn to_invited(release: &Release) -> Vec<Number> {
    release.numbers.iter().filter(|it| it.to_invited).cloned().collect()
}
