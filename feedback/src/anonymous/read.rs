//! What stands under a code.

use chrono::NaiveDate;
use kernel::{Answer, Call, FeedbackId};

use super::{
    Bearer, Content,
    entity::{
        thread::{self, State as Became},
        waiting::{self, Kind as Waits},
    },
    repo,
};
use crate::{
    content::Mark,
    entity::{feedback, mark, recipient},
};

/// How far something is that was written without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Delivered,
    /// It was delivered, and is withdrawn with the next delivery.
    WithdrawalWaiting,
    Withdrawn,
    /// Its month ended, and too few could have written it.
    TooFew,
}

/// What its author is told of it.
#[derive(Clone, Debug)]
pub struct Standing {
    pub state: State,
    /// None, if it is gone.
    pub content: Option<Content>,
    /// The day it was delivered.
    pub day: Option<NaiveDate>,
    pub feedback: Option<FeedbackId>,
    /// As it was promised; none once it no longer waits.
    pub crowd: Option<i64>,
    pub promise: i64,
    /// A moderator hid it: its author and the moderators read it.
    pub hidden: bool,
}

/// None, if nothing was written with this ticket, or under this code.
pub async fn read(call: &Call, bearer: &Bearer) -> Answer<Option<Standing>> {
    let code = bearer.holder.code();
    let (organization, hash) = (code.organization, code.hash());
    // In this order: what is delivered in between is found in the second place.
    let waits = repo::waiting(&call.db, &call.secret, organization, &hash).await?;
    if let Some(row) = waits.as_ref().filter(|row| row.kind == Waits::Feedback) {
        return Ok(Some(of_waiting(row)));
    }
    let Some(row) = repo::thread(&call.db, organization, &hash).await? else {
        return Ok(waits.as_ref().map(of_withdrawn));
    };
    let found = match row.feedback_id {
        Some(id) => repo::delivered_unchecked(&call.db, organization, id).await?,
        None => None,
    };
    Ok(Some(of_thread(&row, waits.is_some(), found)))
}

fn of_waiting(row: &waiting::Model) -> Standing {
    Standing {
        state: State::Waiting,
        content: Content::of(row),
        day: None,
        feedback: None,
        crowd: Some(row.crowd),
        promise: row.promise,
        hidden: false,
    }
}

/// It was taken back before it was delivered.
fn of_withdrawn(row: &waiting::Model) -> Standing {
    Standing { state: State::Withdrawn, content: None, crowd: None, ..of_waiting(row) }
}

type Found = (feedback::Model, Vec<recipient::Model>, Vec<mark::Model>);

fn of_thread(row: &thread::Model, withdrawal_waits: bool, found: Option<Found>) -> Standing {
    let state = match row.state {
        Became::Delivered if withdrawal_waits => State::WithdrawalWaiting,
        Became::Delivered => State::Delivered,
        Became::Withdrawn => State::Withdrawn,
        Became::TooFew => State::TooFew,
    };
    let hidden =
        found.as_ref().is_some_and(|(it, ..)| it.moderation == Some(feedback::Moderation::Hidden));
    let day = found.as_ref().map(|(it, ..)| it.created_at.date_naive());
    Standing {
        state,
        // What was withdrawn says nothing any more.
        content: found.filter(|_| state != State::Withdrawn).map(content),
        day,
        feedback: row.feedback_id,
        crowd: None,
        promise: row.promise,
        hidden,
    }
}

fn content((row, recipients, marks): Found) -> Content {
    let mut recipients: Vec<_> = recipients.into_iter().map(|it| it.recipient_id).collect();
    recipients.sort_unstable();
    let mark = |it: mark::Model| Mark { competency: it.competency_id, mark: it.mark };
    let mut marks: Vec<_> = marks.into_iter().map(mark).collect();
    marks.sort_unstable_by_key(|it| it.competency);
    Content {
        kind: row.kind,
        visibility: row.visibility,
        text: row.text,
        recipients,
        group: row.group_id,
        unit: row.unit_id,
        marks,
    }
}
