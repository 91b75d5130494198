//! How people of a universe develop: goals, meetings, sponsors, what is offered within and who
//! is interested. Made by a chance of its own, so that the rest stays as it was.

mod act;
mod ask;
mod rows;
mod rules;

use uuid::Uuid;

use crate::{
    chance::Chance,
    stage::Stage,
    told::Compared,
    universe::{House, State, Universe},
};

pub struct Goal {
    id: Uuid,
    organization: usize,
    owner: usize,
    with_manager: bool,
    with_coach: bool,
}

pub struct Meeting {
    id: Uuid,
    organization: usize,
    session: bool,
    person: usize,
    host: usize,
}

pub struct Sponsorship {
    id: Uuid,
    organization: usize,
    client: usize,
    coach: usize,
    sponsor: usize,
    ended: bool,
    /// Goals; attendance never is.
    released: bool,
}

pub struct Opportunity {
    id: Uuid,
    organization: usize,
    by: usize,
}

pub struct Interest {
    id: Uuid,
    organization: usize,
    opportunity: usize,
    member: usize,
    with_manager: bool,
    with_coach: bool,
    withdrawn: bool,
}

#[derive(Default)]
pub struct Growth {
    goals: Vec<Goal>,
    meetings: Vec<Meeting>,
    sponsorships: Vec<Sponsorship>,
    opportunities: Vec<Opportunity>,
    interests: Vec<Interest>,
}

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let growth = Growth::of(it);
    growth.write(stage, it).await;
    ask::compare(stage, it, &growth, compared).await;
    act::compare(stage, it, &growth, compared).await;
}

impl Growth {
    fn of(it: &Universe) -> Self {
        let mut all = Self::default();
        let c = &mut Chance(it.seed ^ 0x6772_6f77);
        for organization in 0..it.organizations.len() {
            if !matches!(it.organizations[organization].house, House::Company | House::Practice) {
                continue;
            }
            let here = |m: &usize| {
                let member = &it.members[*m];
                member.organization == organization && member.state != State::Invited
            };
            let known: Vec<_> = (0..it.members.len()).filter(here).collect();
            // As often as not of two who have to do with each other.
            let bound: Vec<_> = known
                .iter()
                .filter_map(|m| it.members[*m].manager.map(|manager| (*m, manager)))
                .chain(
                    it.grants
                        .iter()
                        .filter(|grant| grant.organization == organization)
                        .map(|grant| (grant.client, grant.coach)),
                )
                .collect();
            for _ in 0..20 {
                all.grow(organization, &known, &bound, c);
            }
            all.sponsor(organization, &known, &bound, c);
            all.offer(organization, &known, &bound, c);
        }
        all
    }

    fn grow(
        &mut self,
        organization: usize,
        known: &[usize],
        bound: &[(usize, usize)],
        c: &mut Chance,
    ) {
        let Some((person, host)) = two(known, bound, c) else { return };
        let (with_manager, with_coach) = (c.percent(60), c.percent(60));
        let id = c.uuid();
        self.goals.push(Goal { id, organization, owner: person, with_manager, with_coach });
        let (id, session) = (c.uuid(), c.percent(50));
        self.meetings.push(Meeting { id, organization, session, person, host });
    }

    fn sponsor(
        &mut self,
        organization: usize,
        known: &[usize],
        bound: &[(usize, usize)],
        c: &mut Chance,
    ) {
        for _ in 0..8 {
            let Some((client, coach)) = two(known, bound, c) else { continue };
            let Some(sponsor) = c.pick(known).filter(|it| *it != client && *it != coach) else {
                continue;
            };
            let (id, ended, released) = (c.uuid(), c.percent(25), c.percent(50));
            self.sponsorships.push(Sponsorship {
                id,
                organization,
                client,
                coach,
                sponsor,
                ended,
                released,
            });
        }
    }

    fn offer(
        &mut self,
        organization: usize,
        known: &[usize],
        bound: &[(usize, usize)],
        c: &mut Chance,
    ) {
        for _ in 0..6 {
            let Some(by) = c.pick(known) else { continue };
            self.opportunities.push(Opportunity { id: c.uuid(), organization, by });
            let opportunity = self.opportunities.len() - 1;
            let mut interested = vec![];
            for _ in 0..4 {
                let Some((member, _)) = two(known, bound, c) else { continue };
                if member == by || interested.contains(&member) {
                    continue;
                }
                interested.push(member);
                self.interests.push(Interest {
                    id: c.uuid(),
                    organization,
                    opportunity,
                    member,
                    with_manager: c.percent(50),
                    with_coach: c.percent(50),
                    withdrawn: c.percent(20),
                });
            }
        }
    }
}

fn two(known: &[usize], bound: &[(usize, usize)], c: &mut Chance) -> Option<(usize, usize)> {
    let (one, other) = if c.percent(70) && !bound.is_empty() {
        bound[c.below(bound.len())]
    } else {
        (c.pick(known)?, c.pick(known)?)
    };
    (one != other).then_some((one, other))
}
