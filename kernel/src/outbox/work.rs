//! Working the outbox off: whoever works on a row holds a claim on it for a while, and what
//! becomes of the row is written only as long as the claim is theirs.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, FromQueryResult, Statement, Value,
    sea_query::{Expr, ExprTrait, OnConflict, Query, UpdateStatement},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Clock, Db, OrganizationId, Write};

/// How many rows are written by one statement, which takes a bounded number of values.
const AT_ONCE: usize = 1_000;

/// How long a row that was done is kept, so that people find out what became of it.
pub const KEPT: TimeDelta = TimeDelta::days(7);
/// How long one that was given up is kept.
pub const GIVEN_UP: TimeDelta = TimeDelta::days(90);

/// A row in the hands of one worker.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Claimed {
    organization_id: OrganizationId,
    pub id: Uuid,
    pub topic: String,
    #[sea_orm(from_alias = "subject_id")]
    pub subject: Uuid,
    #[sea_orm(from_alias = "recipient_id")]
    pub recipient: Option<Uuid>,
    /// How often it was claimed, this time included.
    pub attempts: i64,
    #[sea_orm(from_alias = "claimed_until")]
    until: DateTime<Utc>,
}

/// How much is to be done, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Backlog {
    /// Rows that are neither done nor given up.
    pub waiting: i64,
    /// Those of them that were tried and failed.
    pub failing: i64,
    /// When the first of them is, or was, due.
    pub first_due: Option<DateTime<Utc>>,
}

/// The rows that are due and that nobody works on, at most so many, longest due first.
const CLAIM: &str = "update outbox set claimed_until = $3, attempts = attempts + 1 from due \
     where outbox.organization_id = due.organization_id and outbox.id = due.id \
     returning outbox.organization_id, outbox.id, topic, subject_id, recipient_id, attempts, \
     claimed_until";
const DUE: &str = "select organization_id, id from outbox where done_at is null \
     and due_at <= $1 and (claimed_until is null or claimed_until <= $1) \
     order by due_at limit $2";

/// Takes rows for so long. No two callers, of whatever process, hold the same row at once.
pub async fn claim(
    db: &Db,
    clock: &Clock,
    hold: TimeDelta,
    most: u32,
) -> Result<Vec<Claimed>, DbErr> {
    let now = clock.now();
    let values: [Value; 3] = [now.into(), i64::from(most).into(), (now + hold).into()];
    let backend = db.get_database_backend();
    let rows = match db {
        // Materialized: the plan may not choose the rows anew for each row it updates.
        Db::Postgres(lanes) => {
            let sql = format!("with due as materialized ({DUE} for update skip locked) {CLAIM}");
            lanes.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?
        }
        // Writers queue: nobody sees these rows between the choice and the claim.
        Db::Sqlite { write, .. } => {
            let sql = format!("with due as materialized ({DUE}) {CLAIM}");
            write.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?
        }
    };
    rows.iter().map(|row| Claimed::from_query_result(row, "")).collect()
}

/// Whether there is anything to claim; a read, which holds nobody up.
pub async fn is_due(db: &Db, clock: &Clock) -> Result<bool, DbErr> {
    let values: [Value; 2] = [clock.now().into(), 1_i64.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), DUE, values);
    Ok(db.query_one_raw(statement).await?.is_some())
}

impl Claimed {
    pub fn organization(&self) -> OrganizationId {
        self.organization_id
    }

    /// What followed from it, has followed. False, if the claim was over.
    pub async fn done(&self, db: &Db, clock: &Clock) -> Result<bool, DbErr> {
        let mut update = self.update();
        update.value("done_at", clock.now()).value("last_error", Option::<String>::None);
        self.finish(db, &mut update).await
    }

    /// To be tried again after a while. The words tell of the cause, never of people.
    pub async fn put_off(&self, db: &Db, until: DateTime<Utc>, words: &str) -> Result<bool, DbErr> {
        let mut update = self.update();
        update.value("due_at", until).value("last_error", words);
        self.finish(db, &mut update).await
    }

