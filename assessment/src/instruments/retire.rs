//! Using an edition no more.

use kernel::{Answer, Call, InstrumentId, audit};

use super::{
    entity::instrument::{Model, State},
    found,
    repo::write,
};

const ACTION: &str = "retireInstrument";

kernel::problems! {
    /// Why an instrument was not retired.
    RetireError as RetireInstrumentError, RetireInstrumentErrorCode {
        /// It does not exist for you.
        NoSuchInstrument => ("instrument", "There is no such instrument."),
        /// A draft is in no use.
        NotPublished => ("instrument", "It is a draft."),
    }
}

/// What was answered with it stays. Done again, it changes nothing.
pub async fn retire(call: &Call, id: InstrumentId) -> Answer<Result<Model, RetireError>> {
    let Some(row) = found(call, id, ACTION).await? else {
        return Ok(Err(RetireError::NoSuchInstrument));
    };
    match row.state {
        State::Draft => return Ok(Err(RetireError::NotPublished)),
        State::Retired => return Ok(Ok(row)),
        State::Published => (),
    }
    let next = Model {
        state: State::Retired,
        retired_at: Some(call.clock.now()),
        version: row.version + 1,
        ..row
    };
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    call.db.write_all(vec![write::retired(&next), entry.by(call)]).await?;
    Ok(Ok(next))
}
