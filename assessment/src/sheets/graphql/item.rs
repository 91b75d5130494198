use async_graphql::SimpleObject;
use kernel::{Date, Locale};

use crate::instruments::{
    document::{Answer, Document, Item, Section},
    graphql::{InstrumentChoose, InstrumentItemKind, InstrumentLabel, labels, said},
};

/// Questions that are shown together.
#[derive(SimpleObject)]
pub struct QuestionnaireSection {
    /// By which programs name it.
    code: String,
    /// What stands above it; may be empty.
    title: String,
    /// What is said before its questions; may be empty.
    text: String,
    /// Those that are shown by now, in their order.
    items: Vec<QuestionnaireItem>,
}

impl QuestionnaireSection {
    pub fn of(section: &Section, items: &[&Item], language: &Locale, document: &Document) -> Self {
        let told = |texts| said(texts, Some(language), document);
        Self {
            code: section.code.clone(),
            title: told(&section.title),
            text: told(&section.text),
            items: items.iter().map(|it| QuestionnaireItem::of(it, language, document)).collect(),
        }
    }
}

/// A question, as whoever answers is asked it.
#[derive(SimpleObject)]
struct QuestionnaireItem {
    /// By which its answer names it.
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
    options: Vec<QuestionnaireOption>,
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
    /// Whether you may answer that you could not observe it.
    not_observed: bool,
    /// Whether you may answer that you prefer not to say.
    prefer_not_to_say: bool,
}

impl QuestionnaireItem {
    fn of(item: &Item, language: &Locale, document: &Document) -> Self {
        let told = |texts| said(texts, Some(language), document);
        let (lowest, highest) = item.answer.range().unzip();
        let finite = |it: &f64| it.is_finite();
        let count = |it: usize| i64::try_from(it).ok();
        let mut asked = Self {
            code: item.code.clone(),
            text: told(&item.text),
            kind: (&item.answer).into(),
            lowest: lowest.filter(finite),
            highest: highest.filter(finite),
            labels: labels(&item.answer, Some(language), document),
            options: options(&item.answer, language, document),
            unit: String::new(),
            least: None,
            most: None,
            choose: None,
            earliest: None,
            latest: None,
            longest: None,
            required_because: told(&item.required_because),
            not_observed: item.not_observed,
            prefer_not_to_say: item.prefer_not_to_say,
        };
        match &item.answer {
            Answer::Numeric { unit, .. } => asked.unit = told(unit),
            Answer::MultipleChoice { least, most, .. } => {
                (asked.least, asked.most) = (least.and_then(count), most.and_then(count));
            }
            Answer::ForcedChoice { choose, .. } => asked.choose = Some((*choose).into()),
            Answer::Date { earliest, latest } => {
                (asked.earliest, asked.latest) = (earliest.map(Date), latest.map(Date));
            }
            Answer::Text { longest } => asked.longest = count(*longest),
            _ => (),
        }
        asked
    }
}

/// Something that can be chosen. For which scale it speaks is not told to whoever answers.
#[derive(SimpleObject)]
struct QuestionnaireOption {
    /// By which an answer names it.
    code: String,
    /// What it says.
    text: String,
}

fn options(answer: &Answer, language: &Locale, document: &Document) -> Vec<QuestionnaireOption> {
    let option = |code: &String, texts| QuestionnaireOption {
        code: code.clone(),
        text: said(texts, Some(language), document),
    };
    match answer {
        Answer::SingleChoice { options }
        | Answer::MultipleChoice { options, .. }
        | Answer::Ranking { options } => {
            options.iter().map(|it| option(&it.code, &it.text)).collect()
        }
        Answer::ForcedChoice { statements, .. } => {
            statements.iter().map(|it| option(&it.code, &it.text)).collect()
        }
        _ => vec![],
    }
}
