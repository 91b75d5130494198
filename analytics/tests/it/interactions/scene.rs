//! A company whose people give each other feedback, and what the API tells of it.

use analytics::{
    InteractionMutation, MembershipInteractions, OrganizationInteractions, Structure,
    network::build::build,
};
use async_graphql::{Data, EmptySubscription, ID, Object, Request, Schema, SimpleObject};
use chrono::{DateTime, Months, Utc};
use kernel::{Clock, ManualClock, MembershipId, OrganizationId, Scope, UnitId};
use sea_orm::Value;
use std::collections::HashSet;
use uuid::Uuid;

use crate::world::{Person, World};

/// What kind of feedback; of these only the first makes a tie.
#[derive(Clone, Copy, PartialEq)]
pub enum Given {
    Named,
    Anonymous,
    Withdrawn,
    Hidden,
}

impl World {
    /// So many months before now.
    pub fn ago(&self, months: u32) -> DateTime<Utc> {
        self.clock.now() - Months::new(months)
    }

    /// A clock that stands so many months later.
    pub fn later(&self, months: u32) -> Clock {
        Clock::of(ManualClock::at(self.clock.now() + Months::new(months)))
    }

    pub async fn built(&self, clock: &Clock) -> u64 {
        build(&self.db, clock).await.unwrap()
    }

    pub async fn give(&self, from: MembershipId, to: MembershipId, at: DateTime<Utc>, how: Given) {
        let id = self.clock.id();
        let (home, none) = (Value::from(self.home.0), Value::from(Option::<Uuid>::None));
        let author = if how == Given::Anonymous { none } else { from.0.into() };
        let withdrawn = (how == Given::Withdrawn).then_some(at);
        let moderation = (how == Given::Hidden).then_some("hidden".to_owned());
        self.insert(
            "feedback",
            [
                ("organization_id", home.clone()),
                ("id", id.into()),
                ("author_id", author),
                ("kind", "praise".into()),
                ("text", "Thanks.".into()),
                ("visibility", "recipient".into()),
                ("sole_recipient_id", to.0.into()),
                ("created_at", at.into()),
                ("version", 1_i64.into()),
                ("withdrawn_at", withdrawn.into()),
                ("moderation", moderation.into()),
                ("anonymous", (how == Given::Anonymous).into()),
            ],
        )
        .await;
        self.insert(
            "feedback_recipient",
            [
                ("organization_id", home),
                ("feedback_id", id.into()),
                ("recipient_id", to.0.into()),
                ("several", false.into()),
            ],
        )
        .await;
    }

    /// One asked the other, who answered.
    pub async fn ask(&self, from: MembershipId, to: MembershipId, at: DateTime<Utc>) {
        let (home, request, feedback) = (self.home.0, self.clock.id(), self.clock.id());
        self.insert(
            "feedback_request",
            [
                ("organization_id", home.into()),
                ("id", request.into()),
                ("requester_id", from.0.into()),
                ("message", "Please.".into()),
                ("visibility", "recipient".into()),
                ("due_on", at.date_naive().into()),
                ("created_at", at.into()),
            ],
        )
        .await;
        self.insert(
            "feedback",
            [
                ("organization_id", home.into()),
                ("id", feedback.into()),
                ("author_id", to.0.into()),
                ("kind", "suggestion".into()),
                ("text", "More tea.".into()),
                ("visibility", "recipient".into()),
                ("sole_recipient_id", from.0.into()),
                ("created_at", at.into()),
                ("version", 1_i64.into()),
                ("anonymous", false.into()),
            ],
        )
        .await;
        self.insert(
            "feedback_recipient",
            [
                ("organization_id", home.into()),
                ("feedback_id", feedback.into()),
                ("recipient_id", from.0.into()),
                ("several", false.into()),
            ],
        )
        .await;
        self.insert(
            "feedback_invitation",
            [
                ("organization_id", home.into()),
                ("id", self.clock.id().into()),
                ("request_id", request.into()),
                ("requester_id", from.0.into()),
                ("due_on", at.date_naive().into()),
                ("member_id", to.0.into()),
                ("state", "answered".into()),
                ("feedback_id", feedback.into()),
                ("invited_at", at.into()),
                ("settled_at", at.into()),
                ("muted", false.into()),
            ],
        )
        .await;
    }

    /// A unit with so many people.
    pub async fn team(&self, parent: Option<UnitId>, people: usize) -> (UnitId, Vec<MembershipId>) {
        let unit = self.unit(parent, "Team").await;
        let mut members = vec![];
        for _ in 0..people {
            members.push(self.member(Some(unit), None).await);
        }
        (unit, members)
    }

    /// Somebody who stands in the database.
    pub fn as_member(&self, member: MembershipId) -> Person {
        let mut person = self.person(self.home);
        person.0.member = member;
        person
    }

    /// An administrator of a part.
    pub fn in_part(&self, units: &[UnitId], members: &[MembershipId]) -> Person {
        let scope = Scope::Only(std::sync::Arc::new(members.iter().copied().collect()));
        let mut person = self.person(self.home).administering(scope);
        person.1 = units.to_vec();
        person
    }
}

/// What other parts of the product assemble; here only its name.
#[derive(SimpleObject)]
struct Unit {
    id: ID,
}

struct Query;

#[Object]
impl Query {
    async fn organization(&self, id: ID) -> OrganizationInteractions {
        OrganizationInteractions(id.parse().unwrap())
    }

    async fn membership(&self, id: ID) -> MembershipInteractions {
        MembershipInteractions(id.parse().unwrap())
    }

    async fn unit(&self) -> Option<Unit> {
        None
    }
}

/// Of the units that somebody administers.
struct Units(Vec<UnitId>);

impl Structure for Units {
    fn administered(&self, _: OrganizationId) -> HashSet<UnitId> {
        self.0.iter().copied().collect()
    }

    fn shows_unit(&self, _: UnitId) -> bool {
        false
    }
}

/// What the API answers: data and the codes of errors.
pub async fn ask(world: &World, person: &Person, text: &str) -> (serde_json::Value, Vec<String>) {
    let mut data = Data::default();
    analytics::attach(&mut data, Box::new(Units(person.1.clone())));
    data.insert(world.call(person));
    let mut request = Request::new(text);
    request.data = data;
    let schema = Schema::build(Query, InteractionMutation::default(), EmptySubscription).finish();
    let answer = schema.execute(request).await;
    let answer = serde_json::to_value(&answer).unwrap();
    let codes = answer["errors"].as_array().cloned().unwrap_or_default();
    let code = |it: &serde_json::Value| match it["extensions"]["code"].as_str() {
        Some(code) => code.to_owned(),
        None => it["message"].to_string(),
    };
    (answer["data"].clone(), codes.iter().map(code).collect())
}

/// What one sees of their organisation's interactions.
pub async fn interactions(world: &World, person: &Person, selection: &str) -> serde_json::Value {
    let home = world.home;
    let text = format!("{{ organization(id: \"{home}\") {{ {selection} }} }}");
    let (data, codes) = ask(world, person, &text).await;
    assert!(codes.is_empty(), "{codes:?}: {text}");
    data["organization"].clone()
}

/// What one sees of their own.
pub async fn own(world: &World, member: MembershipId, selection: &str) -> serde_json::Value {
    let person = world.as_member(member);
    let text =
        format!("{{ membership(id: \"{member}\") {{ ownInteractions {{ {selection} }} }} }}");
    let (data, codes) = ask(world, &person, &text).await;
    assert!(codes.is_empty(), "{codes:?}: {text}");
    data["membership"]["ownInteractions"].clone()
}
