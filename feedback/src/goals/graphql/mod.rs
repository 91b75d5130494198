//! What this context says of goals in GraphQL.

mod create_goal;
mod evidence;
mod goal;
mod list;
mod share_goal;
mod update_goal;

use async_graphql::MergedObject;

pub use self::{
    goal::{GoalAudience, GoalFields, GoalMilestone, GoalState},
    list::{MembershipGoals, OrganizationGoals},
};

/// What people do with their goals.
#[derive(MergedObject, Default)]
pub struct GoalMutation(
    create_goal::CreateGoal,
    update_goal::UpdateGoal,
    share_goal::ShareGoal,
    evidence::GoalEvidenceMutation,
);
