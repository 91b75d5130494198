//! Who somebody is: the words that the rules use.

use crate::universe::{
    ADMINISTRATOR, COACH, COACH_KIND, EMPLOYEE, Grant, House, OPERATOR, State, Target, Universe,
};

/// All numbers are places in the lists of a universe; `me` is a membership of who asks.
impl Universe {
    pub fn has(&self, m: usize, role: u32) -> bool {
        self.members[m].roles & 1 << role != 0
    }

    pub fn external(&self, m: usize) -> bool {
        self.members[m].kind != EMPLOYEE
    }

    /// Whom colleagues meet.
    pub fn present(&self, m: usize) -> bool {
        matches!(self.members[m].state, State::Active | State::Suspended)
    }

    /// The memberships by which a person takes part.
    pub fn places(&self, person: usize) -> Vec<usize> {
        let mine = |m: &usize| self.members[*m].person == Some(person);
        let active = |m: &usize| self.members[*m].state == State::Active;
        (0..self.members.len()).filter(mine).filter(active).collect()
    }

    pub fn place(&self, person: usize, organization: usize) -> Option<usize> {
        self.places(person).into_iter().find(|m| self.members[*m].organization == organization)
    }

    pub fn operator(&self, person: usize) -> bool {
        self.places(person).into_iter().any(|m| self.has(m, OPERATOR))
    }

    /// Whether content may be written.
    pub fn licensed(&self, organization: usize) -> bool {
        let it = &self.organizations[organization];
        matches!(it.house, House::Personal | House::Platform)
            || it.licences.iter().any(|(from, until)| *from <= 0 && 0 <= *until)
    }

    /// A unit and all that are part of it, as they are now.
    pub fn within(&self, inner: usize, outer: usize) -> bool {
        if self.units[inner].removed {
            return false;
        }
        inner == outer || self.units[inner].parent.is_some_and(|parent| self.within(parent, outer))
    }

    pub fn targets(&self, me: usize) -> impl Iterator<Item = Target> + '_ {
        let mine = move |(whose, _): &&(usize, Target)| *whose == me && self.has(me, ADMINISTRATOR);
        self.scopes.iter().filter(mine).map(|(_, target)| *target)
    }

    pub fn administers_all(&self, me: usize) -> bool {
        self.targets(me).any(|target| matches!(target, Target::Everybody))
    }

    pub fn administers(&self, me: usize, m: usize) -> bool {
        self.members[me].organization == self.members[m].organization
            && self.targets(me).any(|target| match target {
                Target::Everybody => true,
                Target::Unit(unit) => self.members[m].unit.is_some_and(|it| self.within(it, unit)),
                Target::Group(group) => {
                    !self.groups[group].removed && self.groups[group].members.contains(&m)
                }
                Target::Member(member) => member == m,
            })
    }

    pub fn is_coach(&self, m: usize) -> bool {
        self.has(m, COACH) || self.members[m].kind == COACH_KIND
    }

    pub fn runs(&self, grant: &Grant) -> bool {
        let timely = grant.starts <= 0 && grant.ends.is_none_or(|ends| 0 < ends);
        timely && !grant.revoked && !grant.awaits && self.is_coach(grant.coach)
    }

    /// The client of a grant that runs, whatever is granted; or with this kind of data.
    pub fn coaches(&self, me: usize, m: usize, kind: Option<u32>) -> bool {
        let of = |it: &Grant| it.coach == me && it.client == m && self.runs(it);
        let with = |it: &Grant| kind.is_none_or(|kind| it.kinds & 1 << kind != 0);
        self.grants.iter().any(|it| of(it) && with(it))
    }

    /// Only who is there is led.
    pub fn leads(&self, me: usize, m: usize) -> bool {
        self.members[m].manager == Some(me) && self.present(m)
    }
}
