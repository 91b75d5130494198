//! All texts of a document, with their places in it.

use super::{Answer, Document, Section, Texts};

/// A text and where it stands.
pub struct Placed<'a> {
    pub path: String,
    pub texts: &'a Texts,
    /// Whether there must be one.
    pub needed: bool,
}

struct Walk<'a>(Vec<Placed<'a>>);

impl<'a> Walk<'a> {
    fn needed(&mut self, path: String, texts: &'a Texts) {
        self.0.push(Placed { path, texts, needed: true });
    }

    /// Only where there is one.
    fn if_any(&mut self, path: String, texts: &'a Texts) {
        if !texts.is_empty() {
            self.0.push(Placed { path, texts, needed: false });
        }
    }

    fn about(&mut self, document: &'a Document) {
        self.needed("name".into(), &document.name);
        self.if_any("description".into(), &document.description);
        self.if_any("purpose".into(), &document.purpose);
        self.if_any("limits".into(), &document.limits);
        for (i, labels) in document.labels.iter().enumerate() {
            for (point, texts) in &labels.points {
                self.needed(format!("labels[{i}].points.{point}"), texts);
            }
        }
        for (i, group) in document.groups.iter().enumerate() {
            self.needed(format!("groups[{i}].name"), &group.name);
        }
        for (i, role) in document.roles.iter().enumerate() {
            self.needed(format!("roles[{i}].name"), &role.name);
        }
    }

    fn section(&mut self, at: &str, section: &'a Section) {
        self.if_any(format!("{at}.title"), &section.title);
        self.if_any(format!("{at}.text"), &section.text);
        for (i, item) in section.items.iter().enumerate() {
            let at = format!("{at}.items[{i}]");
            self.needed(format!("{at}.text"), &item.text);
            self.if_any(format!("{at}.requiredBecause"), &item.required_because);
            self.answer(&format!("{at}.answer"), &item.answer);
        }
    }

    fn answer(&mut self, at: &str, answer: &'a Answer) {
        match answer {
            Answer::SingleChoice { options }
            | Answer::MultipleChoice { options, .. }
            | Answer::Ranking { options } => {
                for (i, option) in options.iter().enumerate() {
                    self.needed(format!("{at}.{}.options[{i}].text", answer.name()), &option.text);
                }
            }
            Answer::ForcedChoice { statements, .. } => {
                for (i, statement) in statements.iter().enumerate() {
                    self.needed(format!("{at}.forcedChoice.statements[{i}].text"), &statement.text);
                }
            }
            Answer::Numeric { unit, .. } => self.if_any(format!("{at}.numeric.unit"), unit),
            _ => (),
        }
    }

    fn scales(&mut self, document: &'a Document) {
        for (i, scale) in document.scales.iter().enumerate() {
            let at = format!("scales[{i}]");
            self.needed(format!("{at}.name"), &scale.name);
            self.if_any(format!("{at}.description"), &scale.description);
            for (i, band) in scale.bands.iter().flat_map(|it| &it.bands).enumerate() {
                self.needed(format!("{at}.bands.bands[{i}].name"), &band.name);
                self.if_any(format!("{at}.bands.bands[{i}].text"), &band.text);
            }
            if let Some(poles) = &scale.poles {
                self.needed(format!("{at}.poles.left"), &poles.left);
                self.needed(format!("{at}.poles.right"), &poles.right);
            }
        }
    }
}

impl Document {
    pub fn texts(&self) -> Vec<Placed<'_>> {
        let mut walk = Walk(vec![]);
        walk.about(self);
        for (i, section) in self.sections.iter().enumerate() {
            walk.section(&format!("sections[{i}]"), section);
        }
        walk.scales(self);
        walk.0
    }

    /// How much of it is there in each language, in whole percent, the own language first; all,
    /// only if nothing is missing.
    pub fn completeness(&self) -> Vec<(String, u8)> {
        let texts = self.texts();
        let mut languages: Vec<&str> = vec![&self.language];
        let others: std::collections::BTreeSet<_> =
            texts.iter().flat_map(|it| it.texts.0.keys()).collect();
        languages.extend(others.into_iter().map(String::as_str).filter(|it| *it != self.language));
        let share = |language: &str| {
            let there = texts.iter().filter(|it| it.texts.has(language)).count();
            u8::try_from(there * 100 / texts.len().max(1)).unwrap_or(100)
        };
        languages.into_iter().map(|it| (it.to_owned(), share(it))).collect()
    }
}
