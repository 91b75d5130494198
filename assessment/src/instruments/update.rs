//! Writing a draft anew.

use kernel::{Answer, Call, InstrumentId, audit};

use super::{
    Draft, count,
    entity::instrument::{Model, State},
    flaw::Flaw,
    found,
    repo::write,
    sound,
};

#[derive(Clone, Debug)]
pub struct Update {
    pub instrument: InstrumentId,
    /// As it was read.
    pub version: i64,
    /// In place of all it held.
    pub document: String,
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub error: UpdateError,
    pub flaws: Vec<Flaw>,
}

const ACTION: &str = "updateInstrument";

kernel::problems! {
    /// Why an instrument was not changed.
    UpdateError as UpdateInstrumentError, UpdateInstrumentErrorCode {
        /// It does not exist for you.
        NoSuchInstrument => ("instrument", "There is no such instrument."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// What was published stays as it is; duplicate it.
        NotADraft => ("instrument", "It was published and stays as it is."),
        /// The document has flaws; they stand beside this.
        DocumentFlawed => ("document", "The document has flaws."),
    }
}

/// Of two changes at once one is kept and the other told that it is stale.
pub async fn update(call: &Call, input: Update) -> Answer<Result<Draft, Refused>> {
    let refused = |error| Ok(Err(Refused { error, flaws: vec![] }));
    let Some(row) = found(call, input.instrument, ACTION).await? else {
        return refused(UpdateError::NoSuchInstrument);
    };
    if row.state != State::Draft {
        return refused(UpdateError::NotADraft);
    }
    if row.version != input.version {
        return refused(UpdateError::Stale);
    }
    let document = match sound(&input.document) {
        Ok(document) => document,
        Err(flaws) => {
            return Ok(Err(Refused { error: UpdateError::DocumentFlawed, flaws }));
        }
    };
    let next = Model {
        code: document.code.clone(),
        language: document.language.clone(),
        name: document.name.told(&document.language, &document.language).to_owned(),
        items: count(&document),
        version: row.version + 1,
        ..row
    };
    let tx = call.db.begin().await?;
    // By another request, a moment ago.
    if tx.write(write::changed(&next)).await? == 0 {
        tx.rollback().await?;
        return refused(UpdateError::Stale);
    }
    tx.write(write::held(&next, &document)).await?;
    tx.write(audit::Entry::done(next.organization_id, ACTION, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Draft { row: next, document }))
}
