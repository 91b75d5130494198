//! Saying better what is offered, closing it and opening it again.

use chrono::NaiveDate;
use kernel::{Answer, Call, Fault, OpportunityId, UnitId, audit};

use super::{
    content::{ContentProblem, check},
    entity::opportunity::{Model, State},
    offer::is_unit,
    policy,
    repo::{self, write},
};
use crate::{Colleagues, change::Change};

/// What is none, or kept, stays.
#[derive(Clone, Debug)]
pub struct Update {
    pub opportunity: OpportunityId,
    /// As it was read.
    pub version: i64,
    pub title: Option<String>,
    pub description: Option<String>,
    pub unit: Change<Option<UnitId>>,
    pub starts_on: Change<Option<NaiveDate>>,
    pub ends_on: Change<Option<NaiveDate>>,
    pub state: Option<State>,
}

kernel::problems! {
    /// Why an opportunity was not changed.
    UpdateError as UpdateOpportunityError, UpdateOpportunityErrorCode {
        /// It does not exist for you.
        NoSuchOpportunity => ("opportunity", "There is no such opportunity."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// The title is not 1 to 200 characters on one line.
        TitleInvalid => ("title", "A title has 1 to 200 characters on one line."),
        /// The description has more than 10,000 characters, or a null character.
        OfferTooLong => ("description", "A description has at most 10,000 characters."),
        /// It ends before it starts, or in another year than 1000 to 9999.
        OfferPeriodInvalid => ("endsOn", "It ends on the day it starts or later."),
        /// It does not exist for you in this organisation.
        NoSuchUnit => ("unit", "There is no such unit."),
    }
}

/// Of two updates at once one is kept and the other told that it is stale. Refused to whom it
/// exists for and who is not of the offering side.
pub async fn update(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Update,
) -> Answer<Result<Model, Vec<UpdateError>>> {
    call.viewer.signed()?;
    let Some(read) = repo::by_id(&call.db, &call.viewer, input.opportunity).await? else {
        return Ok(Err(vec![UpdateError::NoSuchOpportunity]));
    };
    let place = call.viewer.place(read.organization_id)?;
    let offers = policy::offers(place, read.offered_by_id);
    let may = if offers { place.require_licence() } else { Err(Fault::forbidden()) };
    audit::logged(call, read.organization_id, "updateOpportunity", may).await?;
    if input.version != read.version {
        return Ok(Err(vec![UpdateError::Stale]));
    }
    let next = changed(call, &read, input);
    let problems = check(&next.title, &next.description, (next.starts_on, next.ends_on));
    let mut problems: Vec<_> = problems.into_iter().map(UpdateError::from).collect();
    // One that was removed since may stay.
    let moved = next.unit_id != read.unit_id;
    if moved && !is_unit(colleagues, read.organization_id, next.unit_id) {
        problems.push(UpdateError::NoSuchUnit);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let tx = call.db.begin().await?;
    if tx.write(write::updated(&read, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(vec![UpdateError::Stale]));
    }
    let entry = audit::Entry::done(next.organization_id, "updateOpportunity", next.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

fn changed(call: &Call, read: &Model, input: Update) -> Model {
    let read = read.clone();
    Model {
        title: input.title.unwrap_or(read.title),
        description: input.description.unwrap_or(read.description),
        unit_id: input.unit.or(read.unit_id),
        starts_on: input.starts_on.or(read.starts_on),
        ends_on: input.ends_on.or(read.ends_on),
        state: input.state.unwrap_or(read.state),
        version: read.version + 1,
        updated_at: call.clock.now(),
        ..read
    }
}

impl From<ContentProblem> for UpdateError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Title => Self::TitleInvalid,
            ContentProblem::Description => Self::OfferTooLong,
            ContentProblem::Period => Self::OfferPeriodInvalid,
        }
    }
}
