use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, GoalId, Markdown, Ref};

use super::goal::{GoalAudience, GoalMilestoneInput};
use crate::{
    goals::create::{Create, CreateGoalError, Created, create},
    graphql::{id, key, problems},
    loader::{Loaders, Read},
};

#[derive(Default)]
pub struct CreateGoal;

#[Object]
impl CreateGoal {
    /// Sets yourself a goal. Nobody else reads it, unless you share it.
    async fn create_goal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you want to reach.")] input: CreateGoalInput,
    ) -> Answer<CreateGoalPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key.clone())?;
        let goal = match create(Call::of(ctx), input.try_into()?, key).await? {
            Ok(Created::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).goals.rows.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Created::Before(id)) => Read::of(ctx).goal(id).await?.map(|_| id),
            Err(errors) => return Ok(CreateGoalPayload { goal: None, errors: problems(errors) }),
        };
        Ok(CreateGoalPayload { goal: goal.map(Ref), errors: vec![] })
    }
}

/// What you want to reach.
#[derive(InputObject)]
struct CreateGoalInput {
    /// In which of your organisations.
    organization: ID,
    /// What is to be reached, 1 to 200 characters on one line: `Lead a project of my own`.
    title: String,
    /// More about it, at most 5,000 characters, kept as they are.
    description: Option<Markdown>,
    /// What is to become better by it.
    competency: Option<ID>,
    /// By when.
    target_date: Option<Date>,
    /// Steps on the way, at most 50, in their order.
    #[graphql(default)]
    milestones: Vec<GoalMilestoneInput>,
    /// Who else may read it; nobody, if this is empty.
    #[graphql(default)]
    shared_with: Vec<GoalAudience>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input set it once.
    idempotency_key: Option<String>,
}

impl TryFrom<CreateGoalInput> for Create {
    type Error = kernel::Fault;

    fn try_from(input: CreateGoalInput) -> Answer<Self> {
        Ok(Self {
            organization: id(&input.organization)?,
            title: input.title,
            description: input.description.map(Markdown::into_string).unwrap_or_default(),
            competency: input.competency.as_ref().map(id).transpose()?,
            target_on: input.target_date.map(|day| day.0),
            milestones: input.milestones.into_iter().map(Into::into).collect(),
            shared: input.shared_with.into_iter().collect(),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateGoalPayload {
    /// The goal; null, if none was set.
    goal: Option<Ref<GoalId>>,
    /// Why none was set.
    errors: Vec<CreateGoalError>,
}
