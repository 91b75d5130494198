//! Ways of scoring that organisations bring: WebAssembly modules, which are given answers and
//! return scores in a form that `docs/algorithms.md` describes.
//!
//! A module has no imports, so it knows neither time nor chance nor anything of the service; it
//! runs with a bounded amount of work and memory, on a thread of its own, after others of its
//! organisation. What it returns is taken only if it is of that form. It is named by its SHA-256
//! in every result that it made.

pub(crate) mod entity;
mod form;
pub mod graphql;
pub mod load;
pub(crate) mod loader;
mod module;
mod policy;
mod repo;
pub mod retire;
mod turns;

use std::{collections::BTreeMap, sync::Arc};

use kernel::{AlgorithmId, Answer, Call, Fault, OrganizationId};

use crate::{
    instruments::document::Document,
    results::{Failure, outcome::hexadecimal},
    scoring,
};

pub use self::{entity::algorithm, form::told};

/// How answers become scores.
#[derive(Clone, Debug)]
pub enum Algorithm {
    /// As the instrument says.
    BuiltIn,
    Brought(Module),
}

/// A module, with whose it is.
#[derive(Clone, Debug)]
pub struct Module {
    pub organization: OrganizationId,
    pub hash: Vec<u8>,
    pub bytes: Arc<[u8]>,
}

impl Module {
    /// As results name it.
    pub fn name(&self) -> String {
        hexadecimal(&self.hash)
    }
}

/// The one that was chosen; it may be retired by now.
pub(crate) async fn of(
    call: &Call,
    organization: OrganizationId,
    chosen: Option<AlgorithmId>,
) -> Answer<Algorithm> {
    let Some(id) = chosen else { return Ok(Algorithm::BuiltIn) };
    let found = repo::module_unchecked(&call.db, organization, id).await?;
    found.map(Algorithm::Brought).ok_or_else(Fault::not_found)
}

/// The one that a result names.
pub(crate) async fn named(
    call: &Call,
    organization: OrganizationId,
    name: &str,
) -> Answer<Algorithm> {
    if name == scoring::ALGORITHM {
        return Ok(Algorithm::BuiltIn);
    }
    let found = repo::module_named_unchecked(&call.db, organization, name).await?;
    found.map(Algorithm::Brought).ok_or_else(Fault::not_found)
}

/// Whether it can be chosen for a campaign of an organisation.
pub(crate) async fn is_active(
    call: &Call,
    organization: OrganizationId,
    id: AlgorithmId,
) -> Answer<bool> {
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.is_some_and(|it| {
        it.organization_id == organization && it.state == algorithm::State::Active
    }))
}

/// Scores by the codes of their scales. Refused as rate-limited, where too many of an organisation
/// wait.
pub(crate) async fn run(
    module: &Module,
    told: String,
    document: &Document,
) -> Answer<Result<BTreeMap<String, f64>, Failure>> {
    let bytes = module.bytes.clone();
    let work = move || module::run(&bytes, told.as_bytes(), module::LIMITS);
    let answered = turns::TURNS.run(module.organization, work).await?;
    Ok(answered.and_then(|answer| form::scores(&answer, document).ok_or(Failure::WrongAnswer)))
}
