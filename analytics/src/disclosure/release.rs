//! The release: made once, at the close, of everything that will ever be told of a campaign.

use std::collections::HashMap;

use super::{
    audience::{Audience, Kind, Question, Respondent, Rules, ViewKind},
    field::Field,
    measures::{Bits, of_answers, of_pairs},
    number::{Measure, Number},
    plan::{Guards, plan},
    released::{Release, View, Words},
    sheets::Sheets,
    uniform,
};

/// Makes the release of a campaign. `mix` brings comments into an order of chance.
pub fn release(
    rules: &Rules,
    audience: &Audience,
    questions: &[Question],
    respondents: &[Respondent],
    mix: &mut dyn FnMut(&mut [String]),
) -> Release {
    guarded(rules, audience, questions, respondents, mix, Guards::ALL)
}

/// The same with rules taken out.
pub(super) fn guarded(
    rules: &Rules,
    audience: &Audience,
    questions: &[Question],
    respondents: &[Respondent],
    mix: &mut dyn FnMut(&mut [String]),
    guards: Guards,
) -> Release {
    let field = Field::new(rules, audience, respondents);
    let mut releasing = Releasing {
        k: rules.threshold,
        comments: rules.comments.max(rules.threshold),
        questions,
        respondents,
        views_of_cells: field.views_of_cells(),
        keys: field.views.iter().map(|it| it.kind.key()).collect(),
        plans: HashMap::new(),
        base: Levels { all: vec![], invited: vec![] },
        guards,
        field: &field,
        numbers: vec![],
    };
    releasing.sheets();
    let levels: Vec<Option<Levels>> =
        (0..questions.len()).map(|question| releasing.question(question)).collect();
    releasing.factors(&levels);
    let words = releasing.words(mix);
    let mut numbers = releasing.numbers;
    numbers.sort_by(|a, b| (&a.view, &a.of, &a.measure).cmp(&(&b.view, &b.of, &b.measure)));
    let base = releasing.base;
    let view = |at: usize| View {
        kind: field.views[at].kind.clone(),
        shown: base.all[at],
        to_invited: base.invited[at],
        rolled_into: field.views[at].rolled_into.map(|it| field.views[it].kind.clone()),
    };
    Release { views: (0..field.views.len()).map(view).collect(), numbers, words }
}

/// Which views are shown, to whom.
#[derive(Clone)]
struct Levels {
    all: Vec<bool>,
    /// To those who were invited: a part of `all`.
    invited: Vec<bool>,
}

struct Releasing<'a> {
    k: u32,
    comments: u32,
    questions: &'a [Question],
    respondents: &'a [Respondent],
    field: &'a Field,
    views_of_cells: Vec<Vec<usize>>,
    keys: Vec<String>,
    /// Plans of sets of people, told by how many stand in each cell.
    plans: HashMap<(Vec<u32>, u32), Levels>,
    base: Levels,
    guards: Guards,
    numbers: Vec<Number>,
}

