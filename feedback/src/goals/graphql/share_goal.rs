use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, GoalId, Ref};

use super::goal::GoalAudience;
use crate::{
    goals::share::{ShareGoalError, share},
    graphql::id,
    loader::Loaders,
};

#[derive(Default)]
pub struct ShareGoal;

#[Object]
impl ShareGoal {
    /// Says who else may read a goal of yours, from now on.
    async fn share_goal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which goal, and with whom.")] input: ShareGoalInput,
    ) -> Answer<ShareGoalPayload> {
        Loaders::of(ctx).forget();
        let shared = input.shared_with.into_iter().collect();
        match share(Call::of(ctx), id(&input.goal)?, shared).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).goals.rows.feed([(id, Arc::new(row))]);
                Ok(ShareGoalPayload { goal: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => Ok(ShareGoalPayload { goal: None, errors: vec![error.into()] }),
        }
    }
}

/// Which goal, and with whom.
#[derive(InputObject)]
struct ShareGoalInput {
    /// Which.
    goal: ID,
    /// With all of these and with nobody else; with nobody, if this is empty.
    shared_with: Vec<GoalAudience>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ShareGoalPayload {
    /// As it is now; null, if there is none of yours.
    goal: Option<Ref<GoalId>>,
    /// Why it is shared as it was.
    errors: Vec<ShareGoalError>,
}
