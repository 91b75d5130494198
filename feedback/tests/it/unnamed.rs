//! People who write without a name, for tests.

use chrono::NaiveDate;
use feedback::{
    Give, Kind, To, Visibility,
    anonymous::{
        self, Bearer, Crowd, Delivered, Drawn, Pace, Receipt, Said, Standing, give::GiveError,
        reply::ReplyError, withdraw::WithdrawError,
    },
};
use kernel::{Call, GroupId, Holder, MemberKind, MembershipId, OrganizationId, Ticket, UnitId};

use crate::{people::Person, world::World};

/// The directory of the first organisation, for nobody in particular.
pub struct Midst {
    organization: OrganizationId,
    people: Vec<Person>,
    group: (GroupId, Vec<MembershipId>),
    licensed: bool,
}

impl Crowd for Midst {
    fn organization(&self) -> OrganizationId {
        self.organization
    }

    fn is_licensed(&self, _: NaiveDate) -> bool {
        self.licensed
    }

    fn takes_part(&self, member: MembershipId) -> bool {
        let found = self.people.iter().find(|it| it.id == member);
        found.is_some_and(|it| it.active && it.present && it.kind == MemberKind::Employee)
    }

    fn manager_of(&self, member: MembershipId) -> Option<MembershipId> {
        self.people.iter().find(|it| it.id == member)?.manager
    }

    fn name_of(&self, member: MembershipId) -> Option<String> {
        self.people.iter().any(|it| it.id == member).then(|| "Ada Lovelace".to_owned())
    }

    fn group(&self, group: GroupId) -> Option<Vec<MembershipId>> {
        (group == self.group.0).then(|| self.group.1.clone())
    }

    fn unit(&self, unit: UnitId) -> Option<Vec<MembershipId>> {
        let members = self.people.iter().filter(|it| it.unit == Some(unit) && it.present);
        Some(members.map(|it| it.id).collect())
    }
}

pub fn suggestion(to: &[MembershipId], text: &str) -> Give {
    Give {
        to: To::Members(to.to_vec()),
        kind: Kind::Suggestion,
        visibility: Visibility::Recipient,
        text: text.into(),
        marks: vec![],
    }
}

impl World {
    pub fn midst(&self) -> Midst {
        Midst {
            organization: self.home,
            people: self.people.iter().filter(|it| it.organization == self.home).cloned().collect(),
            group: (self.group, self.group_members.clone()),
            licensed: self.writable,
        }
    }

    /// Employees who have drawn the tickets of this month, and one ticket of each.
    pub async fn crowd(&mut self, many: usize) -> Vec<(MembershipId, Ticket)> {
        let mut drawn = vec![];
        for _ in 0..many {
            let member = self.hire().await;
            drawn.push((member, self.draw(member).await.tickets.pop().unwrap()));
        }
        drawn
    }

    pub async fn draw(&self, member: MembershipId) -> Drawn {
        let drawn = anonymous::draw(&self.call(member), &self.desk(member), self.home).await;
        drawn.unwrap().unwrap()
    }

    /// A request with a ticket knows neither who asks nor from where.
    pub fn nobody(&self) -> Call {
        Call { origin: std::sync::Arc::default(), ..self.stranger() }
    }

    pub fn bearer(&self, holder: Holder) -> Bearer {
        Bearer { holder, crowd: Box::new(self.midst()) }
    }

    pub fn with(&self, ticket: &Ticket) -> Bearer {
        self.bearer(Holder::Ticket(ticket.clone()))
    }

    pub async fn try_write(
        &self,
        ticket: &Ticket,
        input: Give,
    ) -> kernel::Answer<Result<Receipt, Vec<GiveError>>> {
        anonymous::give(&self.nobody(), &self.with(ticket), input).await
    }

    pub async fn write(&self, ticket: &Ticket, to: &[MembershipId], text: &str) -> Receipt {
        self.try_write(ticket, suggestion(to, text)).await.unwrap().unwrap()
    }

    pub async fn look(&self, holder: Holder) -> Option<Standing> {
        anonymous::read(&self.nobody(), &self.bearer(holder)).await.unwrap()
    }

    pub async fn take_back(&self, holder: Holder) -> Result<anonymous::read::State, WithdrawError> {
        anonymous::withdraw(&self.nobody(), &self.bearer(holder)).await.unwrap()
    }

    /// Says more about what was written with a ticket.
    pub async fn say(&self, ticket: &Ticket, text: &str) -> Result<Said, ReplyError> {
        let bearer = self.bearer(Holder::Code(ticket.code()));
        anonymous::reply(&self.nobody(), &bearer, text.into()).await.unwrap()
    }

    /// The delivery of the next day.
    pub async fn tomorrow(&self) -> i64 {
        self.later(chrono::TimeDelta::days(1));
        self.deliver().await.unwrap()
    }

    /// The day's delivery, if this is its first.
    pub async fn deliver(&self) -> Option<i64> {
        anonymous::deliver(&self.nobody(), &self.midst(), Pace::Daily).await.unwrap()
    }

    pub async fn threads(&self, state: Delivered) -> i64 {
        let state = match state {
            Delivered::Delivered => "delivered",
            Delivered::Withdrawn => "withdrawn",
            Delivered::TooFew => "too_few",
        };
        self.count(&format!("anonymous_thread where state = '{state}'")).await
    }
}
