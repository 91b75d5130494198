//! What a reader may narrow a list of opportunities to.

use kernel::UnitId;

use super::entity::opportunity::{Kind, State};

/// All that is said must hold; nothing said, everything passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub state: Option<State>,
    pub unit: Option<UnitId>,
}

impl Filter {
    /// What tells two filters apart, for cursors that must not be carried from one to the other.
    pub fn to_bytes(self) -> Vec<u8> {
        let kind = self.kind.map_or([0, 0], |kind| [1, kind as u8]);
        let state = self.state.map_or([0, 0], |state| [1, state as u8]);
        let unit = self.unit.map(|unit| *unit.0.as_bytes());
        [&kind[..], &state[..], unit.as_ref().map_or(&[], |id| &id[..])].concat()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn different_filters_are_different_bytes() {
        let none = Filter::default();
        let all = [
            none,
            Filter { kind: Some(Kind::Role), ..none },
            Filter { kind: Some(Kind::Project), ..none },
            Filter { state: Some(State::Open), ..none },
            Filter { unit: Some(UnitId(Uuid::from_u128(7))), ..none },
        ];
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(i == j, one.to_bytes() == other.to_bytes(), "{one:?} {other:?}");
            }
        }
    }
}
