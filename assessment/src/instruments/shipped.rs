//! What ships with the product: public domain, each with its source, key, norms and limits.

use std::sync::LazyLock;

use super::document::Document;

const TEXTS: [&str; 4] = [
    include_str!("../../instruments/ipip-neo-120.json"),
    include_str!("../../instruments/ipip-50.json"),
    include_str!("../../instruments/riasec-48.json"),
    include_str!("../../instruments/engagement-15.json"),
];

/// An instrument that an organisation can take over.
#[derive(Clone, Debug)]
pub struct Shipped {
    pub document: Document,
}

/// All of them, in their order.
pub fn shipped() -> &'static [Shipped] {
    static ALL: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
        let read = TEXTS.iter().filter_map(|text| serde_json::from_str(text).ok());
        read.map(|document| Shipped { document }).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::{check, read, readiness};

    /// Written anew with `UPDATE=1`.
    #[test]
    fn what_ships_is_sound_ready_and_written_as_it_is_exported() {
        assert_eq!(shipped().len(), TEXTS.len());
        for text in TEXTS {
            let document = read(text).unwrap();
            let told = document.to_text() + "\n";
            if std::env::var_os("UPDATE").is_some() {
                let file =
                    format!("{}/instruments/{}.json", env!("CARGO_MANIFEST_DIR"), document.code);
                std::fs::write(file, &told).unwrap();
            }
            assert_eq!(check(&document), [], "{}", document.code);
            assert_eq!(readiness(&document), [], "{}", document.code);
            assert!(document.source.is_some() && !document.limits.is_empty(), "{}", document.code);
            assert!(told == text, "{}: UPDATE=1 writes it as it is exported", document.code);
            assert_eq!(read(&told), Ok(document));
        }
    }

    #[test]
    fn what_respondents_read_is_there_in_six_languages() {
        let document = &shipped()[0].document;
        let asked = document.items().map(|it| &it.text);
        let words = document.labels.iter().flat_map(|it| it.points.values());
        for texts in asked.chain(words).chain([&document.purpose, &document.name]) {
            for language in ["en", "it", "nl", "de", "fr", "es"] {
                assert!(texts.has(language), "{language}: {texts:?}");
            }
        }
    }
}
