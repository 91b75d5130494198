//! What a release is made of.

use super::{
    audience::ViewKind,
    number::{Measure, Number},
    statistic::{Reason, Statistic},
};

/// A view that was declared, and whether the release shows it at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub kind: ViewKind,
    /// Shown to those who were not asked to answer themselves.
    pub shown: bool,
    /// Shown also to those who were.
    pub to_invited: bool,
    /// The view in which it is shown with others, and never alone.
    pub rolled_into: Option<ViewKind>,
}

/// What was written to one question in one view, without order and without authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Key of the view.
    pub view: String,
    pub question: String,
    pub texts: Vec<String>,
    /// How many wrote.
    pub n: u32,
    pub to_invited: bool,
}

/// All that was fixed at the close. Hidden views stand in it without numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Release {
    /// In the order of the plan.
    pub views: Vec<View>,
    /// By view, question and measure.
    pub numbers: Vec<Number>,
    pub words: Vec<Words>,
}

impl Words {
    /// The texts, as this reader may see them; `threshold` is that of comments now.
    pub fn read(&self, threshold: u32, invited: bool) -> Statistic<Vec<String>> {
        if self.n >= threshold + u32::from(invited) && (self.to_invited || !invited) {
            Statistic::shown(self.texts.clone(), self.n)
        } else {
            Statistic::suppressed(Reason::Protected, threshold)
        }
    }
}

impl Release {
    /// A number of a view, before it is asked who reads it.
    pub fn number(&self, view: &ViewKind, of: Option<&str>, measure: &Measure) -> Option<&Number> {
        let view = view.key();
        let wanted = (view.as_str(), of, measure);
        let at = |it: &Number| (it.view.as_str(), it.of.as_deref(), &it.measure).cmp(&wanted);
        let found = self.numbers.binary_search_by(at).ok()?;
        self.numbers.get(found)
    }

    /// Whether the plan has such a view, shown or hidden.
    pub fn has(&self, view: &ViewKind) -> bool {
        self.views.iter().any(|it| it.kind == *view)
    }
}
