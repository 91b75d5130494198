//! Who asks for feedback in a universe, of whom and about whom. Made by a chance of its own, so
//! that the rest stays as it was.

mod act;
mod ask;
mod rows;

use uuid::Uuid;

use crate::{
    chance::Chance,
    stage::Stage,
    told::Compared,
    universe::{House, State, Universe},
};

pub struct Template {
    id: Uuid,
    organization: usize,
    retired: bool,
}

pub struct Request {
    id: Uuid,
    organization: usize,
    requester: usize,
    about: usize,
    closed: bool,
}

pub struct Invitation {
    id: Uuid,
    request: usize,
    /// Somebody from outside, if nobody.
    member: Option<usize>,
    standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Declined,
    Closed,
    /// Open, and too late.
    Expired,
}

#[derive(Default)]
pub struct Asking {
    templates: Vec<Template>,
    requests: Vec<Request>,
    invitations: Vec<Invitation>,
}

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let asking = Asking::of(it);
    asking.write(stage, it).await;
    ask::compare(stage, it, &asking, compared).await;
    act::compare(stage, it, &asking, compared).await;
}

impl Asking {
    fn of(it: &Universe) -> Self {
        let mut all = Self::default();
        let c = &mut Chance(it.seed ^ 0x0061_736b);
        for organization in 0..it.organizations.len() {
            if !matches!(it.organizations[organization].house, House::Company | House::Practice) {
                continue;
            }
            let here = |m: &usize| {
                let member = &it.members[*m];
                member.organization == organization && member.state != State::Invited
            };
            let known: Vec<_> = (0..it.members.len()).filter(here).collect();
            for _ in 0..2 {
                let (id, retired) = (c.uuid(), c.percent(30));
                all.templates.push(Template { id, organization, retired });
            }
            for _ in 0..12 {
                all.ask(it, organization, &known, c);
            }
        }
        all
    }

    fn ask(&mut self, it: &Universe, organization: usize, known: &[usize], c: &mut Chance) {
        let (Some(requester), Some(any)) = (c.pick(known), c.pick(known)) else { return };
        let leader = it.members[any].manager.filter(|_| c.percent(50)).unwrap_or(requester);
        let about = if c.percent(40) { leader } else { any };
        let (id, closed, late) = (c.uuid(), c.percent(20), c.percent(20));
        self.requests.push(Request { id, organization, requester: leader, about, closed });
        let request = self.requests.len() - 1;
        let mut asked = vec![];
        for _ in 0..3 {
            let member = c.pick(known).filter(|_| c.percent(80));
            if member.is_some_and(|m| m == about || m == leader || asked.contains(&m)) {
                continue;
            }
            asked.extend(member);
            let standing = match (closed, late) {
                (true, _) => Standing::Closed,
                (_, true) => Standing::Expired,
                _ if c.percent(20) => Standing::Declined,
                _ => Standing::Open,
            };
            let id = c.uuid();
            self.invitations.push(Invitation { id, request, member, standing });
        }
    }

    // The rules. `me` is a membership of who asks.

    fn reads_request(&self, me: usize, request: usize) -> bool {
        let it = &self.requests[request];
        let asked = |is: &Invitation| is.request == request && is.member == Some(me);
        me == it.requester || me == it.about || self.invitations.iter().any(asked)
    }

    fn reads_invitation(&self, me: usize, it: &Invitation) -> bool {
        it.member == Some(me) || me == self.requests[it.request].requester
    }
}

impl Universe {
    /// About oneself, a report, or somebody in scope; who takes part.
    fn may_ask_about(&self, me: usize, m: usize) -> bool {
        me == m || self.may_receive(me, m) && (self.leads(me, m) || self.administers(me, m))
    }
}
