//! Who did what to what, written in the transaction of what was done: no entry, no effect.

use std::fmt;

use sea_orm::sea_query::{Expr, InsertStatement, Query};
use uuid::Uuid;

use crate::{Answer, Call, Code, NodeId, OrganizationId, Place, Write};

/// The organisation of the service itself: its operators are its members, and what belongs to
/// no other organisation (a stranger's failed sign-in, say) is recorded in it.
pub const PLATFORM: OrganizationId = OrganizationId(Uuid::nil());

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused,
}

/// One line of the audit log. It names ids and never holds content, a token or a password.
#[derive(Clone, Debug)]
pub struct Entry {
    pub organization: OrganizationId,
    /// What was done, in the words of the API: `giveFeedback`.
    pub action: &'static str,
    pub subject: Option<NodeId>,
    pub outcome: Outcome,
    /// How many acts it stands for, where they are counted and not listed.
    pub counted: Option<i64>,
}

impl Entry {
    pub fn done(
        organization: OrganizationId,
        action: &'static str,
        subject: impl Into<NodeId>,
    ) -> Self {
        let subject = Some(subject.into());
        Self { organization, action, subject, outcome: Outcome::Done, counted: None }
    }

    pub fn refused(organization: OrganizationId, action: &'static str) -> Self {
        Self { organization, action, subject: None, outcome: Outcome::Refused, counted: None }
    }

    /// So many acts of whom nobody knows, as one entry.
    pub fn counted(organization: OrganizationId, action: &'static str, acts: i64) -> Self {
        let counted = Some(acts);
        Self { organization, action, subject: None, outcome: Outcome::Done, counted }
    }

    /// The row, by the caller as actor.
    pub fn by(&self, call: &Call) -> Write {
        self.insert(call, actor(call), None).into()
    }

    /// The same, by nobody: whoever holds a link acts as that alone, also while signed in.
    pub fn by_nobody(&self, call: &Call) -> Write {
        self.insert(call, None, None).into()
    }

    /// As [`Self::by`], with the reason that was asked for: what the actor wrote about the act,
    /// and no content.
    pub fn by_because(&self, call: &Call, reason: &str) -> Write {
        self.insert(call, actor(call), Some(reason)).into()
    }

    fn insert(&self, call: &Call, actor: Option<Uuid>, reason: Option<&str>) -> InsertStatement {
        let origin = &call.origin;
        Query::insert()
            .into_table("audit_entry")
            .columns([
                "organization_id",
                "id",
                "at",
                "actor_id",
                "action",
                "subject_kind",
                "subject_id",
                "outcome",
                "address",
                "request_id",
                "reason",
                "counted",
            ])
            .values_panic([
                Expr::val(self.organization.0),
                Expr::val(call.clock.id()),
                Expr::val(call.clock.now()),
                Expr::val(actor),
                Expr::val(self.action),
                Expr::val(self.subject.map(NodeId::noun)),
                Expr::val(self.subject.map(NodeId::uuid)),
                Expr::val(self.outcome.to_string()),
                Expr::val(origin.address.map(|address| address.to_string())),
                Expr::val(origin.request.as_str()),
                Expr::val(reason),
                Expr::val(self.counted),
            ])
            .to_owned()
    }
}

fn actor(call: &Call) -> Option<Uuid> {
    call.viewer.user().map(|user| user.0)
}

/// Whether something may be done, as it is answered: a refusal stands in the organisation's log
/// before it is told. What does not exist for the caller is no refusal.
pub async fn logged<T: Send>(
    call: &Call,
    organization: OrganizationId,
    action: &'static str,
    may: Answer<T>,
) -> Answer<T> {
    if may.as_ref().is_err_and(|fault| fault.code == Code::Forbidden) {
        call.db.write_all(vec![Entry::refused(organization, action).by(call)]).await?;
    }
    may
}

/// Whether something may be written in an organisation now: its licence is in force.
pub async fn licensed(
    call: &Call,
    organization: OrganizationId,
    action: &'static str,
) -> Answer<()> {
    let may = call.viewer.place(organization).and_then(Place::require_licence);
    logged(call, organization, action, may).await
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done => "done",
            Self::Refused => "refused",
        })
    }
}
