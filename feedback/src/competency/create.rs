//! Adding a competency.

use kernel::{Answer, Call, CompetencyId, IdempotencyKey, Once, OrganizationId, audit};

use super::{ContentProblem, check_description, check_name, require_manager};
use crate::{entity::competency::Model, repo::write};

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub name: String,
    pub description: String,
}

const ACTION: &str = "createCompetency";

kernel::problems! {
    /// Why a competency was not created.
    CreateError as CreateCompetencyError, CreateCompetencyErrorCode {
        /// The name says nothing.
        NameEmpty => ("name", "A competency has a name."),
        /// The name has more than 200 characters.
        NameTooLong => ("name", "A name has at most 200 characters."),
        /// The name has line breaks or other control characters.
        NameNotOneLine => ("name", "A name stands on one line."),
        /// The description has more than 2,000 characters.
        DescriptionTooLong => ("description", "A description has at most 2,000 characters."),
        /// The description has a null character.
        DescriptionWithNull => ("description", "Text has no null characters."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Created {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(CompetencyId),
}

pub async fn create(
    call: &Call,
    input: Create,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Created, Vec<CreateError>>> {
    let (place, organization) = (call.viewer.place(input.organization)?, input.organization);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(Created::Before(CompetencyId(made))));
    }
    let problems = [check_name(&input.name), check_description(&input.description)];
    let problems: Vec<CreateError> =
        problems.into_iter().filter_map(Result::err).map(Into::into).collect();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let row = Model {
        organization_id: input.organization,
        id: CompetencyId(call.clock.id()),
        name: input.name,
        description: input.description,
        archived: false,
        version: 1,
    };
    let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
    let writes = vec![write::competency_created(&row), entry.by(call)];
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Created::Now(row), |id| Created::Before(CompetencyId(id)))))
}

impl From<ContentProblem> for CreateError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::NameEmpty => Self::NameEmpty,
            ContentProblem::NameTooLong => Self::NameTooLong,
            ContentProblem::NameNotOneLine => Self::NameNotOneLine,
            ContentProblem::DescriptionTooLong => Self::DescriptionTooLong,
            ContentProblem::DescriptionWithNull => Self::DescriptionWithNull,
        }
    }
}
