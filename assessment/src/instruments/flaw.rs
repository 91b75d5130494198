//! What is wrong with a document, and where.

use async_graphql::SimpleObject;

kernel::problems! {
    /// What is wrong with an instrument's document.
    Wrong as InstrumentFlawText, InstrumentFlawCode {
        /// It has more than 900,000 bytes.
        TooLong => ("", "An instrument's document has at most 900,000 bytes."),
        /// It is no JSON.
        NotJson => ("", "This is not JSON."),
        /// Something is missing, is not known here, or is of another kind.
        NotAnInstrument => ("", "This is not the form of an instrument."),
        /// Its `format` is not `hei-instrument/1`.
        FormatUnknown => ("", "The format is not known; it is hei-instrument/1."),
        /// A code is not 1 to 64 letters, digits, dots, hyphens and underscores.
        CodeInvalid => ("", "A code has 1 to 64 letters, digits, dots, hyphens and underscores."),
        /// Two have the same code.
        CodeTwice => ("", "Another one has this code."),
        /// It is not the tag of a language.
        LanguageInvalid => ("", "This is not a language tag."),
        /// It is not there in the instrument's own language.
        TextMissing => ("", "The text is missing in the instrument's own language."),
        /// It says nothing, has more than 5,000 characters, or a null character.
        TextInvalid => ("", "A text has 1 to 5,000 characters."),
        /// There are more than an instrument may have.
        TooMany => ("", "There are too many."),
        /// What is asked for cannot be answered: no point, no option, no room.
        AnswerInvalid => ("", "This cannot be answered: its range, options or length are wrong."),
        /// Nothing has this code.
        NoSuchCode => ("", "Nothing of that kind has this code."),
        /// A scale has no items or facets, one twice, a weight of 0, or bounds that its items leave.
        KeyInvalid => ("", "The scale's key is wrong: its items, weights, bounds or least number."),
        /// A norm does not vary, or its table does not ascend.
        NormInvalid => ("", "The norm's spread or table is wrong."),
        /// Limits do not ascend, or there is not one band more than limits.
        BandsInvalid => ("", "The bands' limits are wrong."),
        /// A role asks for what is no attitude, or for a band outside of 0 to 100.
        RoleInvalid => ("", "The role asks for what no attitude has."),
        /// A condition asks an item for what it cannot be answered with.
        ConditionInvalid => ("", "The item cannot be answered with that."),
        /// Nothing is asked.
        NothingAsked => ("", "There is no item."),
        /// It does not say what it is for.
        PurposeMissing => ("", "The purpose is missing."),
        /// It does not say on what the processing of answers rests.
        LegalBasisMissing => ("", "The legal basis is missing."),
        /// Its showing depends on itself.
        Cycle => ("", "Whether it is shown depends on itself."),
        /// It depends on what comes later.
        LooksAhead => ("", "Whether it is shown depends on what comes later."),
        /// It is never shown.
        Unreachable => ("", "It is never shown, whatever is answered."),
        /// There are too many ways to it to look at all.
        TooManyWays => ("", "There are too many ways to it to look at all of them."),
    }
}

/// How many are told at once.
pub const MOST_TOLD: usize = 50;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub wrong: Wrong,
    /// From the document on: `sections[0].items[3].answer`.
    pub path: String,
    /// Line and column from 1, where there is a text to look into.
    pub place: Option<(usize, usize)>,
    /// What the reader of the text says, in English.
    pub detail: Option<String>,
}

impl Flaw {
    pub fn new(wrong: Wrong, path: impl Into<String>) -> Self {
        Self { wrong, path: path.into(), place: None, detail: None }
    }
}

/// One thing that is wrong with a document.
#[derive(SimpleObject, Clone, Debug)]
pub struct InstrumentFlaw {
    /// What a program decides by.
    code: InstrumentFlawCode,
    /// Where in the document: `sections[0].items[3].answer`; empty for the whole.
    path: String,
    /// In which line of the text, from 1; null, where it is one part that is missing or a draft
    /// that is looked at.
    line: Option<i64>,
    /// Before which character of the line, from 1.
    column: Option<i64>,
    /// What a person reads.
    message: String,
}

impl From<Flaw> for InstrumentFlaw {
    fn from(flaw: Flaw) -> Self {
        let text = InstrumentFlawText::from(flaw.wrong).message;
        let number = |it: usize| i64::try_from(it).ok();
        Self {
            code: flaw.wrong,
            path: flaw.path,
            line: flaw.place.and_then(|(line, _)| number(line)),
            column: flaw.place.and_then(|(_, column)| number(column)),
            message: flaw.detail.map_or(text.clone(), |detail| format!("{text} ({detail})")),
        }
    }
}
