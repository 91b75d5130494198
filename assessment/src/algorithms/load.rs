//! Bringing an algorithm.

use kernel::{AlgorithmId, Answer, Call, Fault, OrganizationId, audit, is_taken, text::is_line};
use sha2::{Digest, Sha256};

use super::{
    entity::algorithm::{Model, State},
    module::{self, Unfit},
    policy, repo,
    turns::TURNS,
};

const ACTION: &str = "loadAlgorithm";
/// In bytes; what is sent is a third longer, and a request has a mebibyte.
pub const LARGEST: usize = 512 * 1024;
/// In characters.
const LONGEST_NAME: usize = 200;

/// What is brought.
#[derive(Clone, Debug)]
pub struct Load {
    pub organization: OrganizationId,
    pub name: String,
    pub module: Vec<u8>,
}

kernel::problems! {
    /// Why an algorithm was not loaded.
    LoadError as LoadAlgorithmError, LoadAlgorithmErrorCode {
        /// A name has 1 to 200 characters.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// It is no base64, empty, or more than 512 KiB.
        ModuleTooLarge => ("module", "A module has at most 512 KiB, as base64."),
        /// It is no valid WebAssembly module.
        NotAModule => ("module", "This is no WebAssembly module."),
        /// A module must import nothing.
        HasImports => ("module", "A module must not import anything."),
        /// It does not export `memory`, `alloc` and `score` as is asked for, or wants more memory
        /// than it may have.
        InterfaceMissing => ("module", "A module exports memory, alloc and score, and has at most 16 MiB."),
        /// It was loaded before and is retired.
        AlgorithmRetired => ("module", "This module was loaded before and is retired."),
        /// This service runs no algorithms of organisations.
        AlgorithmsNotRun => ("module", "This service runs no algorithms of organisations."),
    }
}

/// A module that is there already is the one that is there.
pub async fn load(call: &Call, input: Load) -> Answer<Result<Model, LoadError>> {
    let place = call.viewer.place(input.organization)?;
    let may =
        if policy::may_manage(place) { place.require_licence() } else { Err(Fault::forbidden()) };
    audit::logged(call, place.organization, ACTION, may).await?;
    let name = input.name.trim();
    if !is_line(name, LONGEST_NAME) {
        return Ok(Err(LoadError::NameInvalid));
    }
    if !(1..=LARGEST).contains(&input.module.len()) {
        return Ok(Err(LoadError::ModuleTooLarge));
    }
    let hash = Sha256::digest(&input.module).to_vec();
    if let Some(there) = repo::by_hash(&call.db, place, &hash).await? {
        return Ok(again(there));
    }
    let (organization, module) = (place.organization, input.module);
    let checked = TURNS.run(organization, move || (module::check(&module), module)).await?;
    let module = match checked {
        (Ok(()), module) => module,
        (Err(unfit), _) => return Ok(Err(unfit.into())),
    };
    let row = Model {
        organization_id: organization,
        id: AlgorithmId(call.clock.id()),
        name: name.to_owned(),
        hash,
        state: State::Active,
        created_by: place.member,
        created_at: call.clock.now(),
        retired_at: None,
    };
    let mut writes = repo::loaded(&row, module);
    writes.push(audit::Entry::done(organization, ACTION, row.id).by(call));
    match call.db.write_all(writes).await {
        Ok(()) => Ok(Ok(row)),
        // By another request, a moment ago.
        Err(error) if is_taken(&error) => {
            let there = repo::by_hash(&call.db, place, &row.hash).await?;
            there.map(again).ok_or_else(|| error.into())
        }
        Err(error) => Err(error.into()),
    }
}

fn again(there: Model) -> Result<Model, LoadError> {
    match there.state {
        State::Active => Ok(there),
        State::Retired => Err(LoadError::AlgorithmRetired),
    }
}

impl From<Unfit> for LoadError {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::NotAModule => Self::NotAModule,
            Unfit::HasImports => Self::HasImports,
            Unfit::NoInterface => Self::InterfaceMissing,
            Unfit::NotRun => Self::AlgorithmsNotRun,
        }
    }
}
