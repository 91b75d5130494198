//! The rules, as they are written for people: who may what. Nothing here knows the product's
//! code; it is read beside the text of the rules, and the code is held to it.

use crate::universe::{
    ADMINISTRATOR, COMPLIANCE, FEEDBACK, Feedback, Grant, House, IT, Looked, OPERATOR, SUMMARY,
    Sight, State, Universe,
};

/// How many authors a figure rests on before an administrator is told.
const CROWD: usize = 5;

/// What is told of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    Refused,
    /// Too few stand behind it; nothing is said of why.
    Withheld,
    Counts,
    Whole,
}

/// All numbers are places in the lists of a universe; `me` is a membership of who asks.
impl Universe {
    // What exists for somebody.

    /// Colleagues in a company; those one works with; whom one manages.
    pub fn meets(&self, me: usize, m: usize) -> bool {
        if self.members[me].organization != self.members[m].organization {
            return false;
        }
        if me == m || self.administers(me, m) || self.has(me, IT) {
            return true;
        }
        let company = self.organizations[self.members[me].organization].house == House::Company;
        let colleagues = company && !self.external(me) && !self.external(m);
        let together = self.leads(me, m)
            || self.members[me].manager == Some(m)
            || self.coaches(me, m, None)
            || self.coaches(m, me, None);
        self.present(m) && (colleagues || together)
    }

    /// By which membership, if any, a member exists for a person.
    pub fn member_exists(&self, person: usize, m: usize) -> bool {
        self.place(person, self.members[m].organization).is_some_and(|me| self.meets(me, m))
    }

    /// What a person states is for themself and for those whose organisation they share now.
    pub fn user_exists(&self, person: usize, other: usize) -> bool {
        let theirs = |m: &usize| self.members[*m].person == Some(other) && self.present(*m);
        let mut all = (0..self.members.len()).filter(theirs);
        person == other || all.any(|m| self.member_exists(person, m))
    }

    /// The structure is for members who are not external, and for who manages it.
    fn knows_structure(&self, me: usize) -> bool {
        let company = self.organizations[self.members[me].organization].house == House::Company;
        company && !self.external(me) || self.has(me, ADMINISTRATOR) || self.has(me, IT)
    }

    /// Whoever sees a member sees the unit they work in.
    pub fn unit_exists(&self, person: usize, unit: usize) -> bool {
        let Some(me) = self.place(person, self.units[unit].organization) else { return false };
        let mut inside = (0..self.members.len()).filter(|m| self.members[*m].unit == Some(unit));
        !self.units[unit].removed && (self.knows_structure(me) || inside.any(|m| self.meets(me, m)))
    }

    pub fn group_exists(&self, person: usize, group: usize) -> bool {
        let it = &self.groups[group];
        let Some(me) = self.place(person, it.organization) else { return false };
        !it.removed && (self.knows_structure(me) || it.members.contains(&me))
    }

    pub fn organization_exists(&self, person: usize, organization: usize) -> bool {
        self.place(person, organization).is_some()
            || self.operator(person) && self.organizations[organization].house != House::Personal
    }

    /// To whom it concerns, to its coach until it is revoked, and to those who oversee it.
    pub fn grant_exists(&self, person: usize, grant: &Grant) -> bool {
        self.place(person, grant.organization).is_some_and(|me| {
            me == grant.client
                || me == grant.coach && !grant.revoked
                || self.administers(me, grant.client)
                || self.has(me, COMPLIANCE)
        })
    }

    /// The table of who reads feedback; and what was flagged, as its moderator.
    pub fn reads(&self, me: usize, f: &Feedback) -> bool {
        let looked = f.moderation.is_some() && !f.withdrawn;
        self.joins(me, f) || looked && self.moderates(me, f)
    }

