//! What was asked, as far as numbers are made of it: the part of an instrument's document that
//! dashboards need. The form is `hei-instrument/1`, described in `docs/instruments.md`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use crate::engagement::{Bounds, Favour};

/// The scale that is the outcome, where the instrument names none.
const OUTCOME: &str = "engagement";

/// A text in several languages, by their tags.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// In this language, in its main form (`de` for `de-AT`), or else in the instrument's own.
    pub fn told<'a>(&'a self, language: &str, own: &str) -> &'a str {
        let main = language.split('-').next().unwrap_or(language);
        let found = [language, main, own].into_iter().find_map(|it| self.0.get(it));
        found.map_or("", String::as_str)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Frame {
    pub language: String,
    #[serde(default)]
    labels: Vec<Labels>,
    sections: Vec<Section>,
    #[serde(default)]
    scales: Vec<Scale>,
    #[serde(default)]
    engagement: Engagement,
}

#[derive(Clone, Debug, Deserialize)]
struct Labels {
    code: String,
    points: BTreeMap<i32, Texts>,
}

#[derive(Clone, Debug, Deserialize)]
struct Section {
    items: Vec<Item>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Item {
    pub code: String,
    pub text: Texts,
    pub answer: Kind,
}

/// How an item is answered.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    Likert {
        lowest: i32,
        highest: i32,
        #[serde(default)]
        labels: Option<String>,
    },
    Numeric {
        #[serde(default)]
        lowest: Option<f64>,
        #[serde(default)]
        highest: Option<f64>,
    },
    SingleChoice {
        options: Vec<Choice>,
    },
    MultipleChoice {
        options: Vec<Choice>,
    },
    Ranking {},
    ForcedChoice {},
    Nps {},
    Date {},
    Text {},
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Choice {
    pub code: String,
    pub text: Texts,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Scale {
    pub code: String,
    pub name: Texts,
    combine: String,
    #[serde(default)]
    items: Vec<Key>,
    #[serde(default)]
    facets: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Key {
    item: String,
    #[serde(default)]
    reversed: bool,
    #[serde(default)]
    weight: Option<f64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Engagement {
    #[serde(default)]
    outcome: Option<String>,
    #[serde(default)]
    favourable: Vec<Favourable>,
}

#[derive(Clone, Debug, Deserialize)]
struct Favourable {
    item: String,
    from: f64,
    against: f64,
}

/// A scale with what is needed to make numbers of it.
#[derive(Clone, Debug)]
pub(crate) struct Dimension {
    pub code: String,
    pub items: Vec<Keyed>,
}

/// An item on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keyed {
    /// Where it stands among all items.
    pub item: usize,
    pub reversed: bool,
}

impl Item {
    /// The range of an answer that is a number between two ends.
    pub fn bounds(&self) -> Option<Bounds> {
        let (lowest, highest) = match self.answer {
            Kind::Likert { lowest, highest, .. } => (f64::from(lowest), f64::from(highest)),
            Kind::Nps {} => (0.0, 10.0),
            Kind::Numeric { lowest, highest } => (lowest?, highest?),
            _ => return None,
        };
        (highest > lowest).then_some(Bounds { lowest, highest })
    }

    pub fn is_text(&self) -> bool {
        matches!(self.answer, Kind::Text {})
    }

    pub fn is_recommendation(&self) -> bool {
        matches!(self.answer, Kind::Nps {})
    }

    /// The points or options of which a distribution is made, in their order.
    pub fn points(&self) -> Vec<String> {
        match &self.answer {
            Kind::Likert { lowest, highest, .. } => {
                (*lowest..=*highest).map(|it| it.to_string()).collect()
            }
            Kind::Nps {} => (0..=10).map(|it| it.to_string()).collect(),
            Kind::SingleChoice { options } | Kind::MultipleChoice { options } => {
                options.iter().map(|it| it.code.clone()).collect()
            }
            _ => vec![],
        }
    }
}

impl Frame {
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|it| &it.items)
    }

    /// Scales whose scores may be compared between people.
    pub fn scales(&self) -> impl Iterator<Item = &Scale> {
        self.scales.iter().filter(|it| it.combine != "ipsative")
    }

    /// What a point or an option of an item is called; itself, if it has no words.
    pub fn point(&self, item: &Item, point: &str, language: &str) -> String {
        let told = |texts: &Texts| texts.told(language, &self.language).to_owned();
        let words = match &item.answer {
            Kind::Likert { labels: Some(code), .. } => {
                let labels = self.labels.iter().find(|it| it.code == *code);
                let place: Option<i32> = point.parse().ok();
                labels.zip(place).and_then(|(it, place)| it.points.get(&place)).map(told)
            }
            Kind::SingleChoice { options } | Kind::MultipleChoice { options } => {
                options.iter().find(|it| it.code == point).map(|it| told(&it.text))
            }
            _ => None,
        };
        words.filter(|it| !it.is_empty()).unwrap_or_else(|| point.to_owned())
    }

    /// The code of the scale that is the outcome.
    pub fn outcome(&self) -> Option<&str> {
        let code = self.engagement.outcome.as_deref().unwrap_or(OUTCOME);
        self.scales().find(|it| it.code == code).map(|it| it.code.as_str())
    }

    /// What a scale is called; its code, if it has no words.
    pub fn name(&self, scale: &str, language: &str) -> String {
        let found = self.scales().find(|it| it.code == scale);
        let told = found.map_or("", |it| it.name.told(language, &self.language));
        if told.is_empty() { scale.to_owned() } else { told.to_owned() }
    }

    /// From which answers on an item is favoured: as declared, or by the rule.
    pub fn favour(&self, item: &Item) -> Option<Favour> {
        let declared = self.engagement.favourable.iter().find(|it| it.item == item.code);
        match declared {
            Some(it) => Some(Favour { from: it.from, against: it.against }),
            None => Favour::of_points(item.bounds()?),
        }
    }

    /// All dimensions that have numbers, in the order of the instrument.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let places: HashMap<&str, usize> =
            self.items().enumerate().map(|(place, it)| (it.code.as_str(), place)).collect();
        self.scales().filter_map(|scale| self.dimension(scale, &places)).collect()
    }

    /// None, if it has no items, or if some count more than others, which no number here does.
    fn dimension(&self, scale: &Scale, places: &HashMap<&str, usize>) -> Option<Dimension> {
        let keys = self.keys(scale, &mut HashSet::new());
        let is_even = keys.iter().all(|it| it.weight.is_none_or(|it| (it - 1.0).abs() < 1e-9));
        let items = keys.iter().map(|key| {
            let item = *places.get(key.item.as_str())?;
            Some(Keyed { item, reversed: key.reversed })
        });
        let items: Vec<Keyed> = items.collect::<Option<_>>()?;
        (!items.is_empty() && is_even).then(|| Dimension { code: scale.code.clone(), items })
    }

    /// Those of its facets are its own; what stands in two of them counts once.
    fn keys<'a>(&'a self, scale: &'a Scale, seen: &mut HashSet<&'a str>) -> Vec<&'a Key> {
        let mut keys: Vec<&Key> =
            scale.items.iter().filter(|it| seen.insert(it.item.as_str())).collect();
        for code in &scale.facets {
            // A facet of itself has no items of its own.
            let facet = self.scales.iter().find(|it| it.code == *code && it.code != scale.code);
            keys.extend(facet.map(|it| self.keys(it, seen)).unwrap_or_default());
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(name: &str) -> Frame {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../assessment/instruments/");
        let text = std::fs::read_to_string(format!("{folder}{name}.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_ships_can_be_read() {
        let frame = shipped("engagement-15");
        assert_eq!(frame.outcome(), Some("engagement"));
        let dimensions = frame.dimensions();
        let sizes: Vec<_> = dimensions.iter().map(|it| it.items.len()).collect();
        assert_eq!(sizes, [15, 5, 5, 5]);
        assert_eq!(shipped("ipip-neo-120").outcome(), None);
    }

    #[test]
    fn what_is_declared_goes_before_the_rule() {
        let text = r#"{ "language": "en", "sections": [{ "items": [
              { "code": "a", "text": { "en": "A", "de": "Ä" }, "answer": { "likert": { "lowest": 1, "highest": 5, "labels": "l" } } },
              { "code": "b", "text": { "en": "B" }, "answer": { "nps": {} } },
              { "code": "c", "text": { "en": "C" }, "answer": { "text": { "longest": 10 } } }] }],
            "labels": [{ "code": "l", "points": { "5": { "en": "Wholly" } } }],
            "scales": [{ "code": "x", "name": { "en": "X" }, "combine": "mean", "lowest": 1, "highest": 5,
              "items": [{ "item": "a", "reversed": true }] }],
            "engagement": { "outcome": "x", "favourable": [{ "item": "a", "from": 5, "against": 2 }] } }"#;
        let frame: Frame = serde_json::from_str(text).unwrap();
        let items: Vec<_> = frame.items().collect();
        assert_eq!(frame.outcome(), Some("x"));
        assert_eq!(frame.favour(items[0]), Some(Favour { from: 5.0, against: 2.0 }));
        assert_eq!(frame.favour(items[1]), Some(Favour { from: 7.0, against: 3.0 }));
        assert_eq!(frame.favour(items[2]), None);
        assert_eq!(frame.dimensions()[0].items, [Keyed { item: 0, reversed: true }]);
        assert_eq!(frame.point(items[0], "5", "de"), "Wholly");
        assert_eq!(frame.point(items[0], "4", "de"), "4");
        assert_eq!(items[0].text.told("de-AT", "en"), "Ä");
    }
}
