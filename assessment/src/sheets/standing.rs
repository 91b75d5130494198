//! Whether a campaign takes answers now.

use chrono::{DateTime, Utc};

use crate::campaigns::{State, campaign};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    NotYet,
    Open,
    Paused,
    Closed,
}

impl Standing {
    pub fn of(campaign: &campaign::Model, now: DateTime<Utc>) -> Self {
        let (opens, closes) = (campaign.opens_at, campaign.closes_at);
        match campaign.state {
            State::Closed => Self::Closed,
            State::Draft => Self::NotYet,
            // The moment of the close is over, whether somebody wrote that down yet or not.
            _ if now >= closes => Self::Closed,
            _ if now < opens => Self::NotYet,
            State::Paused => Self::Paused,
            State::Live => Self::Open,
        }
    }
}

/// Why nothing can be written, for whatever is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It does not exist for the caller, or they are not the one who is asked.
    NotAsked,
    /// It is answered without a name.
    TicketNeeded,
    NotYet,
    Paused,
    Closed,
    NotStarted,
}

impl Standing {
    pub fn require_open(self) -> Result<(), Refused> {
        match self {
            Self::Open => Ok(()),
            Self::NotYet => Err(Refused::NotYet),
            Self::Paused => Err(Refused::Paused),
            Self::Closed => Err(Refused::Closed),
        }
    }
}

/// Each of a mutation's codes that every one of them has.
macro_rules! refusals {
    ($error:ty { $($refused:ident => $code:ident),* $(,)? }) => {
        impl From<$crate::sheets::standing::Refused> for $error {
            fn from(refused: $crate::sheets::standing::Refused) -> Self {
                match refused {
                    $($crate::sheets::standing::Refused::$refused => Self::$code),*
                }
            }
        }
    };
}

pub(crate) use refusals;
