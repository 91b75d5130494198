//! Throwing a draft away.

use kernel::{Answer, Call, InstrumentId, audit};

use super::{
    entity::instrument::State,
    found,
    repo::{self, write},
};

const ACTION: &str = "deleteInstrument";

kernel::problems! {
    /// Why an instrument was not deleted.
    DeleteError as DeleteInstrumentError, DeleteInstrumentErrorCode {
        /// It does not exist for you.
        NoSuchInstrument => ("instrument", "There is no such instrument."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// What was published stays; retire it.
        NotADraft => ("instrument", "It was published and stays."),
        /// Other drafts are to be later editions of it.
        Continued => ("instrument", "Other drafts continue it: delete them first."),
    }
}

/// Nothing of it is left but who did it.
pub async fn delete(
    call: &Call,
    instrument: InstrumentId,
    version: i64,
) -> Answer<Result<InstrumentId, DeleteError>> {
    let Some(row) = found(call, instrument, ACTION).await? else {
        return Ok(Err(DeleteError::NoSuchInstrument));
    };
    if row.state != State::Draft {
        return Ok(Err(DeleteError::NotADraft));
    }
    if row.version != version {
        return Ok(Err(DeleteError::Stale));
    }
    let tx = call.db.begin().await?;
    if repo::is_continued_unchecked(&tx, &row).await? {
        tx.rollback().await?;
        return Ok(Err(DeleteError::Continued));
    }
    let [content, draft] = write::deleted(&row);
    tx.write(content).await?;
    // Changed by another request, a moment ago.
    if tx.write(draft).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(DeleteError::Stale));
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row.id))
}