    /// Administrators of its author or of a recipient.
    pub fn moderates(&self, me: usize, f: &Feedback) -> bool {
        let here = self.members[me].organization == f.organization;
        let administers = |m: usize| self.administers(me, m);
        let to = f.to.iter().any(|(to, _)| administers(*to));
        here && (f.author.is_some_and(administers) || to)
    }

    /// Neither withdrawn nor hidden.
    pub fn stands(f: &Feedback) -> bool {
        !f.withdrawn && f.moderation != Some(Looked::Hidden)
    }

    /// The table of who reads feedback, and so takes part in what is said about it.
    pub fn joins(&self, me: usize, f: &Feedback) -> bool {
        let any = |test: &dyn Fn(usize) -> bool| f.to.iter().any(|(to, _)| test(*to));
        if self.members[me].organization != f.organization || !Self::stands(f) {
            return f.author == Some(me);
        }
        let unit = self.members[me].unit;
        let mate = |to: usize| unit.is_some() && self.members[to].unit == unit && self.present(to);
        let led = f.to.iter().any(|(to, then)| *then == Some(me) && self.leads(me, *to));
        let coached = |m: usize| self.coaches(me, m, Some(FEEDBACK));
        f.author == Some(me)
            || any(&|to| to == me)
            || f.sight >= Sight::Manager && led
            || f.sight >= Sight::Team && any(&mate)
            || f.sight == Sight::Organization && !self.external(me)
            || self.oversees(me, f)
            || f.author.is_some_and(coached)
            || any(&coached)
    }

    /// As an administrator: what the organisation may read, about those in scope.
    pub fn oversees(&self, me: usize, f: &Feedback) -> bool {
        let in_scope = |to: usize| self.administers(me, to);
        !f.withdrawn
            && f.sight == Sight::Organization
            && (self.administers_all(me) || f.to.iter().any(|(to, _)| in_scope(*to)))
    }

    /// As a coach: what clients who are granted gave or received.
    pub fn accompanies(&self, me: usize, f: &Feedback) -> bool {
        let coached = |m: usize| self.coaches(me, m, Some(FEEDBACK));
        !f.withdrawn && (f.author.is_some_and(coached) || f.to.iter().any(|(to, _)| coached(*to)))
    }

    pub fn about_reports(&self, me: usize, f: &Feedback) -> bool {
        self.reads(me, f) && f.to.iter().any(|(to, _)| self.leads(me, *to))
    }

    pub fn feedback_exists(&self, person: usize, f: &Feedback) -> bool {
        self.place(person, f.organization).is_some_and(|me| self.reads(me, f))
    }

    /// Externals are told of those recipients only whom they may meet, unless they wrote it.
    pub fn told_of(&self, me: usize, f: &Feedback, to: usize) -> bool {
        !self.external(me)
            || f.author.is_some_and(|it| it == me || self.coaches(me, it, Some(FEEDBACK)))
            || self.coaches(me, to, Some(FEEDBACK))
            || self.present(to) && self.meets(me, to)
            || me == to
    }

    #[expect(clippy::unused_self, reason = "all rules are asked in one way")]
    pub fn took_part(&self, me: usize, f: &Feedback) -> bool {
        f.author == Some(me) || f.to.iter().any(|(to, _)| *to == me)
    }

    // What is told of what exists.

    pub fn has_lists(&self, me: usize) -> (bool, bool, bool) {
        let leads = (0..self.members.len()).any(|m| self.leads(me, m));
        (leads, self.has(me, ADMINISTRATOR), self.is_coach(me))
    }

    /// Employment: the member, and administrators in scope.
    pub fn reads_employment(&self, me: usize, m: usize) -> bool {
        me == m || self.administers(me, m)
    }

    pub fn reads_postal_address(&self, person: usize, other: usize) -> bool {
        let theirs = |m: &usize| self.members[*m].person == Some(other) && self.present(*m);
        let mut all = (0..self.members.len()).filter(theirs);
        let in_scope = |m: usize| {
            let me = self.place(person, self.members[m].organization);
            me.is_some_and(|me| self.administers(me, m))
        };
        person == other || all.any(in_scope)
    }

