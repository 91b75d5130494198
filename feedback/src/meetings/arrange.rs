//! Arranging to meet, or noting that one met.

use chrono::{DateTime, SubsecRound, Utc};
use kernel::{Answer, Call, IdempotencyKey, MeetingId, MembershipId, Once, Place, Viewer, audit};
use sea_orm::ConnectionTrait;

use super::{
    content::{ContentProblem, Point, check},
    entity::meeting::{Kind, Model, State},
    policy,
    repo::write,
};
use crate::Colleagues;

#[derive(Clone, Debug)]
pub struct Arrange {
    pub with: MembershipId,
    pub kind: Kind,
    pub starts_at: DateTime<Utc>,
    pub state: State,
    pub topic: String,
    pub shared_notes: String,
    pub points: Vec<Point>,
}

kernel::problems! {
    /// Why no meeting was arranged.
    ArrangeError as ArrangeMeetingError, ArrangeMeetingErrorCode {
        /// They do not exist for you, or take no part at present.
        NoSuchMember => ("with", "There is no such member."),
        /// Neither of you leads or coaches the other, or it is a session and neither coaches.
        NotTogether => ("with", "One meets who leads or coaches one, or whom one leads or coaches."),
        /// The topic has more than 200 characters or more than one line.
        TopicInvalid => ("topic", "A topic has at most 200 characters on one line."),
        /// It lies in another year than 1000 to 9999.
        StartInvalid => ("startsAt", "A meeting starts in the years 1000 to 9999."),
        /// They have more than 20,000 characters, or a null character.
        NotesTooLong => ("sharedNotes", "Notes have at most 20,000 characters."),
        /// A point is not 1 to 500 characters on one line, or has an odd day.
        PointInvalid => ("points", "A point has 1 to 500 characters on one line."),
        /// There are more than 50.
        TooManyPoints => ("points", "A meeting has at most 50 points."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Arranged {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(MeetingId),
}

pub async fn arrange(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Arrange,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Arranged, Vec<ArrangeError>>> {
    call.viewer.signed()?;
    let home = colleagues.home_of(input.with).and_then(|home| call.viewer.within(home));
    let once = match (key, home) {
        (Some(key), Some(place)) => {
            let input = format!("{input:?}");
            Some(Once::new(call, place.organization, "arrangeMeeting", &key, &input)?)
        }
        _ => None,
    };
    let (place, person, host) = match accept(&call.viewer, colleagues, &input) {
        Ok(accepted) => accepted,
        Err(problems) => {
            // What was done once stays done, though it could not be done again.
            let before = match &once {
                Some(once) => once.earlier(call).await?,
                None => None,
            };
            let before = before.and_then(|ids| ids.first().copied());
            return Ok(before.map(|id| Arranged::Before(MeetingId(id))).ok_or(problems));
        }
    };
    if let Err(refusal) = place.require_licence() {
        let of = place.organization;
        let made = Once::made_before(once.as_ref(), call, of, "arrangeMeeting", refusal).await?;
        return Ok(Ok(Arranged::Before(MeetingId(made))));
    }
    let points = input.points.clone();
    let row = compose(call, place, person, host, input);
    let mut writes = write::arranged(call.db.get_database_backend(), &row, &points);
    writes.push(audit::Entry::done(row.organization_id, "arrangeMeeting", row.id).by(call));
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Arranged::Now(row), |id| Arranged::Before(MeetingId(id)))))
}

/// The rules; no database in sight. Where, and who of the two is the person and who the host.
fn accept<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    input: &Arrange,
) -> Result<(&'a Place, MembershipId, MembershipId), Vec<ArrangeError>> {
    let notes = Some(&*input.shared_notes);
    let problems = check(Some(&input.topic), Some(input.starts_at), notes, Some(&input.points));
    let mut problems: Vec<_> = problems.into_iter().map(ArrangeError::from).collect();
    match sides(viewer, colleagues, input) {
        Ok(sides) if problems.is_empty() => Ok(sides),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.insert(0, problem);
            Err(problems)
        }
    }
}

fn sides<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    input: &Arrange,
) -> Result<(&'a Place, MembershipId, MembershipId), ArrangeError> {
    let other = input.with;
    let home = colleagues.organization_of(other).filter(|_| colleagues.is_active(other));
    let place = home.and_then(|home| viewer.within(home)).ok_or(ArrangeError::NoSuchMember)?;
    if policy::hosts(place, other, input.kind) {
        return Ok((place, other, place.member));
    }
    let led = input.kind == Kind::CheckIn && colleagues.manager_of(place.member) == Some(other);
    if led || colleagues.is_coached_by(other) {
        return Ok((place, place.member, other));
    }
    Err(ArrangeError::NotTogether)
}

fn compose(
    call: &Call,
    place: &Place,
    person: MembershipId,
    host: MembershipId,
    input: Arrange,
) -> Model {
    let now = call.clock.now();
    Model {
        organization_id: place.organization,
        id: MeetingId(call.clock.id()),
        kind: input.kind,
        person_id: person,
        host_id: host,
        // As both databases keep it.
        starts_at: input.starts_at.trunc_subsecs(6),
        state: input.state,
        topic: input.topic,
        shared_notes: input.shared_notes,
        host_notes: String::new(),
        person_notes: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

impl From<ContentProblem> for ArrangeError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Topic => Self::TopicInvalid,
            ContentProblem::Start => Self::StartInvalid,
            ContentProblem::Notes => Self::NotesTooLong,
            ContentProblem::Point => Self::PointInvalid,
            ContentProblem::TooManyPoints => Self::TooManyPoints,
        }
    }
}
