//! Asking for feedback.

mod asked;
mod subject;

use chrono::NaiveDate;
use kernel::{
    Answer, Call, CandidateId, CompetencyId, EmailAddress, FeedbackRequestId, FeedbackTemplateId,
    GroupId, IdempotencyKey, Locale, MembershipId, Once, Place, audit, outbox,
};
use sea_orm::ConnectionTrait;

use self::{
    asked::{asked, invitations},
    subject::{candidate, subject},
};
use super::{
    content::{MOST_COMPETENCIES, USUAL_DAYS, is_due, is_message, is_name},
    entity::request::Model,
    repo::{self, invitations::externals_since, write},
};
use crate::{
    Colleagues, candidates::entity::candidate::Model as Candidate, entity::feedback::Visibility,
};

const ACTION: &str = "requestFeedback";
/// How many members one request asks.
pub const MOST_ASKED: usize = 250;
/// How many people from outside one request asks.
pub const MOST_EXTERNALS: usize = 20;
/// How many people from outside one member asks within a day.
pub const MOST_EXTERNALS_A_DAY: usize = 100;

#[derive(Clone, Debug)]
pub struct Ask {
    pub about: About,
    /// Members who are asked.
    pub members: Vec<MembershipId>,
    /// A group whose members of now are asked.
    pub group: Option<GroupId>,
    pub externals: Vec<External>,
    pub template: Option<FeedbackTemplateId>,
    pub competencies: Vec<CompetencyId>,
    pub message: String,
    pub visibility: Visibility,
    pub due_on: Option<NaiveDate>,
}

/// What feedback is asked about: a closed set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Member(MembershipId),
    Candidate(CandidateId),
}

/// Somebody who belongs to no organisation here, and need not have an account.
#[derive(Clone, Debug)]
pub struct External {
    pub name: String,
    pub address: EmailAddress,
    /// In which they are written to.
    pub language: Option<Locale>,
}

