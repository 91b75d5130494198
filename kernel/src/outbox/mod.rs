//! Facts that something else follows from (a mail, later a webhook), written in the same
//! transaction as what they follow from, and worked off by the gateway's worker.

mod work;

use sea_orm::sea_query::{Expr, Query};
use uuid::Uuid;

pub use self::work::{Backlog, Claimed, GIVEN_UP, KEPT, backlog, claim, is_due, settle, sweep};

use crate::{Call, OrganizationId, Write};

/// One fact. It names ids; whoever acts on it reads what they name, with the rights of then.
#[derive(Clone, Debug)]
pub struct Fact {
    pub organization: OrganizationId,
    /// `context.what`, as the worker knows it: `feedback.given`.
    pub topic: &'static str,
    pub subject: Uuid,
}

impl Fact {
    /// The row, due at once.
    pub fn now(&self, call: &Call) -> Write {
        let now = call.clock.now();
        Query::insert()
            .into_table("outbox")
            .columns(["organization_id", "id", "topic", "subject_id", "due_at", "attempts"])
            .values_panic([
                Expr::val(self.organization.0),
                Expr::val(call.clock.id()),
                Expr::val(self.topic),
                Expr::val(self.subject),
                Expr::val(now),
                Expr::val(0_i64),
            ])
            .to_owned()
            .into()
    }
}
