//! The feedback that an answer is.

use std::sync::Arc;

use kernel::{Call, FeedbackId, MembershipId, OrganizationId};

use crate::{
    content::Mark,
    entity::{
        feedback::{self, Kind, Visibility},
        recipient,
    },
    give::{Written, marked},
    repo::Row,
};

/// Feedback before it has an id.
pub struct Draft {
    pub organization: OrganizationId,
    /// Nobody, where somebody from outside writes.
    pub author: Option<MembershipId>,
    /// Each with their manager of now, in the order of their ids.
    pub recipients: Vec<(MembershipId, Option<MembershipId>)>,
    pub kind: Kind,
    pub visibility: Visibility,
    pub text: String,
    pub marks: Vec<Mark>,
}

pub fn compose(call: &Call, draft: Draft) -> Written {
    let (organization_id, id) = (draft.organization, FeedbackId(call.clock.id()));
    let to: Vec<_> = draft.recipients.iter().map(|(recipient, _)| *recipient).collect();
    let row = feedback::Model {
        organization_id,
        id,
        author_id: draft.author,
        kind: draft.kind,
        text: draft.text,
        visibility: draft.visibility,
        group_id: None,
        unit_id: None,
        sole_recipient_id: match to[..] {
            [sole] => Some(sole),
            _ => None,
        },
        created_at: call.clock.now(),
        version: 1,
        anonymous: false,
        edited_at: None,
        withdrawn_at: None,
        moderation: None,
    };
    let recipients = draft.recipients.iter().map(|(recipient_id, manager_id)| recipient::Model {
        organization_id,
        feedback_id: id,
        recipient_id: *recipient_id,
        manager_id: *manager_id,
        acknowledged_at: None,
        several: to.len() > 1,
    });
    let recipients = recipients.collect();
    let mut marks: Vec<_> = marked(&row, &draft.marks).collect();
    marks.sort_unstable_by_key(|it| it.competency_id);
    Written { recipients, marks, row: Arc::new(Row::new(row, &to)) }
}
