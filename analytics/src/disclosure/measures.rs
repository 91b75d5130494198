//! Numbers of one view (domain-rules, section 5). They follow from how often each answer was given.

use super::{
    audience::{Kind, Question, Respondent},
    field::Field,
    number::Measure,
};

/// A scale's bounds and where it is favourable.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    least: i16,
    most: i16,
    favourable: i16,
    unfavourable: i16,
}

impl Kind {
    /// None, if its answers are no points of a scale.
    pub(super) fn scale(self) -> Option<Scale> {
        match self {
            Self::Scale { least, most, favourable, unfavourable } if most > least => {
                Some(Scale { least, most, favourable, unfavourable })
            }
            _ => None,
        }
    }

    /// The answers there can be.
    fn answers(self) -> std::ops::Range<i16> {
        match self {
            Self::Scale { least, most, .. } => least..most + 1,
            Self::Choice { options } => 0..options,
            Self::Recommend => 0..11,
            Self::Words => 0..0,
        }
    }
}

impl Scale {
    /// 0 to 100.
    fn score(self, answer: i16) -> f64 {
        100.0 * f64::from(answer - self.least) / f64::from(self.most - self.least)
    }
}

/// Everything that is told of a question.
pub(super) fn of_answers(kind: Kind, values: &[i16], counts: &[u32]) -> Vec<(Measure, f64)> {
    let n = f64::from(counts.iter().sum::<u32>());
    let count = |holds: &dyn Fn(i16) -> bool| -> f64 {
        f64::from(values.iter().zip(counts).filter(|it| holds(*it.0)).map(|it| it.1).sum::<u32>())
    };
    let share = |holds: &dyn Fn(i16) -> bool| 100.0 * count(holds) / n;
    let mut measures = vec![(Measure::Respondents, n)];
    measures.extend(kind.answers().map(|it| (Measure::Answer(it), share(&|own| own == it))));
    if let Some(scale) = kind.scale() {
        let (favourable, unfavourable) = (scale.favourable, scale.unfavourable);
        let weighted = values.iter().zip(counts).map(|(it, n)| (scale.score(*it), f64::from(*n)));
        let mean = weighted.clone().map(|(it, n)| it * n).sum::<f64>() / n;
        let squares = weighted.map(|(it, n)| (it - mean).powi(2) * n).sum::<f64>();
        measures.extend([
            (Measure::Mean, mean),
            (Measure::Favourable, share(&|it| it >= favourable)),
            (Measure::Neutral, share(&|it| it < favourable && it > unfavourable)),
            (Measure::Unfavourable, share(&|it| it <= unfavourable)),
            (Measure::Spread, (squares / (n - 1.0)).sqrt()),
        ]);
    }
    if kind == Kind::Recommend {
        let (promoters, detractors) = (count(&|it| it >= 9) / n, count(&|it| it <= 6) / n);
        let difference = promoters - detractors;
        let variance = promoters + detractors - difference * difference;
        measures.push((Measure::Recommend, 100.0 * difference));
        measures.push((Measure::RecommendMargin, 1.96 * 100.0 * (variance / n).sqrt()));
    }
    measures
}

/// What a factor's score rests on, of each who answered all its questions.
pub(super) struct Bits {
    /// 1, if favourable on all.
    pub all_favourable: Vec<Option<i16>>,
    /// Of each cell: sum of scores, sum of favourable shares, people.
    sums: Vec<(f64, f64, u32)>,
}

impl Bits {
    pub fn new(
        field: &Field,
        questions: &[Question],
        items: &[usize],
        respondents: &[Respondent],
    ) -> Self {
        let mut all_favourable = vec![None; respondents.len()];
        let mut sums = vec![(0.0, 0.0, 0); field.cells];
        for (person, respondent) in respondents.iter().enumerate() {
            let Some((score, favourable)) = score(questions, items, respondent) else { continue };
            all_favourable[person] = Some(i16::from(favourable == items.len()));
            let sum = &mut sums[field.cell_of[person]];
            sum.0 += score;
            sum.1 += share(favourable, items.len());
            sum.2 += 1;
        }
        Self { all_favourable, sums }
    }

    /// Mean of scores, mean of favourable shares, people.
    pub fn score(&self, field: &Field, view: usize) -> (f64, f64, u32) {
        let (mut scores, mut shares, mut n) = (0.0, 0.0, 0);
        for cell in &field.views[view].cells {
            let own = self.sums[*cell];
            scores += own.0;
            shares += own.1;
            n += own.2;
        }
        (scores / f64::from(n), shares / f64::from(n), n)
    }
}

fn share(part: usize, of: usize) -> f64 {
    let number = |it: usize| u32::try_from(it).map_or(f64::NAN, f64::from);
    100.0 * number(part) / number(of)
}

/// Mean of the items' scores, and on how many the answer is favourable. None: not all answered.
fn score(questions: &[Question], items: &[usize], respondent: &Respondent) -> Option<(f64, usize)> {
    let mut sum = 0.0;
    let mut favourable = 0;
    for item in items {
        let scale = questions[*item].kind.scale()?;
        let answer = respondent.answers.get(*item).copied().flatten()?;
        sum += scale.score(answer);
        favourable += usize::from(answer >= scale.favourable);
    }
    Some((sum / f64::from(u32::try_from(items.len()).ok()?), favourable))
}

/// Answer and score of each who gave both.
pub(super) fn of_pairs(
    questions: &[Question],
    items: &[usize],
    respondents: &[Respondent],
    answers: &[Option<i16>],
) -> Vec<Option<(f64, f64)>> {
    let pair = |(respondent, answer): (&Respondent, &Option<i16>)| {
        Some((f64::from((*answer)?), score(questions, items, respondent)?.0))
    };
    respondents.iter().zip(answers).map(pair).collect()
}

/// n, and the sums of x, y, x², y², xy.
pub(super) type PairSums = [f64; 6];

/// Of each cell.
pub(super) fn pair_sums(field: &Field, pairs: &[Option<(f64, f64)>]) -> Vec<PairSums> {
    let mut sums = vec![[0.0; 6]; field.cells];
    for (person, pair) in pairs.iter().enumerate() {
        if let Some((x, y)) = pair {
            let sum = &mut sums[field.cell_of[person]];
            let terms = [1.0, *x, *y, x * x, y * y, x * y];
            sum.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
    }
    sums
}

/// Pearson's r and the people it rests on. None, where one of both does not vary.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
pub(super) fn correlation(field: &Field, view: usize, sums: &[PairSums]) -> Option<(f64, u32)> {
    let mut sum = [0.0; 6];
    for cell in &field.views[view].cells {
        sum.iter_mut().zip(sums[*cell]).for_each(|(sum, it)| *sum += it);
    }
    let [n, x, y, xx, yy, xy] = sum;
    let (dx, dy) = (xx - x * x / n, yy - y * y / n);
    (dx > 1e-9 && dy > 1e-9).then(|| ((xy - x * y / n) / (dx * dy).sqrt(), n as u32))
}
