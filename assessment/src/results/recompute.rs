//! Computing a result again: to see that it is the same, or beside it by a corrected key.

use kernel::{Answer, AssessmentResultId, Call, Fault, InstrumentId, audit, is_taken};

use super::{
    compute::{Basis, digest},
    entity::result::Model,
    outcome::{Beside, group},
    policy::{self, Companies},
    repo::{self, write},
    seen,
};
use crate::{
    algorithms,
    answering::{self, Answers},
    instruments::{document::Document, instrument::State},
};

const ACTION: &str = "recomputeResult";

/// Which one, and by what.
#[derive(Clone, Debug)]
pub struct Recompute {
    pub result: AssessmentResultId,
    /// Another edition of the same family; that of the result, if nothing is said.
    pub edition: Option<InstrumentId>,
    /// The code of another group; that of the result, if nothing is said.
    pub group: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recomputed {
    /// It is the same, bit for bit: nothing was made.
    Same(Model),
    /// It stands beside the one that was computed before.
    Beside(Model),
}

kernel::problems! {
    /// Why a result was not computed again.
    RecomputeError as RecomputeResultError, RecomputeResultErrorCode {
        /// It does not exist for you, or it is your own.
        NoSuchResult => ("result", "There is no such result."),
        /// A newer one stands beside it already.
        Superseded => ("result", "A newer result stands beside it."),
        /// It is no published edition of the same family.
        NoSuchEdition => ("instrument", "There is no such edition of this instrument."),
        /// What was answered cannot be answered so there.
        ItemsDiffer => ("instrument", "That edition asks something else."),
        /// The edition has no norms of such a group.
        NoSuchGroup => ("normGroup", "There is no such group."),
        /// The answers are gone.
        AnswersGone => ("result", "The answers are gone."),
        /// The algorithm is of the organisation and made no scores.
        AlgorithmFailed => ("result", "The algorithm failed."),
    }
}

type Told<T> = Answer<Result<T, RecomputeError>>;

/// A released result that needed no talk is followed by one that needs none either.
pub async fn recompute(call: &Call, companies: &Companies, input: Recompute) -> Told<Recomputed> {
    let Some((row, side)) = seen(call, companies, input.result).await? else {
        return Ok(Err(RecomputeError::NoSuchResult));
    };
    if !policy::may_release(side) {
        return Ok(Err(RecomputeError::NoSuchResult));
    }
    audit::licensed(call, row.organization_id, ACTION).await?;
    let next = match computed(call, &row, input).await? {
        Ok(next) => next,
        Err(error) => return Ok(Err(error)),
    };
    let newer = repo::newer(&call.db, &call.viewer, companies, vec![row.id]).await?;
    if !newer.is_empty() {
        return Ok(Err(RecomputeError::Superseded));
    }
    let entry = audit::Entry::done(row.organization_id, ACTION, row.id).by(call);
    if is_same(&row, &next) {
        call.db.write_all(vec![entry]).await?;
        return Ok(Ok(Recomputed::Same(row)));
    }
    match call.db.write_all(vec![write::created(&next), entry]).await {
        Ok(()) => Ok(Ok(Recomputed::Beside(next))),
        // By somebody else, a moment ago.
        Err(error) if is_taken(&error) => Ok(Err(RecomputeError::Superseded)),
        Err(error) => Err(error.into()),
    }
}

async fn computed(call: &Call, row: &Model, input: Recompute) -> Told<Model> {
    let edition = input.edition.unwrap_or(row.instrument_id);
    let document = match document(call, row, edition).await? {
        Ok(document) => document,
        Err(error) => return Ok(Err(error)),
    };
    let answers = match answers(call, row, &document).await? {
        Ok(answers) => answers,
        Err(error) => return Ok(Err(error)),
    };
    let asked = input.group.as_deref().or(row.norm_group.as_deref());
    let compared = group(&document, asked);
    if input.group.is_some() && compared.is_none() {
        return Ok(Err(RecomputeError::NoSuchGroup));
    }
    let with = algorithms::named(call, row.organization_id, &row.algorithm).await?;
    let basis = Basis {
        document: &document,
        answers: &answers,
        beside: Beside { group: compared, role: row.role.as_deref(), seconds: row.seconds },
        edition: (edition, &row.language),
    };
    let said = basis.said(&with).await?;
    if said.failure.is_some() && row.outcome.is_some() {
        return Ok(Err(RecomputeError::AlgorithmFailed));
    }
    let now = call.clock.now();
    // What nobody had to release is not held back by a correction.
    let open = row.released_at.is_some() && row.released_by.is_none();
    Ok(Ok(Model {
        id: AssessmentResultId(call.clock.id()),
        instrument_id: edition,
        algorithm: with.name(),
        norm_group: compared.map(Into::into),
        key_digest: digest(&document)?,
        outcome: said.outcome,
        failure: said.failure,
        computed_at: now,
        released_at: open.then_some(now),
        released_by: None,
        supersedes: Some(row.id),
        ..row.clone()
    }))
}

fn is_same(row: &Model, next: &Model) -> bool {
    let of = |it: &Model| {
        let versions = (it.instrument_id, it.algorithm.clone(), it.norm_group.clone());
        (versions, it.key_digest.clone(), it.outcome.clone(), it.failure)
    };
    of(row) == of(next)
}

/// What the edition holds, if it is one of the same family.
async fn document(call: &Call, row: &Model, edition: InstrumentId) -> Told<Document> {
    let organization = row.organization_id;
    let both = vec![(organization, row.instrument_id), (organization, edition)];
    let found = repo::editions_unchecked(&call.db, both).await?;
    let family = |id| found.iter().find(|it| it.id == id);
    let same = match (family(row.instrument_id), family(edition)) {
        (Some(one), Some(other)) => one.family_id == other.family_id && other.state != State::Draft,
        _ => false,
    };
    if !same {
        return Ok(Err(RecomputeError::NoSuchEdition));
    }
    let texts = repo::documents_unchecked(&call.db, vec![(organization, edition)]).await?;
    let text = texts.into_iter().next().ok_or_else(Fault::not_found)?.document;
    Ok(Ok(serde_json::from_str(&text).map_err(|error| Fault::internal(&error))?))
}

/// What was answered, if it can be answered so to this document.
async fn answers(call: &Call, row: &Model, document: &Document) -> Told<Answers> {
    let texts = repo::answers_unchecked(&call.db, row).await?;
    if texts.is_empty() {
        return Ok(Err(RecomputeError::AnswersGone));
    }
    let mut answers = Answers::new();
    for (code, text) in texts {
        let given = serde_json::from_str(&text).map_err(|error| Fault::internal(&error))?;
        let item = document.items().find(|it| it.code == code);
        if item.is_none_or(|item| answering::check(item, &given).is_err()) {
            return Ok(Err(RecomputeError::ItemsDiffer));
        }
        answers.insert(code, given);
    }
    Ok(Ok(answers))
}
