//! Saying how far one is, or saying the goal better.

use chrono::NaiveDate;
use kernel::{Answer, Call, CompetencyId, GoalId, Tx, audit};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    content::{
        ContentProblem, Milestone, check_day, check_description, check_milestones, check_title,
        is_progress,
    },
    entity::goal::{Model, State},
    is_competency, own,
    repo::write,
};
use crate::change::Change;

/// What is none, or kept, stays.
#[derive(Clone, Debug)]
pub struct Update {
    pub goal: GoalId,
    /// As it was read.
    pub version: i64,
    pub title: Option<String>,
    pub description: Option<String>,
    pub competency: Change<Option<CompetencyId>>,
    pub target_on: Change<Option<NaiveDate>>,
    pub progress: Option<i64>,
    pub state: Option<State>,
    /// In place of those there are.
    pub milestones: Option<Vec<Milestone>>,
}

kernel::problems! {
    /// Why a goal was not changed.
    UpdateError as UpdateGoalError, UpdateGoalErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchGoal => ("goal", "There is no such goal of yours."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// The title is not 1 to 200 characters on one line.
        TitleInvalid => ("title", "A title has 1 to 200 characters on one line."),
        /// The description has more than 5,000 characters, or a null character.
        TextTooLong => ("description", "A description has at most 5,000 characters."),
        /// The day lies in another year than 1000 to 9999.
        DayInvalid => ("targetDate", "A day lies in the years 1000 to 9999."),
        /// It is not 0 to 100.
        ProgressInvalid => ("progress", "Progress is from 0 to 100."),
        /// A milestone has no title of 1 to 200 characters on one line, or an odd day.
        MilestoneInvalid => ("milestones", "A milestone has a title of 1 to 200 characters."),
        /// There are more than 50.
        TooManyMilestones => ("milestones", "A goal has at most 50 milestones."),
        /// It does not exist in this organisation, or is archived.
        NoSuchCompetency => ("competency", "There is no such competency."),
    }
}

/// Of two updates at once one is kept and the other told that it is stale.
pub async fn update(call: &Call, input: Update) -> Answer<Result<Model, Vec<UpdateError>>> {
    let Some(read) = own(call, input.goal).await? else {
        return Ok(Err(vec![UpdateError::NoSuchGoal]));
    };
    audit::licensed(call, read.organization_id, "updateGoal").await?;
    if input.version != read.version {
        return Ok(Err(vec![UpdateError::Stale]));
    }
    let mut problems = check(&input);
    // One that was archived since may stay.
    let competency = input.competency.or(read.competency_id);
    if competency != read.competency_id
        && !is_competency(call, read.organization_id, competency).await?
    {
        problems.push(UpdateError::NoSuchCompetency);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let milestones = input.milestones.clone();
    let next = changed(call, &read, input, competency);
    let tx = call.db.begin().await?;
    if tx.write(write::updated(&read, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(vec![UpdateError::Stale]));
    }
    store(call, &tx, &next, milestones.as_deref()).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

fn check(input: &Update) -> Vec<UpdateError> {
    let target = match input.target_on {
        Change::Keep => None,
        Change::To(day) => day,
    };
    let problems = [
        input.title.as_deref().map_or(Ok(()), check_title),
        input.description.as_deref().map_or(Ok(()), check_description),
        check_day(target),
        input.milestones.as_deref().map_or(Ok(()), check_milestones),
    ];
    let problems = problems.into_iter().filter_map(Result::err).map(UpdateError::from);
    let progress = input.progress.filter(|it| !is_progress(*it));
    problems.chain(progress.map(|_| UpdateError::ProgressInvalid)).collect()
}

fn changed(call: &Call, read: &Model, input: Update, competency_id: Option<CompetencyId>) -> Model {
    let now = call.clock.now();
    let state = input.state.unwrap_or(read.state);
    let closed_at = match (read.state, state) {
        (_, State::Open) => None,
        (before, after) if before == after => read.closed_at,
        _ => Some(now),
    };
    Model {
        title: input.title.unwrap_or_else(|| read.title.clone()),
        description: input.description.unwrap_or_else(|| read.description.clone()),
        competency_id,
        target_on: input.target_on.or(read.target_on),
        progress: input.progress.unwrap_or(read.progress),
        version: read.version + 1,
        updated_at: now,
        state,
        closed_at,
        ..read.clone()
    }
}

async fn store(
    call: &Call,
    tx: &Tx,
    next: &Model,
    milestones: Option<&[Milestone]>,
) -> Result<(), DbErr> {
    if let Some(milestones) = milestones {
        tx.write(write::unstepped(next)).await?;
        if !milestones.is_empty() {
            tx.write(write::stepped(tx.get_database_backend(), next, milestones)).await?;
        }
    }
    tx.write(audit::Entry::done(next.organization_id, "updateGoal", next.id).by(call)).await?;
    Ok(())
}

impl From<ContentProblem> for UpdateError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Title => Self::TitleInvalid,
            ContentProblem::Description => Self::TextTooLong,
            ContentProblem::Day => Self::DayInvalid,
            ContentProblem::Milestone => Self::MilestoneInvalid,
            ContentProblem::TooManyMilestones => Self::TooManyMilestones,
        }
    }
}
