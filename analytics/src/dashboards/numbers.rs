//! The numbers of one view, as they are kept and told.

use serde::{Deserialize, Serialize};

use super::repo::read::Full;
use crate::disclosure::{Asked, Measure, Number, Reading, Statistic, ViewKind, read};

/// One number: of which question or scale, which, exactly, of how many, and whether also those who
/// were asked may see it. In a row, because there are many.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept(Option<String>, Measure, f64, u32, bool);

/// All that was released of a view.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Numbers(Vec<Kept>);

impl Numbers {
    pub fn of<'a>(released: impl IntoIterator<Item = &'a Number>) -> Self {
        let kept = released
            .into_iter()
            .map(|it| Kept(it.of.clone(), it.measure.clone(), it.exact, it.n, it.to_invited));
        Self(kept.collect())
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What cannot be read tells nothing.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Of which questions and scales there are some.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| it.0.as_deref())
    }

    /// As this reader may see it.
    pub fn tell(&self, of: Option<&str>, measure: &Measure, reading: Reading) -> Statistic<i32> {
        let found = self.0.iter().find(|it| it.0.as_deref() == of && it.1 == *measure);
        let number = found.map(|it| Number {
            view: String::new(),
            of: it.0.clone(),
            measure: it.1.clone(),
            exact: it.2,
            n: it.3,
            to_invited: it.4,
        });
        // Whoever has a view of a plan asks this; what cannot be asked is refused before.
        let asked = Asked { closed: true, in_plan: true, collected: true };
        read(asked, number.as_ref(), reading)
    }
}

/// A view of the plan, with what was released of it.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub place: i64,
    pub kind: ViewKind,
    pub label: Option<String>,
    pub parent: Option<i64>,
    pub numbers: Numbers,
}

impl View {
    /// None, if it is of a kind that is not known here.
    pub fn of(row: Full) -> Option<Self> {
        Some(Self {
            place: row.place,
            kind: serde_json::from_str(&row.view).ok()?,
            label: row.label,
            parent: row.parent,
            numbers: Numbers::from_text(&row.numbers),
        })
    }
}
