//! The rules of it, as they are written for people. `me` is a membership of who asks.

use super::{Goal, Interest, Meeting, Opportunity, Sponsorship};
use crate::universe::{ADMINISTRATOR, GOALS, Universe};

impl Universe {
    /// Its owner's; of the manager of now, or a coach with the grant, if it is shared.
    pub(super) fn reads_goal(&self, me: usize, goal: &Goal) -> bool {
        me == goal.owner || self.trusted(me, goal.owner, goal.with_manager, goal.with_coach)
    }

    pub(super) fn reads_what_both_share(&self, me: usize, meeting: &Meeting) -> bool {
        me == meeting.person
            || me == meeting.host && self.hosts(me, meeting.person, meeting.session)
    }

    /// A check-in is with a report or a client, a session with a client.
    pub(super) fn hosts(&self, me: usize, person: usize, session: bool) -> bool {
        self.coaches(me, person, None) || !session && self.leads(me, person)
    }

    /// Between two who meet and of whom the other takes part.
    pub(super) fn may_arrange(&self, me: usize, other: usize, session: bool) -> bool {
        let there = self.may_receive(me, other);
        let led = !session && self.members[me].manager == Some(other);
        there && (self.hosts(me, other, session) || led || self.coaches(other, me, None))
    }

    pub(super) fn offers(&self, me: usize, it: &Opportunity) -> bool {
        self.is_offered(me, it) && (me == it.by || self.administers(me, it.by))
    }

    /// Externals do not see what is offered.
    pub(super) fn is_offered(&self, me: usize, it: &Opportunity) -> bool {
        self.members[me].organization == it.organization && !self.external(me)
    }

    pub(super) fn may_offer(&self, me: usize) -> bool {
        // Whoever administers an empty unit has nobody to offer anything to.
        let over = |m| self.has(me, ADMINISTRATOR) && self.administers(me, m) || self.leads(me, m);
        !self.external(me) && (0..self.members.len()).any(over)
    }

    pub(super) fn reads_interest(&self, me: usize, it: &Interest, of: &Opportunity) -> bool {
        me == it.member || !it.withdrawn && (self.offers(me, of) || self.discusses(me, it))
    }

    pub(super) fn discusses(&self, me: usize, it: &Interest) -> bool {
        me == it.member || self.trusted(me, it.member, it.with_manager, it.with_coach)
    }

    /// With whom somebody shares something.
    fn trusted(&self, me: usize, of: usize, with_manager: bool, with_coach: bool) -> bool {
        with_manager && self.leads(me, of) || with_coach && self.coaches(me, of, Some(GOALS))
    }
}

impl Sponsorship {
    pub(super) fn exists_for(&self, me: usize) -> bool {
        me == self.client || me == self.coach || self.pays(me)
    }

    /// Until it ends.
    pub(super) fn pays(&self, me: usize) -> bool {
        me == self.sponsor && !self.ended
    }
}
