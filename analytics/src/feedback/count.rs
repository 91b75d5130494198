//! What a month says of units: members are the respondents, and what each received is their answer
//! to one question for each kind and each competency. The whole of all kinds is told as the sum of
//! those that are shown, and is no question of its own: less the others it would tell the last one.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{MembershipId, UnitId};
use uuid::Uuid;

use super::{
    authors::keep_authors,
    repo::{Mark, Member, Received, Unit},
};
use crate::{
    dashboards::policy::{MANAGER, team},
    disclosure::{
        self, Audience, Kind, Measure, Number, Question, Respondent, Rules, ViewKind, release,
    },
};

pub(crate) const KINDS: [&str; 3] = ["praise", "suggestion", "evaluation"];
/// Whether somebody received none for long.
pub(crate) const NONE: &str = "none";

/// What is known when a month has ended.
pub(super) struct Known {
    pub units: Vec<Unit>,
    pub members: Vec<Member>,
    pub received: Vec<Received>,
    pub marks: Vec<Mark>,
    /// Whoever received anything in the last 90 days of it.
    pub lately: HashSet<MembershipId>,
}

/// Who gave it to whom; of one question.
pub(super) type Given = Vec<(MembershipId, MembershipId)>;

/// What may be told: views of the whole, of units and of teams, each with its numbers.
pub(super) fn told(known: &Known, rules: Rules) -> Vec<(ViewKind, Vec<Number>)> {
    let audience = Audience {
        units: known
            .units
            .iter()
            .map(|it| disclosure::Unit { id: it.id.0, parent: it.parent_id.map(|it| it.0) })
            .collect(),
        attributes: vec![MANAGER.to_owned()],
        ..Audience::default()
    };
    let given = by_question(known);
    let (questions, respondents) = asked(known, &given);
    let released = release(&rules, &audience, &questions, &respondents, &mut |_| {});
    let mut numbers: HashMap<&str, Vec<&Number>> = HashMap::new();
    for number in &released.numbers {
        numbers.entry(&number.view).or_default().push(number);
    }
    let kinds = released.views.iter().map(|it| &it.kind).filter(|it| is_told(it));
    let mut all: Vec<(ViewKind, Vec<Number>)> = kinds
        .map(|kind| {
            let released = numbers.remove(kind.key().as_str()).unwrap_or_default();
            (kind.clone(), released.into_iter().filter_map(|it| counted(it, &questions)).collect())
        })
        .collect();
    keep_authors(&mut all, known, &given, rules.threshold);
    all
}

fn is_told(kind: &ViewKind) -> bool {
    matches!(kind, ViewKind::Whole | ViewKind::Unit { .. } | ViewKind::Attribute { .. })
}

/// A question is a kind or, by its id, a competency.
fn by_question(known: &Known) -> BTreeMap<String, Given> {
    let mut marked: HashMap<Uuid, Vec<String>> = HashMap::new();
    for mark in &known.marks {
        let code = mark.competency_id.0.simple().to_string();
        marked.entry(mark.feedback_id).or_default().push(code);
    }
    let mut given: BTreeMap<String, Given> =
        KINDS.iter().map(|it| ((*it).to_owned(), vec![])).collect();
    for it in &known.received {
        let Some(author) = it.author_id else { continue };
        let competencies = marked.get(&it.id).into_iter().flatten().cloned();
        for question in competencies.chain([it.kind.clone()]) {
            given.entry(question).or_default().push((author, it.recipient_id));
        }
    }
    given
}

fn asked(known: &Known, given: &BTreeMap<String, Given>) -> (Vec<Question>, Vec<Respondent>) {
    let mut questions = vec![];
    let mut answers: Vec<Vec<Option<i16>>> = vec![vec![]; known.members.len()];
    for (code, given) in given {
        let mut counts: HashMap<MembershipId, i16> = HashMap::new();
        for (_, recipient) in given {
            let count = counts.entry(*recipient).or_default();
            *count = count.saturating_add(1);
        }
        let most = counts.values().copied().max().unwrap_or(1).max(1);
        let kind = Kind::Scale { least: 0, most, favourable: 1, unfavourable: 0 };
        questions.push(Question { code: code.clone(), kind, factor: None });
        for (answers, member) in answers.iter_mut().zip(&known.members) {
            answers.push(Some(counts.get(&member.id).copied().unwrap_or(0)));
        }
    }
    let kind = Kind::Choice { options: 2 };
    questions.push(Question { code: NONE.to_owned(), kind, factor: None });
    for (answers, member) in answers.iter_mut().zip(&known.members) {
        answers.push(Some(i16::from(!known.lately.contains(&member.id))));
    }
    let respondents = known.members.iter().zip(answers).map(|(member, answers)| Respondent {
        unit: member.unit_id.map(|it| it.0),
        values: member.manager_id.map(|it| (MANAGER.to_owned(), team(it.0))).into_iter().collect(),
        answers,
        ..Respondent::default()
    });
    (questions, respondents.collect())
}

/// Of what was received its sum, which the mean and the number of members make; of who received
/// none the share. Nothing else is told.
fn counted(number: &Number, questions: &[Question]) -> Option<Number> {
    let code = number.of.as_ref()?;
    let question = questions.iter().find(|it| it.code == *code)?;
    match (&question.kind, &number.measure) {
        (Kind::Scale { most, .. }, Measure::Mean) => {
            let sum = number.exact / 100.0 * f64::from(*most) * f64::from(number.n);
            Some(Number { measure: Measure::Respondents, exact: sum, ..number.clone() })
        }
        (Kind::Choice { .. }, Measure::Answer(1)) => Some(number.clone()),
        _ => None,
    }
}

/// The units that hold somebody, from below.
pub(super) fn line(units: &HashMap<UnitId, Option<UnitId>>, unit: Option<UnitId>) -> Vec<UnitId> {
    let mut line: Vec<UnitId> = vec![];
    let mut next = unit;
    while let Some(unit) = next.filter(|it| !line.contains(it)) {
        line.push(unit);
        next = units.get(&unit).copied().flatten();
    }
    line
}
