//! What a reader may narrow a list to.

use chrono::{DateTime, Utc};
use kernel::{CompetencyId, MembershipId};
use sea_orm::Iterable;

use crate::entity::feedback::Kind;

/// All that is said must hold; nothing said, everything passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub kinds: Option<Kinds>,
    /// Given at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Given before this time.
    pub until: Option<DateTime<Utc>>,
    /// With a mark for it.
    pub competency: Option<CompetencyId>,
    /// Given or received by this member.
    pub person: Option<MembershipId>,
    /// A member whom the list asks for is none the viewer may see: as a recipient they are
    /// found only where the viewer is told of all recipients.
    pub unseen: bool,
}

/// A set of kinds, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

impl Kinds {
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::iter().filter(move |kind| self.0 & bit(*kind) != 0)
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<T: IntoIterator<Item = Kind>>(kinds: T) -> Self {
        Self(kinds.into_iter().fold(0, |bits, kind| bits | bit(kind)))
    }
}

const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

impl Filter {
    /// What tells two filters apart, for cursors that must not be carried from one to the other.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        let mut part = |value: Option<&[u8]>| {
            bytes.push(u8::from(value.is_some()));
            bytes.extend_from_slice(value.unwrap_or_default());
        };
        let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros().to_be_bytes());
        part(self.kinds.map(|kinds| [kinds.0]).as_ref().map(<[u8; 1]>::as_slice));
        part(micros(self.from).as_ref().map(<[u8; 8]>::as_slice));
        part(micros(self.until).as_ref().map(<[u8; 8]>::as_slice));
        part(self.competency.as_ref().map(|id| id.0.as_bytes().as_slice()));
        part(self.person.as_ref().map(|id| id.0.as_bytes().as_slice()));
        part(Some(&[u8::from(self.unseen)]));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn different_filters_are_different_bytes() {
        let (id, at) = (Uuid::from_u128(7), DateTime::UNIX_EPOCH);
        let none = Filter::default();
        let all = [
            none,
            Filter { kinds: Some(Kinds::default()), ..none },
            Filter { kinds: Some([Kind::Praise].into_iter().collect()), ..none },
            Filter { from: Some(at), ..none },
            Filter { until: Some(at), ..none },
            Filter { competency: Some(CompetencyId(id)), ..none },
            Filter { person: Some(MembershipId(id)), ..none },
            Filter { person: Some(MembershipId(id)), unseen: true, ..none },
        ];
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(i == j, one.to_bytes() == other.to_bytes(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn kinds_read_back() {
        let kinds: Kinds = [Kind::Evaluation, Kind::Praise].into_iter().collect();
        assert_eq!(kinds.iter().collect::<Vec<_>>(), [Kind::Praise, Kind::Evaluation]);
    }
}
