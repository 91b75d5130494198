//! What somebody looks for, as words; and the same as either engine asks for it. Nothing of what
//! they typed has a meaning there: words are letters and digits, and quoted besides.

use kernel::{Answer, Fault, OrganizationId};

use super::Found;

/// In characters.
const LONGEST: usize = 200;
/// How many words are looked for; further ones are not.
const MOST: usize = 8;

/// All of them are to be found, each as a whole word or as its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    pub fn try_new(text: &str) -> Answer<Self> {
        if text.chars().count() > LONGEST {
            return Err(Fault::bad_input("Search for at most 200 characters."));
        }
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let mut found: Vec<String> = vec![];
        for word in words.filter(|word| !word.is_empty()).take(MOST) {
            if !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
        Ok(Self(found))
    }

    /// Nothing is looked for, and nothing found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What tells two searches apart, for cursors that must not be carried from one to the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.join(" ").into_bytes()
    }

    /// As `to_tsquery` reads it.
    pub fn for_postgres(&self) -> String {
        let word = |word: &String| format!("'{word}'{}", if begins(word) { ":*" } else { "" });
        self.0.iter().map(word).collect::<Vec<_>>().join(" & ")
    }

    /// As `match` of FTS5 reads it, among the texts of this kind in this organisation.
    pub fn for_sqlite(&self, organization: OrganizationId, kind: Found) -> String {
        let word = |word: &String| format!("\"{word}\"{}", if begins(word) { " *" } else { "" });
        let words = self.0.iter().map(word).collect::<Vec<_>>().join(" AND ");
        let (organization, kind) = (organization.0.simple(), kind.name());
        format!("organization_id : \"{organization}\" AND kind : \"{kind}\" AND words : ({words})")
    }
}

/// What begins with one letter is nearly everything.
fn begins(word: &str) -> bool {
    word.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_was_typed_has_no_meaning_to_an_engine() {
        let hostile = "\"a\" OR words:b* NOT ('c' & !d) <-> NEAR(e, 2) \\ ^f; -- ü\0";
        let words = Words::try_new(hostile).unwrap();
        assert_eq!(words.0, ["a", "OR", "words", "b", "NOT", "c", "d", "NEAR"]);
        assert_eq!(
            words.for_postgres(),
            "'a' & 'OR':* & 'words':* & 'b' & 'NOT':* & 'c' & 'd' & 'NEAR':*"
        );
        let organization = OrganizationId(Uuid::from_u128(1));
        assert_eq!(
            Words::try_new("Grüße, an").unwrap().for_sqlite(organization, Found::Reply),
            "organization_id : \"00000000000000000000000000000001\" AND kind : \"reply\" \
             AND words : (\"Grüße\" * AND \"an\" *)"
        );
    }

    #[test]
    fn without_a_word_nothing_is_looked_for() {
        assert!(Words::try_new(" \"*\" - ").unwrap().is_empty());
        assert!(Words::try_new(&"ä".repeat(200)).is_ok());
        assert!(Words::try_new(&"ä".repeat(201)).is_err());
    }
}
