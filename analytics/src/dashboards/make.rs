//! The job that fixes what may be told of a campaign: once, when it is over, in one transaction.
//! While it runs only how many take part is kept, made anew each time.

use std::collections::{HashMap, HashSet};

use kernel::{Answer, Clock, Db, Fault, Tx, UnitId, Write, is_taken};

use super::{
    frame::{Dimension, Frame},
    gather::{self, Gathered},
    numbers::Numbers,
    questions::{Asked, questions},
    repo::{
        gather::{Campaign, running_unchecked, unreleased_unchecked},
        write::{self, Row, Written},
    },
    taking_part,
};
use crate::disclosure::{
    COMMENTS, LEAST_THRESHOLD, Measure, Number, Question, Release, Respondent, Rules, View,
    ViewKind, release,
};

/// How many campaigns were released. Safe to run at any time, any number of times and by any number
/// of processes at once: a campaign that has a plan is left as it is. One that fails leaves the
/// others be.
pub async fn make(db: &Db, clock: &Clock) -> Answer<u64> {
    let mut failed = None;
    for campaign in running_unchecked(db).await? {
        if let Err(fault) = refresh(db, clock, &campaign).await {
            failed = Some(fault);
        }
    }
    let mut made = 0;
    for campaign in unreleased_unchecked(db).await? {
        match close(db, clock, &campaign).await {
            Ok(fresh) => made += u64::from(fresh),
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(made), Err)
}

/// How many take part by now; nothing, if it was released since. Whoever writes it holds the key
/// of the plan until the end, so that what was read before the close replaces nothing after it.
async fn refresh(db: &Db, clock: &Clock, campaign: &Campaign) -> Answer<()> {
    let of = (campaign.organization_id, campaign.id);
    let gathered = gather::invited(db, campaign).await?;
    let (_, taking_part) = taking_part(clock, campaign, gathered).await?;
    let tx = db.begin().await?;
    if !is_planned_here(&tx, clock, campaign).await? {
        return Ok(tx.rollback().await?);
    }
    for write in participation(campaign, &taking_part) {
        tx.write(write).await?;
    }
    tx.write(write::no_plan(of)).await?;
    Ok(tx.commit().await?)
}

/// Whether it is this transaction that makes the plan. Another one that is about to is waited for.
async fn is_planned_here(tx: &Tx, clock: &Clock, campaign: &Campaign) -> Answer<bool> {
    let of = (campaign.organization_id, campaign.id);
    let (rules, today) = (rules(campaign), clock.now().date_naive());
    match tx.write(write::plan(of, today, (rules.threshold, rules.comments))).await {
        Err(error) if is_taken(&error) => Ok(false),
        written => Ok(written? > 0),
    }
}

/// Whether it was this call that made the plan.
async fn close(db: &Db, clock: &Clock, campaign: &Campaign) -> Answer<bool> {
    let of = (campaign.organization_id, campaign.id);
    let frame = gather::frame(db, campaign).await?;
    let gathered = gather::invited(db, campaign).await?;
    let dimensions = frame.dimensions();
    let asked = questions(&frame, &dimensions);
    let respondents = gather::respondents(db, of, &frame, &asked, &gathered.audience).await?;
    let rules = rules(campaign);
    let (gathered, taking_part) = taking_part(clock, campaign, gathered).await?;
    let all: Vec<Question> = asked.iter().map(|it| it.question.clone()).collect();
    let (gathered, released) = fixed(clock, rules, gathered, all, respondents).await?;
    let told = Told::of(&frame, &dimensions, &asked);
    let (rows, written) = kept(&gathered, &taking_part, &released, &told);
    let tx = db.begin().await?;
    if !is_planned_here(&tx, clock, campaign).await? {
        // By another process, a moment ago.
        tx.rollback().await?;
        return Ok(false);
    }
    let mut writes = write::views(of, &rows);
    writes.extend(write::comments(of, &written));
    writes.extend(participation(campaign, &taking_part));
    for write in writes {
        tx.write(write).await?;
    }
    tx.commit().await?;
    Ok(true)
}

fn rules(campaign: &Campaign) -> Rules {
    let threshold = u32::try_from(campaign.threshold).unwrap_or(u32::MAX).max(LEAST_THRESHOLD);
    Rules { threshold, comments: COMMENTS.max(threshold), roll_up: false }
}

/// What may be told of who takes part: of everybody who was invited it is asked.
async fn taking_part(
    clock: &Clock,
    campaign: &Campaign,
    mut gathered: Gathered,
) -> Answer<(Gathered, Release)> {
    let invited = std::mem::take(&mut gathered.invited);
    fixed(clock, rules(campaign), gathered, vec![taking_part::question()], invited).await
}

/// On a thread of its own: of many people it takes its time.
async fn fixed(
    clock: &Clock,
    rules: Rules,
    gathered: Gathered,
    questions: Vec<Question>,
    respondents: Vec<Respondent>,
) -> Answer<(Gathered, Release)> {
    let clock = clock.clone();
    let work = tokio::task::spawn_blocking(move || {
        let mut mix = |texts: &mut [String]| clock.shuffle(texts);
        let released = release(&rules, &gathered.audience, &questions, &respondents, &mut mix);
        (gathered, released)
    });
    work.await.map_err(|error| Fault::internal(&error))
}

fn participation(campaign: &Campaign, released: &Release) -> Vec<Write> {
    let of = (campaign.organization_id, campaign.id);
    let mut by_view = by_view(&released.numbers);
    let rows = released.views.iter().map(|it| {
        let key = it.kind.key();
        let numbers = by_view.remove(key.as_str()).unwrap_or_default();
        (key, Numbers::of(numbers).to_text())
    });
    let rows: Vec<_> = rows.collect();
    let mut writes = vec![write::forget_participation(of)];
    writes.extend(write::participation(of, &rows));
    writes
}

fn by_view(numbers: &[Number]) -> HashMap<&str, Vec<&Number>> {
    let mut found: HashMap<&str, Vec<&Number>> = HashMap::new();
    for number in numbers {
        found.entry(&number.view).or_default().push(number);
    }
    found
}

/// Which numbers anybody is ever told: what is asked once more for a scale is told by the scale.
struct Told {
    items: HashSet<String>,
    scales: HashSet<String>,
    outcome: Option<String>,
}

impl Told {
    fn of(frame: &Frame, dimensions: &[Dimension], asked: &[Asked]) -> Self {
        let plain = asked.iter().filter(|it| it.question.factor.is_none());
        Self {
            items: plain.map(|it| it.question.code.clone()).collect(),
            scales: dimensions.iter().map(|it| it.code.clone()).collect(),
            outcome: frame.outcome().map(str::to_owned),
        }
    }

    fn is_told(&self, number: &Number) -> bool {
        let Some(of) = &number.of else { return true };
        match &number.measure {
            Measure::Driver { factor } => {
                self.items.contains(of) && Some(factor) == self.outcome.as_ref()
            }
            Measure::FactorMean | Measure::FactorItems | Measure::FactorAll => {
                self.scales.contains(of)
            }
            _ => self.items.contains(of),
        }
    }
}

/// Views as they are kept. Also those of which nobody answered are there: that they were missing
/// would tell it.
fn kept(
    gathered: &Gathered,
    invited: &Release,
    released: &Release,
    told: &Told,
) -> (Vec<Row>, Vec<Written>) {
    let mut kinds: Vec<&ViewKind> = invited.views.iter().map(|it| &it.kind).collect();
    let known: HashSet<&ViewKind> = kinds.iter().copied().collect();
    let others = released.views.iter().map(|it: &View| &it.kind);
    kinds.extend(others.filter(|it| !known.contains(it)));
    let places: HashMap<&ViewKind, i64> = kinds.iter().copied().zip(0_i64..).collect();
    let mut numbers = by_view(&released.numbers);
    let words: Vec<Number> = released.words.iter().map(writers).collect();
    for number in &words {
        numbers.entry(&number.view).or_default().push(number);
    }
    let rows = kinds.iter().zip(0_i64..).map(|(kind, place)| {
        let view = kind.key();
        let of_view = numbers.remove(view.as_str()).unwrap_or_default();
        let shown = of_view.into_iter().filter(|it| told.is_told(it));
        Row {
            place,
            kind: name(kind),
            label: unit(kind).and_then(|it| gathered.names.get(&it).cloned()),
            parent: parent(gathered, kind).and_then(|it| places.get(&it).copied()),
            numbers: Numbers::of(shown).to_text(),
            view,
        }
    });
    let rows: Vec<Row> = rows.collect();
    let place_of: HashMap<&str, i64> = rows.iter().map(|it| (it.view.as_str(), it.place)).collect();
    let written = released.words.iter().filter_map(|it| {
        let place = *place_of.get(it.view.as_str())?;
        Some(Written { place, item: it.question.clone(), texts: it.texts.clone() })
    });
    let written = written.collect();
    (rows, written)
}

/// How many wrote: by it a reader is told what they wrote, or why not.
fn writers(words: &crate::disclosure::Words) -> Number {
    Number {
        view: words.view.clone(),
        of: Some(words.question.clone()),
        measure: Measure::Respondents,
        exact: f64::from(words.n),
        n: words.n,
        to_invited: words.to_invited,
    }
}

fn name(kind: &ViewKind) -> &'static str {
    match kind {
        ViewKind::Whole => "whole",
        ViewKind::Unit { .. } => "unit",
        ViewKind::Attribute { .. } => "attribute",
        ViewKind::Within { .. } => "within",
        ViewKind::Group { .. } => "group",
        ViewKind::Crossing { .. } => "crossing",
        ViewKind::Together { .. } => "together",
    }
}

