use async_graphql::{Context, SimpleObject};
use kernel::{Answer, Call, Date, Locale, Markdown};

use super::candidate::CandidateState;
use crate::{
    candidates::form::{Form, form},
    requests::Doorstep,
};

/// What is kept of a candidate, for whoever holds their link.
pub async fn candidate_form(
    ctx: &Context<'_>,
    doorstep: &dyn Doorstep,
    link: &str,
) -> Answer<Option<CandidateForm>> {
    Ok(form(Call::of(ctx), doorstep, link).await?.map(CandidateForm::from))
}

/// What is kept of a candidate, and what becomes of it, as they are asked for their consent.
#[derive(SimpleObject)]
pub struct CandidateForm {
    /// How it stands: nothing is written about you before you consent.
    state: CandidateState,
    /// The organisation's name.
    organization_name: String,
    /// The name of who is responsible for you there; null, if they take no part any more.
    responsible_name: Option<String>,
    /// How you are named.
    your_name: String,
    /// What you apply for.
    role: String,
    /// In which you are written to.
    language: Locale,
    /// The last day on which you are kept, if you consent; then all is erased.
    expires_on: Date,
    /// What you consent to.
    privacy_notice: CandidatePrivacyNotice,
}

/// What a candidate is told of what becomes of them.
#[derive(SimpleObject)]
struct CandidatePrivacyNotice {
    /// Which version; it is kept with the consent.
    version: String,
    /// In the language they are written to.
    text: Markdown,
}

impl From<Form> for CandidateForm {
    fn from(it: Form) -> Self {
        Self {
            state: it.standing.into(),
            organization_name: it.organization,
            responsible_name: it.responsible,
            your_name: it.name,
            role: it.role,
            language: Locale::kept(it.language),
            expires_on: Date(it.expires_on),
            privacy_notice: CandidatePrivacyNotice {
                version: it.notice.version,
                text: Markdown::kept(it.notice.text),
            },
        }
    }
}
