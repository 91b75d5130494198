//! Offering a role, a project or mentoring.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, Fault, IdempotencyKey, Once, OpportunityId, OrganizationId, UnitId, audit,
};

use super::{
    content::{ContentProblem, check},
    entity::opportunity::{Kind, Model, State},
    policy,
    repo::write,
};
use crate::Colleagues;

#[derive(Clone, Debug)]
pub struct Offer {
    pub organization: OrganizationId,
    pub kind: Kind,
    pub title: String,
    pub description: String,
    pub unit: Option<UnitId>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

kernel::problems! {
    /// Why nothing was offered.
    OfferError as OfferOpportunityError, OfferOpportunityErrorCode {
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

/// What came of it.
#[derive(Clone, Debug)]
pub enum Offered {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(OpportunityId),
}

pub async fn offer(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Offer,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Offered, Vec<OfferError>>> {
    let place = call.viewer.place(input.organization)?;
    let (of, told) = (input.organization, format!("{input:?}"));
    let once = key.map(|key| Once::new(call, of, "offerOpportunity", &key, &told)).transpose()?;
    let may =
        if policy::may_offer(place) { place.require_licence() } else { Err(Fault::forbidden()) };
    if let Err(refusal) = may {
        let made = Once::made_before(once.as_ref(), call, of, "offerOpportunity", refusal).await?;
        return Ok(Ok(Offered::Before(OpportunityId(made))));
    }
    let problems = check(&input.title, &input.description, (input.starts_on, input.ends_on));
    let mut problems: Vec<_> = problems.into_iter().map(OfferError::from).collect();
    if !is_unit(colleagues, input.organization, input.unit) {
        problems.push(OfferError::NoSuchUnit);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let now = call.clock.now();
    let row = Model {
        organization_id: input.organization,
        id: OpportunityId(call.clock.id()),
        kind: input.kind,
        title: input.title,
        description: input.description,
        unit_id: input.unit,
        offered_by_id: place.member,
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        state: State::Open,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let entry = audit::Entry::done(row.organization_id, "offerOpportunity", row.id);
    let writes = vec![write::offered(&row), entry.by(call)];
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Offered::Now(row), |id| Offered::Before(OpportunityId(id)))))
}

/// None is a unit too.
pub(super) fn is_unit(
    colleagues: &dyn Colleagues,
    organization: OrganizationId,
    unit: Option<UnitId>,
) -> bool {
    let home = |unit| colleagues.unit(unit).map(|(home, _)| home);
    unit.is_none_or(|unit| home(unit) == Some(organization))
}

impl From<ContentProblem> for OfferError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Title => Self::TitleInvalid,
            ContentProblem::Description => Self::OfferTooLong,
            ContentProblem::Period => Self::OfferPeriodInvalid,
        }
    }
}
