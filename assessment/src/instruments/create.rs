//! Beginning an instrument.

use kernel::{Answer, Call, IdempotencyKey, InstrumentId, Locale, Once, OrganizationId, audit};

use super::{
    Made, check,
    document::{Document, FORMAT, Texts},
    draft,
    flaw::Wrong,
    repo::write,
    require_manager,
};

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub code: String,
    pub language: Locale,
    /// In this language.
    pub name: String,
}

const ACTION: &str = "createInstrument";

kernel::problems! {
    /// Why an instrument was not begun.
    CreateError as CreateInstrumentError, CreateInstrumentErrorCode {
        /// The code is not 1 to 64 letters, digits, dots, hyphens and underscores.
        CodeInvalid => ("code", "A code has 1 to 64 letters, digits, dots, hyphens and underscores."),
        /// The name says nothing or has more than 5,000 characters.
        NameInvalid => ("name", "A name has 1 to 5,000 characters."),
    }
}

pub async fn create(
    call: &Call,
    input: Create,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Made, Vec<CreateError>>> {
    let (place, organization) = (call.viewer.place(input.organization)?, input.organization);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(Made::Before(InstrumentId(made))));
    }
    let document = empty(input);
    let problem = |wrong| match wrong {
        Wrong::CodeInvalid => CreateError::CodeInvalid,
        _ => CreateError::NameInvalid,
    };
    let problems: Vec<_> = check(&document).into_iter().map(|it| problem(it.wrong)).collect();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let draft = draft(call, organization, None, document);
    let mut writes = write::created(&draft);
    writes.push(audit::Entry::done(organization, ACTION, draft.row.id).by(call));
    let before = Once::make(once, call, writes, draft.row.id.0).await?;
    let now = || Made::Now(Box::new(draft));
    Ok(Ok(before.map_or_else(now, |id| Made::Before(InstrumentId(id)))))
}

fn empty(input: Create) -> Document {
    Document {
        format: FORMAT.to_owned(),
        code: input.code,
        name: Texts::in_one(input.language.as_str(), &input.name),
        language: input.language.into_string(),
        description: Texts::default(),
        purpose: Texts::default(),
        legal_basis: None,
        minutes: None,
        debrief: false,
        source: None,
        limits: Texts::default(),
        labels: vec![],
        sections: vec![],
        scales: vec![],
        groups: vec![],
        roles: vec![],
        engagement: None,
    }
}