    /// Nobody tries it any more; the row stays with its last error.
    pub async fn give_up(&self, db: &Db, clock: &Clock, words: &str) -> Result<bool, DbErr> {
        let mut update = self.update();
        update.value("done_at", clock.now()).value("last_error", words);
        self.finish(db, &mut update).await
    }

    /// As if it had not been claimed: for a worker that must stop.
    pub async fn release(&self, db: &Db) -> Result<bool, DbErr> {
        let mut update = self.update();
        update.value("attempts", Expr::val(self.attempts - 1));
        self.finish(db, &mut update).await
    }

    /// One row for each recipient in place of this one, as many by one statement as one takes.
    /// A second time, also after a claim that was over or where it ended between two statements,
    /// makes no further rows: their ids follow from what they are for.
    pub async fn spread(
        &self,
        db: &Db,
        clock: &Clock,
        topic: &str,
        recipients: impl IntoIterator<Item = Uuid>,
    ) -> Result<(), DbErr> {
        let recipients: Vec<_> = recipients.into_iter().collect();
        let mut update = self.update();
        update.value("done_at", clock.now()).value("last_error", Option::<String>::None);
        let mut chunks = recipients.chunks(AT_ONCE).peekable();
        while let Some(chunk) = chunks.next() {
            let mut writes = vec![self.parts(topic, chunk, clock.now())];
            if chunks.peek().is_none() {
                writes.push(update.clone().into());
            }
            db.write_all(writes).await?;
        }
        if recipients.is_empty() {
            db.write_all(vec![update.into()]).await?;
        }
        Ok(())
    }

    fn parts(&self, topic: &str, recipients: &[Uuid], now: DateTime<Utc>) -> Write {
        let mut insert = Query::insert();
        insert.into_table("outbox").columns([
            "organization_id",
            "id",
            "topic",
            "subject_id",
            "recipient_id",
            "due_at",
            "attempts",
        ]);
        for recipient in recipients {
            insert.values_panic([
                Expr::val(self.organization_id.0),
                Expr::val(self.part(*recipient)),
                Expr::val(topic),
                Expr::val(self.subject),
                Expr::val(*recipient),
                Expr::val(now),
                Expr::val(0_i64),
            ]);
        }
        insert.on_conflict(OnConflict::columns(["organization_id", "id"]).do_nothing().to_owned());
        insert.into()
    }

    /// The id of one recipient's row.
    fn part(&self, recipient: Uuid) -> Uuid {
        let digest = Sha256::new().chain_update(self.id).chain_update(recipient).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    fn update(&self) -> UpdateStatement {
        let mut update = Query::update();
        update
            .table("outbox")
            .value("claimed_until", Option::<DateTime<Utc>>::None)
            .and_where(Expr::col("organization_id").eq(self.organization_id.0))
            .and_where(Expr::col("id").eq(self.id))
            .and_where(Expr::col("claimed_until").eq(self.until))
            .and_where(Expr::col("done_at").is_null());
        update
    }

    async fn finish(&self, db: &Db, update: &mut UpdateStatement) -> Result<bool, DbErr> {
        Ok(db.execute(update).await?.rows_affected() == 1)
    }
}

/// Counts what is to be done.
pub async fn backlog(db: &Db) -> Result<Backlog, DbErr> {
    let sql = "select count(*) as waiting, count(last_error) as failing, \
         min(due_at) as first_due from outbox where done_at is null";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(Backlog::default()), |row| Backlog::from_query_result(&row, ""))
}

/// Takes everything that is due for done, without doing it: what a demonstration's people did
/// in the past has had its mails.
pub async fn settle(db: &Db, clock: &Clock) -> Result<u64, DbErr> {
    let sql = "update outbox set done_at = $1 where done_at is null and due_at <= $1";
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [clock.now().into()]);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// Deletes what was done or given up long ago; how many rows went is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Result<u64, DbErr> {
    let now = clock.now();
    let sql = "delete from outbox where done_at < $1 and (last_error is null or done_at < $2)";
    let values: [Value; 2] = [(now - KEPT).into(), (now - GIVEN_UP).into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}