impl Releasing<'_> {
    /// Which views there are at all, and how many answered in each.
    fn sheets(&mut self) {
        let may = |it: &super::field::Candidate| it.rolled_into.is_none();
        let all: Vec<bool> = self.field.views.iter().map(may).collect();
        let weights = self.field.weights(0..self.respondents.len());
        self.base = self.planned(&weights, &Levels { all: all.clone(), invited: all }, self.k);
        self.plans.clear();
        let base = self.base.clone();
        for view in shown(&base) {
            let n = self.field.size(view, &weights);
            self.keep(
                view,
                None,
                n,
                base.invited[view],
                vec![(Measure::Respondents, f64::from(n))],
            );
        }
    }

    fn planned(&mut self, weights: &[u32], among: &Levels, k: u32) -> Levels {
        if let Some(known) = self.plans.get(&(weights.to_vec(), k)) {
            return known.clone();
        }
        let all = plan(self.field, weights, &among.all, k, self.guards);
        let both: Vec<bool> = all.iter().zip(&among.invited).map(|(a, b)| *a && *b).collect();
        let invited = plan(self.field, weights, &both, k + 1, self.guards);
        let levels = Levels { all, invited };
        self.plans.insert((weights.to_vec(), k), levels.clone());
        levels
    }

    /// What may be told of these answers.
    fn levels(&mut self, answers: &[Option<i16>], sheets: &Sheets) -> Levels {
        let who = answers.iter().enumerate().filter(|(_, it)| it.is_some());
        let weights = self.field.weights(who.map(|(person, _)| person));
        let base = self.base.clone();
        let mut levels = self.planned(&weights, &base, self.k);
        let Levels { all, invited } = &mut levels;
        uniform::hide(self.field, &self.views_of_cells, sheets, all, false, self.guards);
        invited.iter_mut().zip(all.iter()).for_each(|(invited, all)| *invited &= all);
        uniform::hide(self.field, &self.views_of_cells, sheets, invited, true, self.guards);
        levels
    }

    /// The answers a question's numbers rest on: of its factor only whole ones.
    fn answers(&self, question: usize) -> Vec<Option<i16>> {
        let own = &self.questions[question];
        let together: Vec<usize> = match &own.factor {
            Some(factor) => self.items(factor),
            None => vec![question],
        };
        let given = |it: &Respondent, at: usize| it.answers.get(at).copied().flatten();
        let complete = |it: &&Respondent| together.iter().all(|at| given(it, *at).is_some());
        self.respondents
            .iter()
            .map(|it| Some(it).filter(complete).and_then(|it| given(it, question)))
            .collect()
    }

    fn items(&self, factor: &str) -> Vec<usize> {
        let of = |it: &usize| self.questions[*it].factor.as_deref() == Some(factor);
        (0..self.questions.len()).filter(of).collect()
    }

    fn question(&mut self, question: usize) -> Option<Levels> {
        let Question { code, kind, .. } = &self.questions[question];
        if *kind == Kind::Words {
            return None;
        }
        let answers = self.answers(question);
        let sheets = Sheets::new(self.field, &answers);
        let levels = self.levels(&answers, &sheets);
        for view in shown(&levels) {
            let counts = sheets.of_view(self.field, view);
            let n = counts.iter().sum();
            let measures = of_answers(*kind, &sheets.values, &counts);
            self.keep(view, Some(code), n, levels.invited[view], measures);
        }
        Some(levels)
    }

    /// Scores of factors are told where all their questions are: then the mean follows from what is
    /// told anyway.
    fn factors(&mut self, levels: &[Option<Levels>]) {
        let mut names: Vec<&String> =
            self.questions.iter().filter_map(|it| it.factor.as_ref()).collect();
        names.sort_unstable();
        names.dedup();
        for factor in names {
            let items = self.items(factor);
            let of_items: Option<Vec<&Levels>> =
                items.iter().map(|it| levels[*it].as_ref()).collect();
            let scales = items.iter().all(|it| self.questions[*it].kind.scale().is_some());
            let Some(of_items) = of_items.filter(|_| scales) else { continue };
            let all = Levels {
                all: meet(self.keys.len(), of_items.iter().map(|it| &it.all)),
                invited: meet(self.keys.len(), of_items.iter().map(|it| &it.invited)),
            };
            self.factor(factor, &items, &all);
            let of_others = (0..self.questions.len()).filter(|it| !items.contains(it));
            for question in of_others {
                if let Some(own) = &levels[question] {
                    self.driver(question, own, factor, &items, &all);
                }
            }
        }
    }

    fn factor(&mut self, factor: &String, items: &[usize], levels: &Levels) {
        let bits = Bits::new(self.field, self.questions, items, self.respondents);
        let sheets = Sheets::new(self.field, &bits.all_favourable);
        let own = self.levels(&bits.all_favourable, &sheets);
        for view in shown(levels) {
            let (mean, shares, n) = bits.score(self.field, view);
            let measures = vec![(Measure::FactorMean, mean), (Measure::FactorItems, shares)];
            self.keep(view, Some(factor), n, levels.invited[view], measures);
            if own.all[view] && is_of_units(&self.field.views[view].kind) {
                let counts = sheets.of_view(self.field, view);
                let favourable: u32 =
                    sheets.values.iter().zip(&counts).filter(|it| *it.0 == 1).map(|it| it.1).sum();
                let share = 100.0 * f64::from(favourable) / f64::from(n);
                let invited = levels.invited[view] && own.invited[view];
                self.keep(view, Some(factor), n, invited, vec![(Measure::FactorAll, share)]);
            }
        }
    }

    fn driver(
        &mut self,
        question: usize,
        own: &Levels,
        factor: &str,
        items: &[usize],
        levels: &Levels,
    ) {
        let Question { code, kind, .. } = &self.questions[question];
        if kind.scale().is_none() {
            return;
        }
        let answers = self.answers(question);
        let pairs = of_pairs(self.questions, items, self.respondents, &answers);
        let who = pairs.iter().enumerate().filter(|(_, it)| it.is_some());
        let weights = self.field.weights(who.map(|(person, _)| person));
        let base = self.base.clone();
        let both = self.planned(&weights, &base, self.k);
        let sums = super::measures::pair_sums(self.field, &pairs);
        let measure = Measure::Driver { factor: factor.to_owned() };
        for view in shown(&both) {
            if !own.all[view] || !levels.all[view] || !is_of_units(&self.field.views[view].kind) {
                continue;
            }
            let invited = own.invited[view] && levels.invited[view] && both.invited[view];
            if let Some((r, n)) = super::measures::correlation(self.field, view, &sums) {
                self.keep(view, Some(code), n, invited, vec![(measure.clone(), r)]);
            }
        }
    }

    /// Comments are shown by units alone: a text that stands in two crossing views would tell that its
    /// author is where they meet.
    fn words(&mut self, mix: &mut dyn FnMut(&mut [String])) -> Vec<Words> {
        let by_unit: Vec<bool> = self.field.views.iter().map(|it| is_of_units(&it.kind)).collect();
        let base = Levels {
            all: meet(self.keys.len(), [&self.base.all, &by_unit].into_iter()),
            invited: meet(self.keys.len(), [&self.base.invited, &by_unit].into_iter()),
        };
        self.plans.clear();
        let mut words = vec![];
        for (question, Question { code, .. }) in
            self.questions.iter().enumerate().filter(|it| it.1.kind == Kind::Words)
        {
            let mut texts: Vec<Vec<&str>> = vec![vec![]; self.field.cells];
            let mut who = vec![];
            for (person, respondent) in self.respondents.iter().enumerate() {
                let own = respondent.comments.iter().filter(|it| it.question == question);
                let before = texts[self.field.cell_of[person]].len();
                texts[self.field.cell_of[person]].extend(own.map(|it| it.text.as_str()));
                if texts[self.field.cell_of[person]].len() > before {
                    who.push(person);
                }
            }
            let weights = self.field.weights(who.into_iter());
            let levels = self.planned(&weights, &base, self.comments);
            for view in shown(&levels) {
                let cells = self.field.views[view].cells.iter();
                let mut texts: Vec<String> =
                    cells.flat_map(|it| texts[*it].iter().map(|it| (*it).to_owned())).collect();
                mix(&mut texts);
                words.push(Words {
                    view: self.keys[view].clone(),
                    question: code.clone(),
                    texts,
                    n: self.field.size(view, &weights),
                    to_invited: levels.invited[view],
                });
            }
        }
        words
    }

    fn keep(
        &mut self,
        view: usize,
        of: Option<&String>,
        n: u32,
        to_invited: bool,
        measures: Vec<(Measure, f64)>,
    ) {
        for (measure, exact) in measures {
            if n >= measure.least() {
                let (view, of) = (self.keys[view].clone(), of.cloned());
                self.numbers.push(Number { view, of, measure, exact, n, to_invited });
            }
        }
    }
}

fn shown(levels: &Levels) -> Vec<usize> {
    (0..levels.all.len()).filter(|it| levels.all[*it]).collect()
}

fn meet<'a>(views: usize, of: impl Iterator<Item = &'a Vec<bool>>) -> Vec<bool> {
    of.fold(vec![true; views], |met, it| met.iter().zip(it).map(|(a, b)| *a && *b).collect())
}

/// The whole and the units: of any two of them one holds the other, or nobody is in both.
fn is_of_units(kind: &ViewKind) -> bool {
    match kind {
        ViewKind::Whole | ViewKind::Unit { .. } => true,
        ViewKind::Together { of } => of.iter().all(is_of_units),
        _ => false,
    }
}
