//! What a candidate is shown behind their link, and their consent, by the same.

use chrono::NaiveDate;
use kernel::{Answer, Call, Token, audit};

use super::{
    Standing,
    entity::candidate::Model,
    repo::{self, write},
};
use crate::requests::{Doorstep, Notice};

const ACTION: &str = "giveCandidateConsent";

/// What is kept of them, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Form {
    pub standing: Standing,
    pub organization: String,
    /// Who is responsible for them; nobody, if they take no part any more.
    pub responsible: Option<String>,
    pub name: String,
    pub role: String,
    pub language: String,
    pub expires_on: NaiveDate,
    pub notice: Notice,
}

kernel::problems! {
    /// Why no consent was given.
    ConsentError as GiveCandidateConsentError, GiveCandidateConsentErrorCode {
        /// It was never one, or they are erased.
        NoSuchLink => ("link", "This link opens nothing."),
        /// The last day is over.
        Over => ("link", "The last day for this is over."),
        /// It is another by now: read it again.
        NoticeChanged => ("noticeVersion", "The notice has changed: read it again."),
    }
}

/// None, if the link opens nothing.
pub async fn form(call: &Call, doorstep: &dyn Doorstep, link: &str) -> Answer<Option<Form>> {
    match held(call, link).await? {
        Some(row) => filled(call, doorstep, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The candidate who holds a link; a link that was never one is like one that is over.
pub async fn held(call: &Call, link: &str) -> Answer<Option<Model>> {
    let hash = Token::parse(link).map(|token| token.hash()).unwrap_or_default();
    Ok(repo::by_link_unchecked(&call.db, hash).await?)
}

async fn filled(call: &Call, doorstep: &dyn Doorstep, row: &Model) -> Answer<Form> {
    let members = vec![row.responsible_id];
    let house = doorstep.house_unchecked(call, row.organization_id, members).await?;
    let responsible = house.resident(row.responsible_id).filter(|it| it.active);
    Ok(Form {
        standing: Standing::of(row, call.clock.now()),
        responsible: responsible.map(|it| it.name.clone()),
        name: row.name.clone(),
        role: row.role.clone(),
        language: row.language.clone(),
        expires_on: row.expires_on,
        notice: doorstep.candidate_notice(&row.language, &house.name),
        organization: house.name,
    })
}

/// In bytes; no notice has a longer one.
const LONGEST_VERSION: usize = 64;

/// To the notice they had before them. Done again, it changes nothing. It needs no licence.
pub async fn consent(
    call: &Call,
    doorstep: &dyn Doorstep,
    link: &str,
    version: &str,
) -> Answer<Result<Form, ConsentError>> {
    if version.len() > LONGEST_VERSION {
        return Ok(Err(ConsentError::NoticeChanged));
    }
    let Some(mut row) = held(call, link).await? else { return Ok(Err(ConsentError::NoSuchLink)) };
    let form = filled(call, doorstep, &row).await?;
    match form.standing {
        Standing::Over => return Ok(Err(ConsentError::Over)),
        Standing::Consented => return Ok(Ok(form)),
        Standing::Asked => {}
    }
    if form.notice.version != version {
        return Ok(Err(ConsentError::NoticeChanged));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::consented(&row, now, version)).await? == 0 {
        // By another request, a moment ago; or they were erased.
        tx.rollback().await?;
        return match held(call, link).await? {
            Some(row) => filled(call, doorstep, &row).await.map(Ok),
            None => Ok(Err(ConsentError::NoSuchLink)),
        };
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by_nobody(call)).await?;
    tx.commit().await?;
    row.consented_at = Some(now);
    filled(call, doorstep, &row).await.map(Ok)
}