fn unit(kind: &ViewKind) -> Option<UnitId> {
    match kind {
        ViewKind::Unit { unit } | ViewKind::Within { unit, .. } => Some(UnitId(*unit)),
        _ => None,
    }
}

/// Of which view it is a part: of a unit the one above, of a value in a unit the unit.
fn parent(gathered: &Gathered, kind: &ViewKind) -> Option<ViewKind> {
    let above = |unit| {
        let units = &gathered.audience.units;
        let own = units.iter().find(|it| it.id == unit)?;
        own.parent.filter(|it| units.iter().any(|unit| unit.id == *it))
    };
    match kind {
        ViewKind::Whole => None,
        ViewKind::Unit { unit } => {
            Some(above(*unit).map_or(ViewKind::Whole, |unit| ViewKind::Unit { unit }))
        }
        ViewKind::Within { unit, .. } => Some(ViewKind::Unit { unit: *unit }),
        ViewKind::Attribute { .. } | ViewKind::Group { .. } => Some(ViewKind::Whole),
        ViewKind::Crossing { first: (attribute, value), .. } => {
            Some(ViewKind::Attribute { attribute: attribute.clone(), value: value.clone() })
        }
        ViewKind::Together { of } => of.first().and_then(|it| parent(gathered, it)),
    }
}
