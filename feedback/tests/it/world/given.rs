//! What is given there, and the words for it.

use feedback::{Give, To, Written, testing::Seed};
use kernel::{CompetencyId, FeedbackId, IdempotencyKey, MembershipId, OrganizationId};

use super::World;
use crate::people::praise;

impl World {
    pub async fn give(&self, from: MembershipId, to: &[MembershipId]) -> Written {
        let input = praise(To::Members(to.to_vec()));
        match self.try_give(from, input, None).await {
            feedback::Given::Now(written) => written,
            feedback::Given::Before(id) => panic!("given before: {id}"),
        }
    }

    pub async fn try_give(
        &self,
        from: MembershipId,
        input: Give,
        key: Option<&str>,
    ) -> feedback::Given {
        let key = key.map(|key| IdempotencyKey::try_new(key.into()).unwrap());
        feedback::give(&self.call(from), &self.desk(from), input, key).await.unwrap().unwrap()
    }

    pub async fn give_errors(&self, from: MembershipId, input: Give) -> Vec<feedback::GiveError> {
        feedback::give(&self.call(from), &self.desk(from), input, None).await.unwrap().unwrap_err()
    }

    pub async fn seed(&self, seed: &Seed) -> FeedbackId {
        self.db.write_all(seed.writes(&self.db)).await.unwrap();
        seed.id
    }

    pub async fn competency(&self, organization: OrganizationId) -> CompetencyId {
        let id = CompetencyId(self.clock.id());
        let write = feedback::testing::competency(organization, id, "Listening");
        self.db.write_all(vec![write]).await.unwrap();
        id
    }
}