    pub fn reads_scope(&self, me: usize, m: usize) -> bool {
        me == m || self.administers_all(me) || self.has(me, COMPLIANCE)
    }

    pub fn reads_grants(&self, me: usize, m: usize) -> bool {
        me == m || self.administers(me, m) || self.has(me, COMPLIANCE)
    }

    pub fn reads_licence(&self, person: usize, organization: usize) -> bool {
        let roles = [ADMINISTRATOR, IT, COMPLIANCE];
        let me = self.place(person, organization);
        self.operator(person) || me.is_some_and(|me| roles.iter().any(|it| self.has(me, *it)))
    }

    pub fn reads_audit_log(&self, person: usize, organization: usize) -> bool {
        self.place(person, organization).is_some_and(|me| {
            self.has(me, COMPLIANCE)
                || self.has(me, OPERATOR)
                || self.organizations[organization].house == House::Personal
        })
    }

    pub fn summary(&self, me: usize, m: usize) -> Summary {
        if me == m || [FEEDBACK, SUMMARY].into_iter().any(|it| self.coaches(me, m, Some(it))) {
            return Summary::Whole;
        }
        if !self.administers(me, m) {
            return Summary::Refused;
        }
        let authors = |(kind, unread)| {
            let of = |f: &&Feedback| {
                f.kind == kind
                    && Self::stands(f)
                    && f.to.iter().any(|(to, _)| *to == m)
                    && !(unread && self.reads(me, f))
            };
            let all: Vec<_> = self.feedback.iter().filter(of).collect();
            let mut authors: Vec<_> = all.iter().filter_map(|f| f.author).collect();
            authors.sort_unstable();
            authors.dedup();
            (all.len(), authors.len())
        };
        // What is told, and what is left of it without what the administrator reads anyway.
        let figures = (0..3).flat_map(|kind| [(kind, false), (kind, true)]);
        let figures: Vec<_> = figures.map(authors).filter(|(count, _)| *count > 0).collect();
        let told = !figures.is_empty() && figures.iter().all(|(_, authors)| *authors >= CROWD);
        if told { Summary::Counts } else { Summary::Withheld }
    }

    // What may be done.

    /// Feedback is for somebody else whom one meets and who takes part.
    pub fn may_receive(&self, me: usize, m: usize) -> bool {
        me != m && self.meets(me, m) && self.members[m].state == State::Active
    }

    /// Who is in it takes part; externals reach by a group only whom they meet.
    pub fn receivers(&self, me: usize, inside: impl Iterator<Item = usize>) -> Vec<usize> {
        let active = |m: &usize| self.members[*m].state == State::Active;
        let meets = |m: &usize| !self.external(me) || self.meets(me, *m);
        inside.filter(active).filter(meets).filter(|m| *m != me).collect()
    }

    pub fn inside_unit(&self, unit: usize) -> Vec<usize> {
        let inside = |m: &usize| self.members[*m].unit.is_some_and(|it| self.within(it, unit));
        (0..self.members.len()).filter(inside).filter(|m| self.present(*m)).collect()
    }

    pub fn may_give_to_unit(&self, person: usize, unit: usize) -> bool {
        let me = self.place(person, self.units[unit].organization);
        !self.units[unit].removed && me.is_some_and(|me| self.knows_structure(me))
    }

    pub fn may_edit(&self, me: usize, f: &Feedback) -> bool {
        f.author == Some(me) && !f.withdrawn && self.licensed(f.organization)
    }

    pub fn may_acknowledge(&self, me: usize, f: &Feedback) -> bool {
        let received = f.to.iter().any(|(to, _)| *to == me);
        received && Self::stands(f) && self.licensed(f.organization)
    }

    pub fn may_manage_competencies(&self, me: usize) -> bool {
        self.administers_all(me) && self.licensed(self.members[me].organization)
    }
}
