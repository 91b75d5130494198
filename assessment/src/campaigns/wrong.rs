//! What can be wrong with a content, and how the mutations that write one tell it.

use super::reach::Unreached;

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    NoSuchInstrument,
    DebriefNeeded,
    NameInvalid,
    PurposeInvalid,
    ThresholdInvalid,
    WindowInvalid,
    LanguagesInvalid,
    NoSuchContact,
    NoSuchRole,
    NoSuchTarget,
    NotYours,
    OnlyIdentified,
    TooManyTargets,
    AttributesInvalid,
}

/// The errors of a mutation that writes a content: its own, and those that each of them has. How it
/// tells [`Wrong::OnlyIdentified`] is its own, since it knows who can be asked.
macro_rules! content_problems {
    ($(#[$doc:meta])* $rust:ident as $error:ident, $code:ident { $($own:tt)* }) => {
        kernel::problems! {
            $(#[$doc])*
            $rust as $error, $code {
                $($own)*
                /// It does not exist there, or is not published.
                NoSuchInstrument => ("content.instrument", "There is no such instrument."),
                /// Its results are talked over before they are shown: nobody asks themself with it.
                DebriefNeeded => ("content.instrument", "Its results are talked over first: nobody asks themself with it."),
                /// The name says nothing, has more than 200 characters or more than one line.
                NameInvalid => ("content.name", "A name has 1 to 200 characters on one line."),
                /// The purpose says nothing or has more than 2,000 characters.
                PurposeInvalid => ("content.purpose", "A purpose has 1 to 2,000 characters."),
                /// It is below 3 or above 100.
                ThresholdInvalid => ("content.threshold", "A threshold is 3 to 100."),
                /// It closes before it opens, is over, or is open for more than 366 days.
                WindowInvalid => ("content.closesAt", "It closes after it opens, later than now, and at most 366 days on."),
                /// One stands there twice, or there are more than 40.
                LanguagesInvalid => ("content.languages", "Name each language once, at most 40."),
                /// Whom to ask for help does not exist for you, or takes no part at present.
                NoSuchContact => ("content.contact", "There is no such member to ask for help."),
                /// The instrument has no such role.
                NoSuchRole => ("content.role", "The instrument has no such role."),
                /// One of them does not exist for you there.
                NoSuchTarget => ("content.audience", "There is no such unit, group or member."),
                /// Administrators ask those in their scope, coaches their clients, everybody themself.
                NotYours => ("content.audience", "One asks those in one's scope, one's clients, or oneself."),
                /// There are more than 250.
                TooManyTargets => ("content.audience", "Name at most 250 units, groups and members."),
                /// One stands there twice.
                AttributesInvalid => ("content.attributes", "Name each attribute once."),
            }
        }

        impl From<$crate::campaigns::wrong::Wrong> for $rust {
            fn from(wrong: $crate::campaigns::wrong::Wrong) -> Self {
                use $crate::campaigns::wrong::Wrong;
                match wrong {
                    Wrong::NoSuchInstrument => Self::NoSuchInstrument,
                    Wrong::DebriefNeeded => Self::DebriefNeeded,
                    Wrong::NameInvalid => Self::NameInvalid,
                    Wrong::PurposeInvalid => Self::PurposeInvalid,
                    Wrong::ThresholdInvalid => Self::ThresholdInvalid,
                    Wrong::WindowInvalid => Self::WindowInvalid,
                    Wrong::LanguagesInvalid => Self::LanguagesInvalid,
                    Wrong::NoSuchContact => Self::NoSuchContact,
                    Wrong::NoSuchRole => Self::NoSuchRole,
                    Wrong::NoSuchTarget => Self::NoSuchTarget,
                    Wrong::NotYours => Self::NotYours,
                    Wrong::TooManyTargets => Self::TooManyTargets,
                    Wrong::AttributesInvalid => Self::AttributesInvalid,
                    Wrong::OnlyIdentified => Self::OnlyIdentified,
                }
            }
        }
    };
}

pub(crate) use content_problems;

impl From<Unreached> for Wrong {
    fn from(unreached: Unreached) -> Self {
        match unreached {
            Unreached::NoSuchTarget => Self::NoSuchTarget,
            Unreached::NotYours => Self::NotYours,
            Unreached::OnlyIdentified => Self::OnlyIdentified,
        }
    }
}
