//! Which passwords are taken: any composition, exactly as sent, unless it is easily guessed.

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

/// In characters.
pub const SHORTEST: usize = 8;
/// In characters.
pub const LONGEST: usize = 128;
/// What guessers try first; the licence stands beside the list.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());
/// A context word must be this long, in characters, to count as a part of a password.
const WORD: usize = 3;
/// The name of the service.
const SERVICE: &str = "hei";

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    TooShort,
    TooLong,
    /// It stands on the list of the most common ones.
    Common,
    /// Little is left of it without names, mail address and organisation.
    Context,
    /// It is guessed in fewer than 10⁸ attempts.
    Weak,
}

/// Tells each flaw by the code of the same name.
macro_rules! flaws {
    ($codes:ident) => {
        impl From<Flaw> for $codes {
            fn from(flaw: Flaw) -> Self {
                match flaw {
                    Flaw::TooShort => Self::PasswordTooShort,
                    Flaw::TooLong => Self::PasswordTooLong,
                    Flaw::Common => Self::PasswordCommon,
                    Flaw::Context => Self::PasswordPersonal,
                    Flaw::Weak => Self::PasswordWeak,
                }
            }
        }
    };
}
pub(crate) use flaws;

/// What others know about a person, and a guesser therefore tries.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<String>);

impl Words {
    /// Names, addresses and organisations, as they are written; each is taken apart.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = vec![SERVICE.to_owned()];
        for text in texts {
            let text = fold(text);
            let parts = text.split(|c: char| !c.is_alphanumeric());
            words.extend(parts.filter(|part| part.chars().count() >= WORD).map(String::from));
            let joined: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            words.extend([joined, text]);
        }
        words.retain(|word| word.chars().count() >= WORD);
        words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self(words)
    }

    /// What remains of a folded password once every word is struck out, longest first.
    fn struck_out_of(&self, password: &str) -> String {
        self.0.iter().fold(password.to_owned(), |rest, word| rest.replace(word, ""))
    }
}

/// A matter of milliseconds of computing; to be called where a hash is.
pub fn judge(password: &str, words: &Words) -> Result<(), Flaw> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Flaw::TooShort);
    }
    if length > LONGEST {
        return Err(Flaw::TooLong);
    }
    let folded = fold(password);
    if COMMON.contains(folded.as_str()) {
        return Err(Flaw::Common);
    }
    let rest = words.struck_out_of(&folded);
    if rest != folded && rest.chars().count() < SHORTEST {
        return Err(Flaw::Context);
    }
    let words: Vec<_> = words.0.iter().map(String::as_str).collect();
    if zxcvbn(password, &words).score() < Score::Three {
        return Err(Flaw::Weak);
    }
    Ok(())
}

fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> Words {
        Words::of(["Ada", "Lovelace-King", "ada.lovelace@analytical.example", "Analytical Engines"])
    }

    #[test]
    fn r20_the_length_is_counted_in_characters() {
        assert_eq!(judge("żółćęąś", &ada()), Err(Flaw::TooShort));
        assert_ne!(judge("kż9!ółćx", &ada()), Err(Flaw::TooShort));
        assert_eq!(judge("kż9!ółćxq", &ada()), Ok(()));
        let long: String = "kż9!ółćx".repeat(16);
        assert_ne!(judge(&long, &ada()), Err(Flaw::TooLong));
        assert_eq!(judge(&format!("{long}x"), &ada()), Err(Flaw::TooLong));
    }

    #[test]
    fn r20_any_composition_is_taken_exactly_as_sent() {
        for good in
            ["correct horse battery", "  quay tulip marrow  ", "9274610358827", "ヴィオラ三角定規x"]
        {
            assert_eq!(judge(good, &ada()), Ok(()), "{good}");
        }
    }

    #[test]
    fn r20_common_ones_are_refused_in_any_case() {
        assert_eq!(COMMON.len(), 3_000);
        for common in ["password", "PASSWORD", "Football", "1q2w3e4r", "trustno1"] {
            assert_eq!(judge(common, &ada()), Err(Flaw::Common), "{common}");
        }
    }

    #[test]
    fn r20_what_is_known_of_a_person_is_no_password() {
        for known in [
            "Lovelace1815",
            "adaLOVELACE!!",
            "xk7!Lovelace",
            "analyticalengines",
            "ada.lovelace@analytical.example",
            "HEI-Lovelace",
        ] {
            assert_eq!(judge(known, &ada()), Err(Flaw::Context), "{known}");
        }
        assert_eq!(judge("Lovelace quay tulip marrow", &ada()), Ok(()));
        assert_eq!(judge("xk7!Vårdsjöx", &Words::default()), Ok(()));
        assert_eq!(judge("xk7!Vårdsjöx", &Words::of(["VÅRDSJÖ"])), Err(Flaw::Context));
    }

    #[test]
    fn r20_what_is_guessed_soon_is_refused() {
        for weak in ["aaaaaaaaaaaa", "P@ssw0rd123", "abcdefghijkl", "qwertyuiop123", "12041990!"] {
            let flaw = judge(weak, &ada());
            assert!(matches!(flaw, Err(Flaw::Weak | Flaw::Common)), "{weak} {flaw:?}");
        }
    }
}
