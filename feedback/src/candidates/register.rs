//! Taking a candidate in: a mail asks them for their consent, and nothing is written about them
//! before they give it.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, CandidateId, EmailAddress, Fault, IdempotencyKey, Locale, MembershipId, Once,
    OrganizationId, Place, Role, Scope, audit, outbox,
};

use super::{
    content::{ContentProblem, check},
    entity::candidate::Model,
    letter::ASKED,
    link, policy,
    repo::write,
};
use crate::Colleagues;

const ACTION: &str = "registerCandidate";

#[derive(Clone, Debug)]
pub struct Register {
    pub organization: OrganizationId,
    pub name: String,
    pub address: EmailAddress,
    /// In which they are written to.
    pub language: Option<Locale>,
    pub role: String,
    pub responsible: MembershipId,
    pub expires_on: NaiveDate,
}

kernel::problems! {
    /// Why no candidate was taken in.
    RegisterError as RegisterCandidateError, RegisterCandidateErrorCode {
        /// The name is not 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// What they apply for is not 1 to 200 characters on one line.
        RoleInvalid => ("role", "What they apply for has 1 to 200 characters on one line."),
        /// They do not exist for you here, take no part at present, or are not in your scope.
        NoSuchMember => ("responsible", "There is no such member."),
        /// It lies before tomorrow, or more than two years away.
        ExpiryInvalid => ("expiresOn", "They are kept until a day between tomorrow and two years from now."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Registered {
    Now(Box<Model>),
    /// By an earlier attempt with the same key.
    Before(CandidateId),
}

pub async fn register(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Register,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Registered, Vec<RegisterError>>> {
    let (place, of) = (call.viewer.place(input.organization)?, input.organization);
    audit::logged(call, of, ACTION, may_register(place)).await?;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, of, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = place.require_licence() {
        let made = Once::made_before(once.as_ref(), call, of, ACTION, refusal).await?;
        return Ok(Ok(Registered::Before(CandidateId(made))));
    }
    let today = call.clock.now().date_naive();
    let problems = check(&input.name, &input.role, input.expires_on, today);
    let mut problems: Vec<_> = problems.into_iter().map(RegisterError::from).collect();
    let responsible = input.responsible;
    let here = colleagues.organization_of(responsible) == Some(of)
        && colleagues.is_active(responsible)
        && policy::may_register(place, responsible);
    if !here {
        problems.push(RegisterError::NoSuchMember);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let row = compose(call, input);
    let fact = outbox::Fact { organization: of, topic: ASKED, subject: row.id.0 };
    let entry = audit::Entry::done(of, ACTION, row.id).by(call);
    let writes = vec![write::registered(&row), fact.now(call), entry];
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Registered::Now(row.into()), |id| Registered::Before(CandidateId(id)))))
}

fn may_register(place: &Place) -> Answer<()> {
    if place.roles.has(Role::Administrator) && place.scope != Scope::Nobody {
        return Ok(());
    }
    Err(Fault::forbidden())
}

fn compose(call: &Call, input: Register) -> Model {
    let link = call.clock.random_id();
    let language = input.language.as_ref().unwrap_or(&call.origin.locale);
    Model {
        organization_id: input.organization,
        id: CandidateId(call.clock.id()),
        language: language.as_str().to_owned(),
        name: input.name,
        address: input.address.into_string(),
        role: input.role,
        responsible_id: input.responsible,
        asked_at: call.clock.now(),
        consented_at: None,
        notice_version: None,
        expires_on: input.expires_on,
        link_id: link,
        link_hash: link::token(&call.secret, link).hash(),
    }
}

impl From<ContentProblem> for RegisterError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Name => Self::NameInvalid,
            ContentProblem::Role => Self::RoleInvalid,
            ContentProblem::Expiry => Self::ExpiryInvalid,
        }
    }
}
