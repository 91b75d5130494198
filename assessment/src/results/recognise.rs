//! How the person sees what was computed of them. It stands beside the result and changes nothing
//! of it.

use kernel::{Answer, AssessmentResultId, Call, audit};

use super::{
    entity::{recognition, result::Model},
    outcome::Kept,
    policy::{self, Companies},
    repo::{self, write},
    seen,
};
use crate::scoring::attitude::Recognition;

const ACTION: &str = "recogniseResult";
/// In characters.
const LONGEST_NOTE: usize = 5_000;

/// Of one scale.
#[derive(Clone, Debug)]
pub struct Recognise {
    pub result: AssessmentResultId,
    pub scale: String,
    pub recognised: bool,
    /// Where the person sees themself between the poles of an attitude, 0 to 100.
    pub position: Option<f64>,
    pub note: String,
}

kernel::problems! {
    /// Why it was not noted how somebody sees themself.
    RecogniseError as RecogniseResultError, RecogniseResultErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchResult => ("result", "There is no such result of yours."),
        /// The result tells nothing of such a scale.
        NoSuchScale => ("scale", "There is no such scale in this result."),
        /// A position lies between 0 and 100, only on an attitude, and only where you do not
        /// recognise yourself.
        PositionInvalid => ("position", "A position from 0 to 100 corrects an attitude in which you do not recognise yourself."),
        /// The note has more than 5,000 characters, or a null character.
        NoteInvalid => ("note", "A note has at most 5,000 characters."),
    }
}

/// Done again, it is a new revision; the earlier ones stay.
pub async fn recognise(
    call: &Call,
    companies: &Companies,
    input: Recognise,
) -> Answer<Result<Model, RecogniseError>> {
    let Some((row, side)) = seen(call, companies, input.result).await? else {
        return Ok(Err(RecogniseError::NoSuchResult));
    };
    // Who left the organisation reads what is theirs, and writes nothing there.
    let here = call.viewer.within(row.organization_id).is_some();
    if !policy::may_recognise(side) || !here {
        return Ok(Err(RecogniseError::NoSuchResult));
    }
    audit::licensed(call, row.organization_id, ACTION).await?;
    if let Err(error) = check(&row, &input) {
        return Ok(Err(error));
    }
    let tx = call.db.begin().await?;
    tx.write(write::held(&row)).await?;
    let last = repo::revision_unchecked(&tx, &row, &input.scale).await?;
    let noted = recognition::Model {
        organization_id: row.organization_id,
        result_id: row.id,
        scale: input.scale,
        revision: last + 1,
        recognised: input.recognised,
        corrected: input.position.map(|it| it.to_string()),
        note: input.note,
        recognised_at: call.clock.now(),
    };
    tx.write(write::recognised(&noted)).await?;
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}

fn check(row: &Model, input: &Recognise) -> Result<(), RecogniseError> {
    let kept = row.outcome.as_deref().and_then(|text| Kept::read(text).ok());
    let outcome = kept.as_ref().and_then(|kept| kept.outcome(&input.scale));
    let Some(outcome) = outcome else { return Err(RecogniseError::NoSuchScale) };
    if let Some(position) = input.position {
        let possible = Recognition::corrected(position).is_some();
        if input.recognised || outcome.attitude.is_none() || !possible {
            return Err(RecogniseError::PositionInvalid);
        }
    }
    if input.note.chars().count() > LONGEST_NOTE || input.note.contains('\0') {
        return Err(RecogniseError::NoteInvalid);
    }
    Ok(())
}
