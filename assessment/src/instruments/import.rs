//! Bringing an instrument: one's own document, or one that ships with the product.

use kernel::{Answer, Call, IdempotencyKey, InstrumentId, Once, OrganizationId, audit};

use super::{Made, draft, flaw::Flaw, repo::write, require_manager, shipped, sound};

#[derive(Clone, Debug)]
pub struct Import {
    pub organization: OrganizationId,
    pub from: What,
}

/// What is brought.
#[derive(Clone, Debug)]
pub enum What {
    /// The text of a document.
    Document(String),
    /// The code of one that ships.
    Shipped(String),
}

/// Why nothing was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub error: ImportError,
    pub flaws: Vec<Flaw>,
}

const ACTION: &str = "importInstrument";

kernel::problems! {
    /// Why an instrument was not imported.
    ImportError as ImportInstrumentError, ImportInstrumentErrorCode {
        /// The document has flaws; they stand beside this.
        DocumentFlawed => ("source.document", "The document has flaws."),
        /// None of this code ships with the product.
        NoSuchInstrument => ("source.shipped", "No instrument of this code ships."),
    }
}

/// It becomes a draft, whatever it was elsewhere.
pub async fn import(
    call: &Call,
    input: Import,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Made, Refused>> {
    let (place, organization) = (call.viewer.place(input.organization)?, input.organization);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(Made::Before(InstrumentId(made))));
    }
    let flawed = |flaws| Refused { error: ImportError::DocumentFlawed, flaws };
    let none = || Refused { error: ImportError::NoSuchInstrument, flaws: vec![] };
    let read = match &input.from {
        What::Document(text) => sound(text).map_err(flawed),
        What::Shipped(code) => match shipped().iter().find(|it| it.document.code == *code) {
            Some(it) => Ok(it.document.clone()),
            None => Err(none()),
        },
    };
    let document = match read {
        Ok(document) => document,
        Err(refused) => return Ok(Err(refused)),
    };
    let draft = draft(call, organization, None, document);
    let mut writes = write::created(&draft);
    writes.push(audit::Entry::done(organization, ACTION, draft.row.id).by(call));
    let before = Once::make(once, call, writes, draft.row.id.0).await?;
    let now = || Made::Now(Box::new(draft));
    Ok(Ok(before.map_or_else(now, |id| Made::Before(InstrumentId(id)))))
}
