//! What whoever holds a link is shown.

use chrono::NaiveDate;
use kernel::{Answer, Call, MembershipId};

use super::{
    By, Doorstep, Notice, Question, Standing,
    by::{Held, held},
    loader::questions_of,
    repo::{
        door::{self, Asked},
        settle,
    },
};
use crate::entity::feedback::Visibility;

/// A request, as somebody from outside is asked it.
#[derive(Clone, Debug)]
pub struct Form {
    pub standing: Standing,
    pub organization: String,
    pub requester: String,
    pub about: Option<String>,
    /// How whoever is asked is named.
    pub name: Option<String>,
    pub language: String,
    pub message: String,
    pub introduction: Option<String>,
    pub questions: Vec<Question>,
    pub competencies: Vec<Asked>,
    pub visibility: Visibility,
    pub due_on: NaiveDate,
    pub muted: bool,
    pub notice: Notice,
}

/// None, if the link opens nothing: it was revoked, never was, or is long over. Which notice
/// somebody had before them is kept when it is shown: the one of when they answer may be another.
pub async fn form(
    call: &Call,
    doorstep: &dyn Doorstep,
    link: String,
    noticed: bool,
) -> Answer<Option<Form>> {
    let Some(it) = held(call, &By::Link(link)).await? else { return Ok(None) };
    let invitation = it.invitation.clone();
    let form = filled(call, doorstep, it).await?;
    let known = invitation.notice_version.as_ref() == Some(&form.notice.version);
    if noticed && !known && form.standing == Standing::Open {
        let shown = settle::noticed(&invitation, &form.notice.version);
        call.db.write_all(vec![shown]).await?;
    }
    Ok(Some(form))
}

/// As it is for who was found to hold its link. What nobody would receive, or nobody may write
/// there now, is closed; and who takes part no more is not named.
pub async fn filled(call: &Call, doorstep: &dyn Doorstep, it: Held) -> Answer<Form> {
    let standing = it.standing(call);
    let Held { invitation, request } = it;
    let candidate = door::candidate_unchecked(&call.db, &request).await?;
    let reader = request.about_id.or(candidate.as_ref().map(|it| it.responsible_id));
    let members = [Some(request.requester_id), reader].into_iter().flatten().collect();
    let house = doorstep.house_unchecked(call, request.organization_id, members).await?;
    let active = |id: MembershipId| house.resident(id).filter(|it| it.active);
    let named = |id| active(id).map(|it| it.name.clone());
    let received = house.writable && reader.is_some_and(|id| active(id).is_some());
    let standing = match standing {
        Standing::Open if !received => Standing::Closed,
        standing => standing,
    };
    let mut competencies = door::competencies_unchecked(&call.db, &request).await?;
    competencies.retain(|it| !it.archived);
    let template = door::template_unchecked(&call.db, &request).await?;
    let language = invitation.language.unwrap_or_else(|| "en".to_owned());
    Ok(Form {
        standing,
        requester: named(request.requester_id).unwrap_or_default(),
        about: request.about_id.and_then(named).or(candidate.map(|it| it.name)),
        name: invitation.external_name,
        notice: doorstep.notice(&language, &house.name),
        language,
        introduction: template.map(|it| it.introduction).filter(|it| !it.is_empty()),
        questions: questions_of(
            door::questions_unchecked(&call.db, &request).await?,
            &door::choices_unchecked(&call.db, &request).await?,
        ),
        competencies,
        message: request.message,
        visibility: request.visibility,
        due_on: request.due_on,
        muted: invitation.muted,
        organization: house.name,
    })
}
