use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, GoalId, Ref};

use crate::{
    goals::{
        entity::goal::Model,
        show::{AddGoalEvidenceError, Evidence, RemoveGoalEvidenceError, add, remove},
    },
    graphql::id,
    loader::Loaders,
};

#[derive(Default)]
pub struct GoalEvidenceMutation;

#[Object]
impl GoalEvidenceMutation {
    /// Adds to a goal of yours what shows how far you are. Whoever reads the goal sees it as
    /// far as they may read it anyway. Once more changes nothing.
    async fn add_goal_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is added, and to which goal.")] input: AddGoalEvidenceInput,
    ) -> Answer<AddGoalEvidencePayload> {
        Loaders::of(ctx).forget();
        let (goal, evidence) = (id(&input.goal)?, input.evidence.try_into()?);
        match add(Call::of(ctx), goal, evidence, input.note).await? {
            Ok(row) => Ok(AddGoalEvidencePayload { goal: Some(fed(ctx, row)), errors: vec![] }),
            Err(error) => Ok(AddGoalEvidencePayload { goal: None, errors: vec![error.into()] }),
        }
    }

    /// Takes away from a goal of yours what showed how far you are. Once more changes nothing.
    async fn remove_goal_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is taken away, and from which goal.")]
        input: RemoveGoalEvidenceInput,
    ) -> Answer<RemoveGoalEvidencePayload> {
        Loaders::of(ctx).forget();
        let (goal, evidence) = (id(&input.goal)?, input.evidence.try_into()?);
        match remove(Call::of(ctx), goal, evidence).await? {
            Ok(row) => Ok(RemoveGoalEvidencePayload { goal: Some(fed(ctx, row)), errors: vec![] }),
            Err(error) => Ok(RemoveGoalEvidencePayload { goal: None, errors: vec![error.into()] }),
        }
    }
}

fn fed(ctx: &Context<'_>, row: Model) -> Ref<GoalId> {
    let id = row.id;
    Loaders::of(ctx).goals.rows.feed([(id, Arc::new(row))]);
    Ref(id)
}

/// What is added, and to which goal.
#[derive(InputObject)]
struct AddGoalEvidenceInput {
    /// Which goal.
    goal: ID,
    /// What shows how far you are.
    evidence: GoalEvidenceInput,
    /// What you say about it, at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// What is taken away, and from which goal.
#[derive(InputObject)]
struct RemoveGoalEvidenceInput {
    /// Which goal.
    goal: ID,
    /// What showed how far you are.
    evidence: GoalEvidenceInput,
}

/// What shows how far somebody is. There will be more kinds.
#[derive(OneofObject)]
enum GoalEvidenceInput {
    /// A piece of feedback that you may read.
    Feedback(ID),
}

impl TryFrom<GoalEvidenceInput> for Evidence {
    type Error = kernel::Fault;

    fn try_from(input: GoalEvidenceInput) -> Answer<Self> {
        let GoalEvidenceInput::Feedback(feedback) = input;
        Ok(Self::Feedback(id(&feedback)?))
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct AddGoalEvidencePayload {
    /// The goal as it is now; null, if nothing was added.
    goal: Option<Ref<GoalId>>,
    /// Why nothing was added.
    errors: Vec<AddGoalEvidenceError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RemoveGoalEvidencePayload {
    /// The goal as it is now; null, if there is none of yours.
    goal: Option<Ref<GoalId>>,
    /// Why nothing was taken away.
    errors: Vec<RemoveGoalEvidenceError>,
}
