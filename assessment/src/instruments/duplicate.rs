//! A draft with what another instrument holds.

use kernel::{Answer, Call, IdempotencyKey, InstrumentId, Once, audit};

use super::{Made, content, draft, repo, repo::write, require_manager};

#[derive(Clone, Debug)]
pub struct Duplicate {
    pub instrument: InstrumentId,
    /// Whether it becomes the next edition of the same, or something of its own.
    pub next_edition: bool,
}

const ACTION: &str = "duplicateInstrument";

kernel::problems! {
    /// Why an instrument was not duplicated.
    DuplicateError as DuplicateInstrumentError, DuplicateInstrumentErrorCode {
        /// It does not exist for you.
        NoSuchInstrument => ("instrument", "There is no such instrument."),
    }
}

pub async fn duplicate(
    call: &Call,
    input: Duplicate,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Made, DuplicateError>> {
    call.viewer.signed()?;
    let Some(row) = repo::by_id(&call.db, &call.viewer, input.instrument).await? else {
        return Ok(Err(DuplicateError::NoSuchInstrument));
    };
    let (place, organization) = (call.viewer.place(row.organization_id)?, row.organization_id);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(Made::Before(InstrumentId(made))));
    }
    let family = input.next_edition.then_some(row.family_id);
    let draft = draft(call, organization, family, content(call, &row).await?);
    let mut writes = write::created(&draft);
    writes.push(audit::Entry::done(organization, ACTION, draft.row.id).by(call));
    let before = Once::make(once, call, writes, draft.row.id.0).await?;
    let now = || Made::Now(Box::new(draft));
    Ok(Ok(before.map_or_else(now, |id| Made::Before(InstrumentId(id)))))
}
