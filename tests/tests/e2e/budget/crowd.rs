//! More people than a page holds.

use feedback::testing::Seed;
use identity::{
    account::{Name, Newcomer},
    founding::{self, FirstMember, Founding},
};
use kernel::{FeedbackId, MembershipId, OrganizationId, Roles};
use serde_json::Value;
use tests::{World, people};

/// A company of its own.
pub struct Crowd {
    pub organization: OrganizationId,
    pub members: Vec<MembershipId>,
    token: String,
}

impl Crowd {
    pub async fn enter(world: &World, many: u32) -> Self {
        let call = world.call();
        let name = |n: u32| Name::try_new(&format!("Crowd{n:03}"), None, "Example").ok().unwrap();
        let newcomer =
            |n: u32| Newcomer::new(&call, name(n), format!("crowd-{n}@example.org"), "en".into());
        let newcomers: Vec<_> = (0..many).map(newcomer).collect();
        founding::enter(&call, &newcomers).await.unwrap();
        let organization = OrganizationId(world.clock.id());
        let like = people::globex().members.remove(0);
        let first = |it: &Newcomer| FirstMember {
            id: MembershipId(world.clock.id()),
            person: it.user,
            name: it.name.clone(),
            roles: Roles::default(),
            unit: None,
            external_id: None,
            ..like.clone()
        };
        let plan = Founding {
            id: organization,
            slug: "crowd".into(),
            members: newcomers.iter().map(first).collect(),
            units: vec![],
            groups: vec![],
            scopes: vec![],
            ..people::globex()
        };
        founding::found(&call, &plan).await.unwrap();
        let lent = founding::lend(&call, newcomers[0].user).await.unwrap();
        let members = plan.members.iter().map(|it| it.id).collect();
        Self { organization, members, token: lent.access.reveal() }
    }

    /// Everybody received six from the next.
    pub async fn praise(&self, world: &World) {
        for (n, to) in self.members.iter().enumerate() {
            let from = self.members[(n + 1) % self.members.len()];
            for _ in 0..6 {
                let id = FeedbackId(world.clock.id());
                let mut seed = Seed::praise(self.organization, id, from, vec![(*to, None)]);
                seed.visibility = feedback::Visibility::Organization;
                world.db.write_all(seed.writes(&world.db)).await.unwrap();
            }
        }
    }

    /// Statements that a request of the first of them makes, and its answer.
    pub async fn cost(&self, world: &World, query: &str, variables: Value) -> (u64, Value) {
        world.client.ask(Some(&self.token), "{ viewer { id } }", Value::Null).await;
        let before = world.db.statements();
        let answer = world.client.ask(Some(&self.token), query, variables).await;
        (world.db.statements() - before, answer)
    }
}
