//! A number about people, or the word that there is none to tell.

use serde::{Deserialize, Serialize};

/// Why a statistic is not shown. One word stands for all rules that protect people: which of them
/// it was would tell what they protect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// It would tell too much of too few.
    Protected,
    /// The campaign takes answers still.
    NotClosed,
    /// No such view was fixed at the close.
    NotInPlan,
    /// It was not asked, or the question has no such number.
    NotCollected,
}

/// A number about people that passed the gate, or why there is none. What is shown is made in this
/// module and nowhere else; what is suppressed anybody may make.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic<T>(Inside<T>);

#[derive(Clone, Debug, PartialEq)]
enum Inside<T> {
    Shown { value: T, n: u32 },
    Suppressed { reason: Reason, threshold: u32 },
}

/// What a statistic tells, to be matched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told<'a, T> {
    Shown { value: &'a T, n: u32 },
    Suppressed { reason: Reason, threshold: u32 },
}

impl<T> Statistic<T> {
    /// What passed the gate.
    pub(super) fn shown(value: T, n: u32) -> Self {
        Self(Inside::Shown { value, n })
    }

    /// Nothing is told but why, and the threshold: never how many are missing.
    pub fn suppressed(reason: Reason, threshold: u32) -> Self {
        Self(Inside::Suppressed { reason, threshold })
    }

    /// What it tells.
    pub fn told(&self) -> Told<'_, T> {
        match &self.0 {
            Inside::Shown { value, n } => Told::Shown { value, n: *n },
            Inside::Suppressed { reason, threshold } => {
                Told::Suppressed { reason: *reason, threshold: *threshold }
            }
        }
    }

    /// The value, if it is shown.
    pub fn value(&self) -> Option<&T> {
        match &self.0 {
            Inside::Shown { value, .. } => Some(value),
            Inside::Suppressed { .. } => None,
        }
    }

    /// How many people it rests on, if it is shown.
    pub fn n(&self) -> Option<u32> {
        match &self.0 {
            Inside::Shown { n, .. } => Some(*n),
            Inside::Suppressed { .. } => None,
        }
    }

    /// Why it is not shown.
    pub fn reason(&self) -> Option<Reason> {
        match &self.0 {
            Inside::Shown { .. } => None,
            Inside::Suppressed { reason, .. } => Some(*reason),
        }
    }

    /// What follows from a shown value alone, such as the colour of a cell.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Statistic<U> {
        Statistic(match self.0 {
            Inside::Shown { value, n } => Inside::Shown { value: make(value), n },
            Inside::Suppressed { reason, threshold } => Inside::Suppressed { reason, threshold },
        })
    }

    /// What follows from two shown values, such as the distance of a unit to the whole. It is
    /// suppressed with either, and rests on the fewer people.
    pub fn with<U, V>(self, other: Statistic<U>, make: impl FnOnce(T, U) -> V) -> Statistic<V> {
        Statistic(match (self.0, other.0) {
            (Inside::Shown { value, n }, Inside::Shown { value: second, n: m }) => {
                Inside::Shown { value: make(value, second), n: n.min(m) }
            }
            (Inside::Suppressed { reason, threshold }, _)
            | (_, Inside::Suppressed { reason, threshold }) => {
                Inside::Suppressed { reason, threshold }
            }
        })
    }
}
