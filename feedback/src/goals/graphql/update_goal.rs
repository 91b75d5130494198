use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, Date, GoalId, Markdown, Ref};

use super::goal::{GoalMilestoneInput, GoalState};
use crate::{
    change::Change,
    goals::update::{Update, UpdateGoalError, update},
    graphql::{id, problems},
    loader::Loaders,
};

#[derive(Default)]
pub struct UpdateGoal;

#[Object]
impl UpdateGoal {
    /// Says how far you are, or says a goal of yours better.
    async fn update_goal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UpdateGoalInput,
    ) -> Answer<UpdateGoalPayload> {
        Loaders::of(ctx).forget();
        match update(Call::of(ctx), input.try_into()?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).goals.rows.feed([(id, Arc::new(row))]);
                Ok(UpdateGoalPayload { goal: Some(Ref(id)), errors: vec![] })
            }
            Err(errors) => Ok(UpdateGoalPayload { goal: None, errors: problems(errors) }),
        }
    }
}

/// What is changed. What is left out stays.
#[derive(InputObject)]
struct UpdateGoalInput {
    /// Which.
    goal: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// 1 to 200 characters on one line.
    title: Option<String>,
    /// At most 5,000 characters, kept as they are.
    description: Option<Markdown>,
    /// What is to become better by it; null for nothing in particular.
    competency: MaybeUndefined<ID>,
    /// By when; null for no day in particular.
    target_date: MaybeUndefined<Date>,
    /// How far you are, 0 to 100.
    progress: Option<i64>,
    /// Whether it is worked on. What was closed can be opened again.
    state: Option<GoalState>,
    /// In place of all its milestones, at most 50, in their order.
    milestones: Option<Vec<GoalMilestoneInput>>,
}

impl TryFrom<UpdateGoalInput> for Update {
    type Error = kernel::Fault;

    fn try_from(input: UpdateGoalInput) -> Answer<Self> {
        let competency = Change::from(input.competency);
        let target = Change::from(input.target_date);
        Ok(Self {
            goal: id(&input.goal)?,
            version: input.version,
            title: input.title,
            description: input.description.map(Markdown::into_string),
            competency: competency.try_map(|it| it.as_ref().map(id).transpose())?,
            target_on: target.map(|day| day.map(|day| day.0)),
            progress: input.progress,
            state: input.state.map(Into::into),
            milestones: input.milestones.map(|all| all.into_iter().map(Into::into).collect()),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateGoalPayload {
    /// As it is now; null, if nothing was changed.
    goal: Option<Ref<GoalId>>,
    /// Why nothing was changed.
    errors: Vec<UpdateGoalError>,
}
