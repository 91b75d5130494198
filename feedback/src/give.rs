//! Giving feedback to one or several members, to a group or to a unit.

mod recipients;

use std::sync::Arc;

use kernel::{
    Answer, Call, FeedbackId, GroupId, IdempotencyKey, MembershipId, Once, Place, UnitId, Viewer,
    Write, audit, outbox,
};
use sea_orm::{ConnectionTrait, DbErr, SqlErr};

use self::recipients::{place_of, recipients};
use crate::{
    Colleagues,
    content::{self, Mark, MarksProblem, TextProblem},
    entity::{
        feedback::{self, Kind, Visibility},
        mark, recipient,
    },
    repo::{Row, write},
};

const ACTION: &str = "giveFeedback";
/// How many members one piece of feedback can be given to.
pub const MOST_RECIPIENTS: usize = 250;

#[derive(Clone, Debug)]
pub struct Give {
    pub to: To,
    pub kind: Kind,
    pub visibility: Visibility,
    pub text: String,
    pub marks: Vec<Mark>,
}

/// Whom it is given to. Of a group or a unit, those who are in it now.
#[derive(Clone, Debug)]
pub enum To {
    Members(Vec<MembershipId>),
    Group(GroupId),
    Unit(UnitId),
}

kernel::problems! {
    /// Why feedback was not given.
    GiveError as GiveFeedbackError, GiveFeedbackErrorCode {
        /// The text says nothing.
        Empty => ("text", "Say something."),
        /// The text has more than 10,000 characters.
        TooLong => ("text", "Say it in 10,000 characters or fewer."),
        /// One of them does not exist for you, belongs to another organisation than the
        /// others, or takes no part at present.
        NoSuchRecipient => ("recipient", "There is no such recipient."),
        /// You are the only one it would be given to.
        ToYourself => ("recipient", "Feedback is for somebody else."),
        /// Nobody was named, or nobody is in the group or unit.
        NobodyToReceive => ("recipient", "Nobody would receive it."),
        /// There are more than 250 recipients.
        TooManyRecipients => ("recipient", "Feedback has at most 250 recipients."),
        /// An evaluation needs marks.
        MarksMissing => ("marks", "An evaluation has at least one mark."),
        /// Only an evaluation has marks.
        MarksNotWanted => ("marks", "Only an evaluation has marks."),
        /// A mark is from 1 to 5.
        MarkOutOfRange => ("marks", "A mark is from 1 to 5."),
        /// A competency was marked more than once.
        CompetencyTwice => ("marks", "Mark each competency once."),
        /// A competency does not exist in this organisation, or is archived.
        NoSuchCompetency => ("marks", "There is no such competency."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Given {
    Now(Written),
    /// By an earlier attempt with the same key; to be read with the rights of now.
    Before(FeedbackId),
}

/// What was written, for whoever reads it back.
#[derive(Clone, Debug)]
pub struct Written {
    pub row: Arc<Row>,
    pub recipients: Vec<recipient::Model>,
    pub marks: Vec<mark::Model>,
}

/// Writes the feedback with all that follows from it, or nothing. Refused outright without
/// sign-in, and where the licence is not in force.
pub async fn give(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Give,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Given, Vec<GiveError>>> {
    call.viewer.signed()?;
    let once = match (key, place_of(&call.viewer, colleagues, &input.to)) {
        (Some(key), Some(place)) => {
            let input = format!("{input:?}");
            Some(Once::new(call, place.organization, ACTION, &key, &input)?)
        }
        _ => None,
    };
    let problems = match accept(&call.viewer, colleagues, &input) {
        Ok((place, recipients)) => {
            if let Err(refusal) = place.require_licence() {
                let (of, once) = (place.organization, once.as_ref());
                let made = Once::made_before(once, call, of, ACTION, refusal).await?;
                return Ok(Ok(Given::Before(FeedbackId(made))));
            }
            let written = compose(call, colleagues, place, &recipients, input);
            match store(call, &written, once.as_ref()).await? {
                Ok(None) => return Ok(Ok(Given::Now(written))),
                Ok(Some(before)) => return Ok(Ok(Given::Before(before))),
                Err(problem) => vec![problem],
            }
        }
        Err(problems) => problems,
    };
    // What was done once stays done, though it could not be done again: a recipient left.
    match &once {
        Some(once) => Ok(earlier(once.earlier(call).await?).map(Given::Before).ok_or(problems)),
        None => Ok(Err(problems)),
    }
}

/// The rules; no database in sight. Everything wrong is told at once.
fn accept<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    input: &Give,
) -> Result<(&'a Place, Vec<MembershipId>), Vec<GiveError>> {
    let recipients = recipients(viewer, colleagues, &input.to);
    let text = content::check_text(&input.text).map_err(GiveError::from);
    let marks = content::check_marks(input.kind, &input.marks).map_err(GiveError::from);
    match (recipients, text, marks) {
        (Ok(recipients), Ok(()), Ok(())) => Ok(recipients),
        (recipients, text, marks) => {
            Err([recipients.err(), text.err(), marks.err()].into_iter().flatten().collect())
        }
    }
}

fn compose(
    call: &Call,
    colleagues: &dyn Colleagues,
    place: &Place,
    recipients: &[MembershipId],
    input: Give,
) -> Written {
    let (organization_id, id) = (place.organization, FeedbackId(call.clock.id()));
    let (group_id, unit_id) = match input.to {
        To::Members(_) => (None, None),
        To::Group(group) => (Some(group), None),
        To::Unit(unit) => (None, Some(unit)),
    };
    let row = feedback::Model {
        organization_id,
        id,
        author_id: Some(place.member),
        kind: input.kind,
        text: input.text,
        visibility: input.visibility,
        group_id,
        unit_id,
        sole_recipient_id: match recipients {
            [sole] => Some(*sole),
            _ => None,
        },
        created_at: call.clock.now(),
        version: 1,
        edited_at: None,
        withdrawn_at: None,
        moderation: None,
        anonymous: false,
    };
    let received = recipients.iter().map(|recipient| recipient::Model {
        organization_id,
        feedback_id: id,
        recipient_id: *recipient,
        manager_id: colleagues.manager_of(*recipient),
        acknowledged_at: None,
        several: recipients.len() > 1,
    });
    let mut marks: Vec<_> = marked(&row, &input.marks).collect();
    marks.sort_unstable_by_key(|it| it.competency_id);
    Written { recipients: received.collect(), marks, row: Arc::new(Row::new(row, recipients)) }
}

pub fn marked(row: &feedback::Model, marks: &[Mark]) -> impl Iterator<Item = mark::Model> {
    marks.iter().map(|it| mark::Model {
        organization_id: row.organization_id,
        feedback_id: row.id,
        competency_id: it.competency,
        mark: it.mark,
    })
}

/// The id of an earlier attempt, if there was one.
async fn store(
    call: &Call,
    written: &Written,
    once: Option<&Once>,
) -> Answer<Result<Option<FeedbackId>, GiveError>> {
    let row = &written.row.feedback;
    let backend = call.db.get_database_backend();
    let mut writes = write::given(backend, row, &written.recipients, &written.marks);
    let fact = outbox::Fact {
        organization: row.organization_id,
        topic: "feedback.given",
        subject: row.id.0,
    };
    writes.push(fact.now(call));
    writes.push(audit::Entry::done(row.organization_id, ACTION, row.id).by(call));
    let results = [row.id.0];
    let claimed: Vec<Write> = once.map(|once| once.claim(call, &results)).into_iter().collect();
    match call.db.write_all([writes.clone(), claimed].concat()).await {
        Ok(()) => Ok(Ok(None)),
        Err(error) if write::is_no_competency(&error) => Ok(Err(GiveError::NoSuchCompetency)),
        Err(error) => match once {
            Some(once) if is_taken(&error) => {
                Ok(Ok(earlier(once.write(call, writes, &results).await?)))
            }
            _ => Err(error.into()),
        },
    }
}

fn earlier(ids: Option<Vec<uuid::Uuid>>) -> Option<FeedbackId> {
    ids?.first().copied().map(FeedbackId)
}

fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

impl From<TextProblem> for GiveError {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::Empty,
            TextProblem::TooLong => Self::TooLong,
        }
    }
}

impl From<MarksProblem> for GiveError {
    fn from(problem: MarksProblem) -> Self {
        match problem {
            MarksProblem::Missing => Self::MarksMissing,
            MarksProblem::NotWanted => Self::MarksNotWanted,
            MarksProblem::OutOfRange => Self::MarkOutOfRange,
            MarksProblem::Twice => Self::CompetencyTwice,
        }
    }
}
