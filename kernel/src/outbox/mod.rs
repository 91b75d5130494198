//! Facts that something else follows from (a mail, later a webhook), written in the same
//! transaction as what they follow from, and worked off by the gateway's worker.

mod work;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, InsertStatement, OnConflict, Query};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use self::work::{Backlog, Claimed, GIVEN_UP, KEPT, backlog, claim, is_due, settle, sweep};

use crate::{Call, Clock, OrganizationId, Write};

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
        self.row(call.clock.id(), call.clock.now()).into()
    }

    /// The same, once a day however often it is written; the day is that of UTC.
    pub fn daily(&self, clock: &Clock) -> Write {
        let now = clock.now();
        let day = now.date_naive().to_string();
        self.once(&[self.subject.as_bytes(), day.as_bytes()], now)
    }

    /// The row, due at once, of which there is one however often it is written: `what` tells it
    /// from others of its topic. Touches nothing if there is one.
    pub fn once(&self, what: &[&[u8]], now: DateTime<Utc>) -> Write {
        let mut digest = Sha256::new().chain_update(self.topic).chain_update(self.organization.0);
        for part in what {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        let mut id = [0; 16];
        id.copy_from_slice(&digest.finalize()[..16]);
        let mut insert = self.row(uuid::Builder::from_custom_bytes(id).into_uuid(), now);
        insert.on_conflict(OnConflict::columns(["organization_id", "id"]).do_nothing().to_owned());
        insert.into()
    }

    fn row(&self, id: Uuid, due: DateTime<Utc>) -> InsertStatement {
        Query::insert()
            .into_table("outbox")
            .columns(["organization_id", "id", "topic", "subject_id", "due_at", "attempts"])
            .values_panic([
                Expr::val(self.organization.0),
                Expr::val(id),
                Expr::val(self.topic),
                Expr::val(self.subject),
                Expr::val(due),
                Expr::val(0_i64),
            ])
            .to_owned()
    }
}