kernel::problems! {
    /// Why no feedback was asked for.
    AskError as RequestFeedbackError, RequestFeedbackErrorCode {
        /// They do not exist for you, or you are not responsible for them.
        NoSuchCandidate => ("about", "There is no such candidate."),
        /// They have not consented, or their last day is over.
        NotConsented => ("about", "Nothing is written about a candidate without their consent."),
        /// What is written about a candidate is read by whoever is responsible and those who
        /// administer them.
        TooWide => ("visibility", "About a candidate only those read who are responsible."),
        /// Whom it is about does not exist for you, or takes no part at present.
        NoSuchMember => ("about", "There is no such member."),
        /// You neither are, lead nor administer them.
        NotYours => ("about", "One asks about oneself, a report, or somebody in one's scope."),
        /// One of them does not exist for you, belongs to another organisation, or takes no part
        /// at present.
        NoSuchColleague => ("asked.members", "There is no such colleague."),
        /// It does not exist for you.
        NoSuchGroup => ("asked.group", "There is no such group."),
        /// Nobody was named but you and whom it is about.
        NobodyAsked => ("asked", "Nobody would be asked."),
        /// There are more than 250.
        TooManyAsked => ("asked", "A request asks at most 250 members."),
        /// A name is not 1 to 200 characters on one line, or two have the same address.
        ExternalInvalid => ("asked.externals", "Each has a name of 1 to 200 characters and an address of their own."),
        /// There are more than 20, or more than 100 within a day.
        TooManyExternals => ("asked.externals", "Ask at most 20 people from outside at once, and 100 in a day."),
        /// It does not exist here, or is retired.
        NoSuchTemplate => ("template", "There is no such template."),
        /// It does not exist here, or is archived.
        NoSuchCompetency => ("competencies", "There is no such competency."),
        /// There are more than 30, those of the template included.
        TooManyCompetencies => ("competencies", "Ask for marks in at most 30 competencies."),
        /// It has more than 2,000 characters, or a null character.
        MessageTooLong => ("message", "A message has at most 2,000 characters."),
        /// It lies before today, or more than 180 days away.
        DueInvalid => ("dueOn", "It is due between today and 180 days from now."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Asked {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(FeedbackRequestId),
}

pub async fn ask(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Ask,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Asked, Vec<AskError>>> {
    call.viewer.signed()?;
    let candidate = candidate(call, input.about).await?;
    let home = match input.about {
        About::Member(about) => colleagues.home_of(about),
        About::Candidate(_) => candidate.as_ref().map(|row| row.organization_id),
    };
    let home = home.and_then(|home| call.viewer.within(home));
    let once = match (key, home) {
        (Some(key), Some(place)) => {
            Some(Once::new(call, place.organization, ACTION, &key, &format!("{input:?}"))?)
        }
        _ => None,
    };
    let (place, problems) = check(call, colleagues, candidate.as_ref(), &input);
    let Some(place) = place.filter(|_| problems.is_empty()) else {
        return before(call, once.as_ref(), problems).await;
    };
    if let Err(refusal) = place.require_licence() {
        let of = place.organization;
        let made = Once::made_before(once.as_ref(), call, of, ACTION, refusal).await?;
        return Ok(Ok(Asked::Before(FeedbackRequestId(made))));
    }
    let (competencies, problems) = wanted(call, place, &input).await?;
    if !problems.is_empty() {
        return before(call, once.as_ref(), problems).await;
    }
    // It was found in order.
    let Ok(members) = asked(place, colleagues, &input) else {
        return before(call, once.as_ref(), vec![AskError::NobodyAsked]).await;
    };
    let externals = input.externals.clone();
    let row = compose(call, place, input);
    let invited = invitations(call, &row, &members, externals);
    let backend = call.db.get_database_backend();
    let mut writes = write::requested(backend, &row, &competencies, &invited);
    let of = row.organization_id;
    let fact = outbox::Fact { organization: of, topic: "feedback.asked", subject: row.id.0 };
    writes.push(fact.now(call));
    writes.push(audit::Entry::done(of, ACTION, row.id).by(call));
    let earlier = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(earlier.map_or(Asked::Now(row), |id| Asked::Before(FeedbackRequestId(id)))))
}

/// What was done once stays done, though it could not be done again.
async fn before(
    call: &Call,
    once: Option<&Once>,
    problems: Vec<AskError>,
) -> Answer<Result<Asked, Vec<AskError>>> {
    let ids = match once {
        Some(once) => once.earlier(call).await?,
        None => None,
    };
    let id = ids.and_then(|ids| ids.first().copied());
    Ok(id.map(|id| Asked::Before(FeedbackRequestId(id))).ok_or(problems))
}

/// The rules that need no database, and where it is asked. Everything wrong is told at once.
fn check<'a>(
    call: &'a Call,
    colleagues: &dyn Colleagues,
    candidate: Option<&Candidate>,
    input: &Ask,
) -> (Option<&'a Place>, Vec<AskError>) {
    let mut problems = vec![];
    let now = call.clock.now();
    let today = now.date_naive();
    let place = match subject(&call.viewer, colleagues, (input.about, candidate), now) {
        Ok(place) => Some(place),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    problems.extend(place.and_then(|place| asked(place, colleagues, input).err()));
    let mut addresses: Vec<_> =
        input.externals.iter().map(|it| it.address.as_str().to_lowercase()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let named = input.externals.iter().all(|it| is_name(&it.name));
    let narrow = candidate.is_none() || input.visibility == Visibility::Recipient;
    let wrong = [
        (narrow, AskError::TooWide),
        (named && addresses.len() == input.externals.len(), AskError::ExternalInvalid),
        (input.externals.len() <= MOST_EXTERNALS, AskError::TooManyExternals),
        (is_message(&input.message), AskError::MessageTooLong),
        (input.due_on.is_none_or(|due| is_due(due, today)), AskError::DueInvalid),
    ];
    problems.extend(wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem));
    (place, problems)
}

/// What marks are asked for: by the request and by its template; and what the database knows
/// against it.
async fn wanted(
    call: &Call,
    place: &Place,
    input: &Ask,
) -> Answer<(Vec<CompetencyId>, Vec<AskError>)> {
    let mut problems = vec![];
    let mut competencies = input.competencies.clone();
    if let Some(id) = input.template {
        let found = repo::templates::by_id(&call.db, &call.viewer, id).await?;
        let fits = found.is_some_and(|row| {
            row.organization_id == place.organization && row.retired_at.is_none()
        });
        if fits {
            let asked = repo::parts::questions_unchecked(&call.db, &call.viewer, vec![id]).await?;
            competencies.extend(asked.into_iter().filter_map(|it| it.competency_id));
        } else {
            problems.push(AskError::NoSuchTemplate);
        }
    }
    competencies.sort_unstable();
    competencies.dedup();
    if competencies.len() > MOST_COMPETENCIES {
        problems.push(AskError::TooManyCompetencies);
    } else if !are_competencies(call, place, &competencies).await? {
        problems.push(AskError::NoSuchCompetency);
    }
    if !input.externals.is_empty() {
        let since = call.clock.now() - chrono::TimeDelta::days(1);
        let before = externals_since(&call.db, place, since).await?;
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        if before.saturating_add(input.externals.len()) > MOST_EXTERNALS_A_DAY {
            problems.push(AskError::TooManyExternals);
        }
    }
    Ok((competencies, problems))
}

/// None is all of them.
pub(crate) async fn are_competencies(
    call: &Call,
    place: &Place,
    ids: &[CompetencyId],
) -> Answer<bool> {
    if ids.is_empty() {
        return Ok(true);
    }
    let found = crate::repo::competency::by_ids(&call.db, &call.viewer, ids.to_vec()).await?;
    let fits = found.iter().filter(|it| it.organization_id == place.organization && !it.archived);
    Ok(fits.count() == ids.len())
}

fn compose(call: &Call, place: &Place, input: Ask) -> Model {
    let now = call.clock.now();
    let (about, candidate) = match input.about {
        About::Member(member) => (Some(member), None),
        About::Candidate(candidate) => (None, Some(candidate)),
    };
    Model {
        organization_id: place.organization,
        id: FeedbackRequestId(call.clock.id()),
        requester_id: place.member,
        about_id: about,
        candidate_id: candidate,
        template_id: input.template,
        message: input.message,
        visibility: input.visibility,
        due_on: input.due_on.unwrap_or_else(|| now.date_naive() + USUAL_DAYS),
        created_at: now,
        closed_at: None,
    }
}
