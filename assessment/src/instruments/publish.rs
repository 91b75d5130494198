//! From a draft to an edition that never changes.

use kernel::{Answer, Call, InstrumentId, audit};

use super::{
    content,
    entity::instrument::{Model, State},
    flaw::Flaw,
    found, readiness,
    repo::{self, write},
    told,
};

/// Why nothing was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub error: PublishError,
    pub flaws: Vec<Flaw>,
}

const ACTION: &str = "publishInstrument";

kernel::problems! {
    /// Why an instrument was not published.
    PublishError as PublishInstrumentError, PublishInstrumentErrorCode {
        /// It does not exist for you.
        NoSuchInstrument => ("instrument", "There is no such instrument."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// It was published before.
        NotADraft => ("instrument", "It was published before."),
        /// Something stands in the way; it stands beside this.
        DocumentFlawed => ("instrument", "The instrument is not ready."),
    }
}

/// Its number is the next of its family.
pub async fn publish(
    call: &Call,
    instrument: InstrumentId,
    version: i64,
) -> Answer<Result<Model, Refused>> {
    let refused = |error| Ok(Err(Refused { error, flaws: vec![] }));
    let Some(row) = found(call, instrument, ACTION).await? else {
        return refused(PublishError::NoSuchInstrument);
    };
    if row.state != State::Draft {
        return refused(PublishError::NotADraft);
    }
    if row.version != version {
        return refused(PublishError::Stale);
    }
    let flaws = told(readiness(&content(call, &row).await?));
    if !flaws.is_empty() {
        return Ok(Err(Refused { error: PublishError::DocumentFlawed, flaws }));
    }
    let tx = call.db.begin().await?;
    tx.write(write::counted(&row)).await?;
    let edition = repo::editions_unchecked(&tx, &row).await?;
    let editions = if row.id == row.family_id { edition.unwrap_or(1) } else { row.editions };
    let next = Model {
        state: State::Published,
        edition,
        editions,
        published_at: Some(call.clock.now()),
        version: row.version + 1,
        ..row
    };
    // By another request, a moment ago.
    if tx.write(write::published(&next)).await? == 0 {
        tx.rollback().await?;
        return refused(PublishError::Stale);
    }
    tx.write(audit::Entry::done(next.organization_id, ACTION, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}
