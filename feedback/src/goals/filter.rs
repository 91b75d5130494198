//! What a reader may narrow a list of goals to.

use kernel::MembershipId;
use sea_orm::Iterable;

use super::entity::goal::State;

/// All that is said must hold; nothing said, everything passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub states: Option<States>,
    pub owner: Option<MembershipId>,
}

/// A set of states, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct States(u8);

impl States {
    pub fn iter(self) -> impl Iterator<Item = State> {
        State::iter().filter(move |state| self.0 & bit(*state) != 0)
    }
}

impl FromIterator<State> for States {
    fn from_iter<T: IntoIterator<Item = State>>(states: T) -> Self {
        Self(states.into_iter().fold(0, |bits, state| bits | bit(state)))
    }
}

const fn bit(state: State) -> u8 {
    1 << state as u8
}

impl Filter {
    /// What tells two filters apart, for cursors that must not be carried from one to the other.
    pub fn to_bytes(self) -> Vec<u8> {
        let states = self.states.map_or([0, 0], |states| [1, states.0]);
        let owner = self.owner.map(|owner| *owner.0.as_bytes());
        [&states[..], owner.as_ref().map_or(&[], |id| &id[..])].concat()
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
            Filter { states: Some(States::default()), ..none },
            Filter { states: Some([State::Open].into_iter().collect()), ..none },
            Filter { owner: Some(MembershipId(Uuid::from_u128(7))), ..none },
        ];
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(i == j, one.to_bytes() == other.to_bytes(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn states_read_back() {
        let states: States = [State::Dropped, State::Open].into_iter().collect();
        assert_eq!(states.iter().collect::<Vec<_>>(), [State::Open, State::Dropped]);
    }
}
