//! Setting oneself a goal.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, CompetencyId, GoalId, IdempotencyKey, Once, OrganizationId, Place, audit,
};
use sea_orm::ConnectionTrait;

use super::{
    content::{
        ContentProblem, Milestone, Shared, check_day, check_description, check_milestones,
        check_title,
    },
    entity::goal::{Model, State},
    is_competency,
    repo::write,
};

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub title: String,
    pub description: String,
    pub competency: Option<CompetencyId>,
    pub target_on: Option<NaiveDate>,
    pub milestones: Vec<Milestone>,
    pub shared: Shared,
}

kernel::problems! {
    /// Why a goal was not created.
    CreateError as CreateGoalError, CreateGoalErrorCode {
        /// The title is not 1 to 200 characters on one line.
        TitleInvalid => ("title", "A title has 1 to 200 characters on one line."),
        /// The description has more than 5,000 characters, or a null character.
        TextTooLong => ("description", "A description has at most 5,000 characters."),
        /// The day lies in another year than 1000 to 9999.
        DayInvalid => ("targetDate", "A day lies in the years 1000 to 9999."),
        /// A milestone has no title of 1 to 200 characters on one line, or an odd day.
        MilestoneInvalid => ("milestones", "A milestone has a title of 1 to 200 characters."),
        /// There are more than 50.
        TooManyMilestones => ("milestones", "A goal has at most 50 milestones."),
        /// It does not exist in this organisation, or is archived.
        NoSuchCompetency => ("competency", "There is no such competency."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Created {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(GoalId),
}

pub async fn create(
    call: &Call,
    input: Create,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Created, Vec<CreateError>>> {
    let place = call.viewer.place(input.organization)?;
    let told = format!("{input:?}");
    let once = key
        .map(|key| Once::new(call, place.organization, "createGoal", &key, &told))
        .transpose()?;
    if let Err(refusal) = place.require_licence() {
        let of = place.organization;
        let made = Once::made_before(once.as_ref(), call, of, "createGoal", refusal).await?;
        return Ok(Ok(Created::Before(GoalId(made))));
    }
    let mut problems = check(&input);
    if !is_competency(call, input.organization, input.competency).await? {
        problems.push(CreateError::NoSuchCompetency);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let milestones = input.milestones.clone();
    let row = compose(call, place, input);
    let mut writes = write::created(call.db.get_database_backend(), &row, &milestones);
    writes.push(audit::Entry::done(row.organization_id, "createGoal", row.id).by(call));
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Created::Now(row), |id| Created::Before(GoalId(id)))))
}

fn check(input: &Create) -> Vec<CreateError> {
    let problems = [
        check_title(&input.title),
        check_description(&input.description),
        check_day(input.target_on),
        check_milestones(&input.milestones),
    ];
    problems.into_iter().filter_map(Result::err).map(Into::into).collect()
}

fn compose(call: &Call, place: &Place, input: Create) -> Model {
    let now = call.clock.now();
    Model {
        organization_id: place.organization,
        id: GoalId(call.clock.id()),
        owner_id: place.member,
        title: input.title,
        description: input.description,
        competency_id: input.competency,
        target_on: input.target_on,
        state: State::Open,
        progress: 0,
        shared_with_manager: input.shared.with_manager,
        shared_with_coach: input.shared.with_coach,
        version: 1,
        created_at: now,
        updated_at: now,
        closed_at: None,
    }
}

impl From<ContentProblem> for CreateError {
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
