//! What a reader may narrow a list of meetings to.

use chrono::{DateTime, Utc};
use kernel::MembershipId;

use super::entity::meeting::{Kind, State};

/// All that is said must hold; nothing said, everything passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub state: Option<State>,
    /// One of the two is this member.
    pub with: Option<MembershipId>,
    /// Begins at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Begins before this time.
    pub until: Option<DateTime<Utc>>,
}

impl Filter {
    /// What tells two filters apart, for cursors that must not be carried from one to the other.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(48);
        let mut part = |value: Option<&[u8]>| {
            bytes.push(u8::from(value.is_some()));
            bytes.extend_from_slice(value.unwrap_or_default());
        };
        let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros().to_be_bytes());
        part(self.kind.map(|it| [it as u8]).as_ref().map(<[u8; 1]>::as_slice));
        part(self.state.map(|it| [it as u8]).as_ref().map(<[u8; 1]>::as_slice));
        part(self.with.as_ref().map(|id| id.0.as_bytes().as_slice()));
        part(micros(self.from).as_ref().map(<[u8; 8]>::as_slice));
        part(micros(self.until).as_ref().map(<[u8; 8]>::as_slice));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn different_filters_are_different_bytes() {
        let (none, at) = (Filter::default(), DateTime::UNIX_EPOCH);
        let all = [
            none,
            Filter { kind: Some(Kind::CheckIn), ..none },
            Filter { kind: Some(Kind::CoachSession), ..none },
            Filter { state: Some(State::Planned), ..none },
            Filter { with: Some(MembershipId(Uuid::from_u128(7))), ..none },
            Filter { from: Some(at), ..none },
            Filter { until: Some(at), ..none },
        ];
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(i == j, one.to_bytes() == other.to_bytes(), "{one:?} {other:?}");
            }
        }
    }
}
