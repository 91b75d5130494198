//! Saying better what a competency is.

use kernel::{Answer, Call, CompetencyId, audit};

use super::{ContentProblem, check_description, check_name, found};
use crate::{entity::competency::Model, repo::write};

#[derive(Clone, Debug)]
pub struct Update {
    pub competency: CompetencyId,
    /// As it was read; if given, an older one is refused.
    pub version: Option<i64>,
    /// None leaves it.
    pub name: Option<String>,
    /// None leaves it.
    pub description: Option<String>,
}

const ACTION: &str = "updateCompetency";

kernel::problems! {
    /// Why a competency was not changed.
    UpdateError as UpdateCompetencyError, UpdateCompetencyErrorCode {
        /// It does not exist for you.
        NoSuchCompetency => ("competency", "There is no such competency."),
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the competency meanwhile; read it again."),
        /// What is archived stays as it was.
        Archived => ("competency", "It is archived."),
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

/// Of two changes at once one is kept and the other told that it is stale.
pub async fn update(call: &Call, input: Update) -> Answer<Result<Model, Vec<UpdateError>>> {
    let Some(row) = found(call, input.competency, ACTION).await? else {
        return Ok(Err(vec![UpdateError::NoSuchCompetency]));
    };
    if input.version.is_some_and(|read| read != row.version) {
        return Ok(Err(vec![UpdateError::Stale]));
    }
    if row.archived {
        return Ok(Err(vec![UpdateError::Archived]));
    }
    let problems = [
        input.name.as_deref().and_then(|name| check_name(name).err()),
        input.description.as_deref().and_then(|text| check_description(text).err()),
    ];
    let problems: Vec<UpdateError> = problems.into_iter().flatten().map(Into::into).collect();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let next = Model {
        name: input.name.unwrap_or(row.name),
        description: input.description.unwrap_or(row.description),
        version: row.version + 1,
        ..row
    };
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    let tx = call.db.begin().await?;
    // By another request, a moment ago.
    if tx.write(write::competency_changed(&next)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(vec![UpdateError::Stale]));
    }
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

impl From<ContentProblem> for UpdateError {
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
