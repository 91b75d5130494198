use async_graphql::{Enum, SimpleObject};

use super::promise::AnonymousPromise;
use crate::anonymous::{Pace, Receipt, read::State};

/// How far something is that was written without a name.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "State")]
pub enum AnonymousState {
    /// For its delivery, and for as many as could have written it.
    Waiting,
    /// Its recipients read it.
    Delivered,
    /// It was delivered, and is withdrawn with the next delivery.
    WithdrawalWaiting,
    /// Nobody reads it any more.
    Withdrawn,
    /// Its month ended, and too few could have written it: it was never delivered.
    TooFew,
}

/// What whoever wrote without a name keeps.
#[derive(SimpleObject)]
pub struct AnonymousReceipt {
    /// Opens what you wrote, as `Authorization: Ticket …` and without a session. It is not kept
    /// here, and cannot be replaced.
    code: String,
    /// How far it is.
    state: AnonymousState,
    /// How many members must have been able to write it before it is delivered; it may wait for
    /// them. Null once it no longer waits.
    crowd: Option<i64>,
    /// Whether it is delivered as soon as possible and not once a day: only where this is a
    /// demonstration, because the time then tells when you wrote it.
    delivers_at_once: bool,
    /// What you were promised.
    promise: Option<AnonymousPromise>,
}

impl AnonymousReceipt {
    pub fn of(receipt: &Receipt, pace: Pace) -> Self {
        Self {
            code: receipt.code.reveal(),
            state: receipt.state.into(),
            crowd: receipt.crowd,
            delivers_at_once: pace == Pace::AtOnce,
            promise: AnonymousPromise::of(receipt.promise),
        }
    }
}
