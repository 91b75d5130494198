//! What is said without a name, as it stands in the pool.

use kernel::{CompetencyId, GroupId, MembershipId, Month, TicketCode, UnitId};
use uuid::Uuid;

use super::entity::waiting;
use crate::{
    content::Mark,
    entity::feedback::{Kind, Visibility},
};

/// A text with what belongs to it. Recipients and marks are in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub kind: Kind,
    pub visibility: Visibility,
    pub text: String,
    pub recipients: Vec<MembershipId>,
    pub group: Option<GroupId>,
    pub unit: Option<UnitId>,
    pub marks: Vec<Mark>,
}

impl Content {
    /// None, if the row holds no text of a feedback.
    pub fn of(row: &waiting::Model) -> Option<Self> {
        Some(Self {
            kind: row.feedback_kind?,
            visibility: row.visibility?,
            text: row.text.clone()?,
            recipients: members(row.recipients.as_deref()?)?,
            group: row.group_id,
            unit: row.unit_id,
            marks: marks(row.marks.as_deref()?)?,
        })
    }

    /// The same, in a row that says what else there is to say; ids stand in it as hexadecimal
    /// text.
    pub fn onto(&self, row: waiting::Model) -> waiting::Model {
        let recipients: Vec<String> =
            self.recipients.iter().map(|it| it.0.simple().to_string()).collect();
        let marks: Vec<(String, i64)> =
            self.marks.iter().map(|it| (it.competency.0.simple().to_string(), it.mark)).collect();
        waiting::Model {
            text: Some(self.text.clone()),
            feedback_kind: Some(self.kind),
            visibility: Some(self.visibility),
            recipients: Some(serde_json::json!(recipients).to_string()),
            group_id: self.group,
            unit_id: self.unit,
            marks: Some(serde_json::json!(marks).to_string()),
            ..row
        }
    }

    /// Whether it is the same that was said before: to the same people, or to the same group or
    /// unit, whoever is in it by now.
    pub fn is_again(&self, before: &Self) -> bool {
        let apart = |it: &Self| Self {
            recipients: if it.group.is_some() || it.unit.is_some() {
                vec![]
            } else {
                it.recipients.clone()
            },
            ..it.clone()
        };
        apart(self) == apart(before)
    }
}

/// A row that says nothing yet, and waits for nobody.
pub fn blank(code: &TicketCode, kind: waiting::Kind, month: Month, promise: i64) -> waiting::Model {
    waiting::Model {
        organization_id: code.organization,
        code_hash: code.hash(),
        position: 0,
        kind,
        month: month.first(),
        crowd: 0,
        promise,
        text: None,
        feedback_kind: None,
        visibility: None,
        recipients: None,
        group_id: None,
        unit_id: None,
        marks: None,
        reply_id: None,
    }
}

fn members(text: &str) -> Option<Vec<MembershipId>> {
    let ids: Vec<String> = serde_json::from_str(text).ok()?;
    ids.iter().map(|id| Uuid::try_parse(id).ok().map(MembershipId)).collect()
}

fn marks(text: &str) -> Option<Vec<Mark>> {
    let marks: Vec<(String, i64)> = serde_json::from_str(text).ok()?;
    let mark = |(id, mark): &(String, i64)| {
        let competency = CompetencyId(Uuid::try_parse(id).ok()?);
        Some(Mark { competency, mark: *mark })
    };
    marks.iter().map(mark).collect()
}
