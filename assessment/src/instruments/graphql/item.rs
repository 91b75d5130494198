use async_graphql::{Enum, SimpleObject};
use kernel::{Date, Locale};

use super::content::said;
use crate::instruments::document::{Answer, Choose, Document, Item};

/// One question.
#[derive(SimpleObject)]
pub struct InstrumentItem {
    /// By which answers, scales and conditions name it.
    code: String,
    /// What is asked.
    text: String,
    /// How it is answered.
    kind: InstrumentItemKind,
    /// The lowest answer, of points and numbers that have one.
    lowest: Option<f64>,
    /// The highest answer, likewise.
    highest: Option<f64>,
    /// Words for points; not each point needs one.
    labels: Vec<InstrumentLabel>,
    /// What can be chosen, or the statements of a forced choice; empty for other kinds.
    options: Vec<InstrumentOption>,
    /// What a number counts; may be empty.
    unit: String,
    /// The fewest options that are chosen, of a multiple choice that has a bound.
    least: Option<i64>,
    /// The most options that are chosen, likewise.
    most: Option<i64>,
    /// What is done with the statements of a forced choice; null for other kinds.
    choose: Option<InstrumentChoose>,
    /// The earliest day, of days that have one.
    earliest: Option<Date>,
    /// The latest day, likewise.
    latest: Option<Date>,
    /// How many characters a text has at most; null for other kinds.
    longest: Option<i64>,
    /// Why it may not be skipped; it may, if this is empty.
    required_because: String,
    /// Whether one may answer that one could not observe it.
    not_observed: bool,
    /// Whether one may answer that one prefers not to say.
    prefer_not_to_say: bool,
    /// Whether it is shown to some only: what it depends on stands in the document.
    conditional: bool,
}

impl InstrumentItem {
    pub fn of(item: &Item, language: Option<&Locale>, document: &Document) -> Self {
        let (lowest, highest) = item.answer.range().unzip();
        let finite = |it: &f64| it.is_finite();
        let bounds = |it: usize| i64::try_from(it).ok();
        let mut told = Self {
            code: item.code.clone(),
            text: said(&item.text, language, document),
            kind: (&item.answer).into(),
            lowest: lowest.filter(finite),
            highest: highest.filter(finite),
            labels: labels(&item.answer, language, document),
            options: options(&item.answer, language, document),
            unit: String::new(),
            least: None,
            most: None,
            choose: None,
            earliest: None,
            latest: None,
            longest: None,
            required_because: said(&item.required_because, language, document),
            not_observed: item.not_observed,
            prefer_not_to_say: item.prefer_not_to_say,
            conditional: item.show_if.is_some(),
        };
        match &item.answer {
            Answer::Numeric { unit, .. } => told.unit = said(unit, language, document),
            Answer::MultipleChoice { least, most, .. } => {
                (told.least, told.most) = (least.and_then(bounds), most.and_then(bounds));
            }
            Answer::ForcedChoice { choose, .. } => told.choose = Some((*choose).into()),
            Answer::Date { earliest, latest } => {
                (told.earliest, told.latest) = (earliest.map(Date), latest.map(Date));
            }
            Answer::Text { longest } => told.longest = bounds(*longest),
            _ => (),
        }
        told
    }
}

pub fn labels(
    answer: &Answer,
    language: Option<&Locale>,
    document: &Document,
) -> Vec<InstrumentLabel> {
    let Answer::Likert { labels: Some(code), .. } = answer else { return vec![] };
    let labels = document.labels.iter().filter(|it| it.code == *code).flat_map(|it| &it.points);
    let told = |(point, texts): (&i32, _)| InstrumentLabel {
        point: i64::from(*point),
        text: said(texts, language, document),
    };
    labels.map(told).collect()
}

fn options(
    answer: &Answer,
    language: Option<&Locale>,
    document: &Document,
) -> Vec<InstrumentOption> {
    let option = |code: &String, text, scale: Option<&String>| InstrumentOption {
        code: code.clone(),
        text: said(text, language, document),
        scale: scale.cloned(),
    };
    match answer {
        Answer::SingleChoice { options }
        | Answer::MultipleChoice { options, .. }
        | Answer::Ranking { options } => {
            options.iter().map(|it| option(&it.code, &it.text, None)).collect()
        }
        Answer::ForcedChoice { statements, .. } => {
            statements.iter().map(|it| option(&it.code, &it.text, Some(&it.scale))).collect()
        }
        _ => vec![],
    }
}

/// How a question is answered.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum InstrumentItemKind {
    /// One of the points from the lowest to the highest.
    Likert,
    /// A number.
    Numeric,
    /// One of the options.
    SingleChoice,
    /// Some of the options.
    MultipleChoice,
    /// All options in an order.
    Ranking,
    /// Of statements those that are most, or most and least, like oneself.
    ForcedChoice,
    /// How likely one would recommend, 0 to 10.
    Nps,
    /// A day.
    Date,
    /// In one's own words.
    Text,
}

impl From<&Answer> for InstrumentItemKind {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Likert { .. } => Self::Likert,
            Answer::Numeric { .. } => Self::Numeric,
            Answer::SingleChoice { .. } => Self::SingleChoice,
            Answer::MultipleChoice { .. } => Self::MultipleChoice,
            Answer::Ranking { .. } => Self::Ranking,
            Answer::ForcedChoice { .. } => Self::ForcedChoice,
            Answer::Nps {} => Self::Nps,
            Answer::Date { .. } => Self::Date,
            Answer::Text { .. } => Self::Text,
        }
    }
}

/// A word for a point.
#[derive(SimpleObject)]
pub struct InstrumentLabel {
    /// Which.
    point: i64,
    /// Its word.
    text: String,
}

/// Something that can be chosen.
#[derive(SimpleObject)]
pub struct InstrumentOption {
    /// By which answers and conditions name it.
    code: String,
    /// What it says.
    text: String,
    /// The code of the scale that a statement speaks for; null for other options.
    scale: Option<String>,
}

/// What is done with the statements of a forced choice.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Choose")]
pub enum InstrumentChoose {
    /// The one that is most like oneself.
    Most,
    /// The one that is most and the one that is least like oneself.
    MostAndLeast,
    /// All of them in an order, the most like oneself first.
    Ranking,
}
