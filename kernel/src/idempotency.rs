//! Done once, however often it is asked for.

use chrono::TimeDelta;
use sea_orm::{
    ConnectionTrait, DbErr, SqlErr,
    sea_query::{DeleteStatement, Expr, ExprTrait, Query},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Answer, Call, Clock, Code, Db, Fault, OrganizationId, Write, audit};

/// How long a key is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// A caller's name for one attempt, 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn try_new(key: String) -> Answer<Self> {
        if (1..=200).contains(&key.chars().count()) {
            return Ok(Self(key));
        }
        Err(Fault::bad_input("An idempotency key has 1 to 200 characters."))
    }
}

/// One attempt of one person at one mutation with one input.
#[derive(Clone, Debug)]
pub struct Once {
    organization: OrganizationId,
    actor: Uuid,
    key: Vec<u8>,
    input: Vec<u8>,
}

impl Once {
    /// `input` is whatever tells two inputs apart.
    pub fn new(
        call: &Call,
        organization: OrganizationId,
        mutation: &str,
        key: &IdempotencyKey,
        input: &str,
    ) -> Answer<Self> {
        let actor = call.viewer.signed()?.user.0;
        let key = Sha256::digest(format!("{mutation}\0{}", key.0)).to_vec();
        Ok(Self { organization, actor, key, input: Sha256::digest(input).to_vec() })
    }

    /// The row that makes a second attempt fail; it belongs to the writes of the first.
    pub fn claim(&self, call: &Call, results: &[Uuid]) -> Write {
        let results: Vec<u8> = results.iter().flat_map(|id| id.into_bytes()).collect();
        Query::insert()
            .into_table("idempotency")
            .columns(["organization_id", "actor_id", "key_hash", "input_hash", "results", "at"])
            .values_panic([
                Expr::val(self.organization.0),
                Expr::val(self.actor),
                Expr::val(self.key.clone()),
                Expr::val(self.input.clone()),
                Expr::val(results),
                Expr::val(call.clock.now()),
            ])
            .to_owned()
            .into()
    }

    /// Runs the writes, the claim among them. The ids of an earlier attempt come back if this
    /// is its repetition; the same key with another input is a `CONFLICT`.
    pub async fn write(
        &self,
        call: &Call,
        mut writes: Vec<Write>,
        results: &[Uuid],
    ) -> Answer<Option<Vec<Uuid>>> {
        writes.push(self.claim(call, results));
        match call.db.write_all(writes.clone()).await {
            Ok(()) => Ok(None),
            Err(error) if is_taken(&error) => match self.earlier(call).await? {
                Some(ids) => Ok(Some(ids)),
                // Taken long ago and forgotten since; what stands in the way is removed.
                None if self.forget(call).await? > 0 => {
                    call.db.write_all(writes).await?;
                    Ok(None)
                }
                None => Err(error.into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Runs the writes that make one row, once where there is a key: what an earlier attempt
    /// made, if this is its repetition.
    pub async fn make(
        once: Option<Self>,
        call: &Call,
        writes: Vec<Write>,
        made: Uuid,
    ) -> Answer<Option<Uuid>> {
        let Some(once) = once else {
            call.db.write_all(writes).await?;
            return Ok(None);
        };
        let before = once.write(call, writes, &[made]).await?;
        Ok(before.and_then(|ids| ids.first().copied()))
    }

    /// What an earlier attempt made.
    pub async fn earlier(&self, call: &Call) -> Answer<Option<Vec<Uuid>>> {
        let mut select = Query::select();
        select
            .columns(["input_hash", "results"])
            .from("idempotency")
            .and_where(Expr::col("organization_id").eq(self.organization.0))
            .and_where(Expr::col("actor_id").eq(self.actor))
            .and_where(Expr::col("key_hash").eq(self.key.clone()))
            .and_where(Expr::col("at").gt(call.clock.now() - REMEMBERED));
        let Some(row) = call.db.query_one(&select).await? else { return Ok(None) };
        if row.try_get::<Vec<u8>>("", "input_hash")? != self.input {
            let told = "This idempotency key was used with another input.";
            return Err(Fault::new(Code::Conflict, told));
        }
        let results: Vec<u8> = row.try_get("", "results")?;
        Ok(Some(results.chunks_exact(16).filter_map(|id| Uuid::from_slice(id).ok()).collect()))
    }

    /// What an earlier attempt made, though it may not be done again: a licence has ended, or a
    /// right. Whoever answers it reads it with the rights of now. Without one the refusal stands,
    /// and stands in the log.
    pub async fn made_before(
        once: Option<&Self>,
        call: &Call,
        organization: OrganizationId,
        action: &'static str,
        refusal: Fault,
    ) -> Answer<Uuid> {
        if refusal.code == Code::Forbidden
            && let Some(once) = once
            && let Some(made) = once.earlier(call).await?.and_then(|ids| ids.first().copied())
        {
            return Ok(made);
        }
        audit::logged(call, organization, action, Err(refusal)).await
    }

    /// Makes room for a claim in a transaction, where the key was used too long ago.
    pub fn outdated(&self, call: &Call) -> Write {
        self.delete(call).into()
    }

    async fn forget(&self, call: &Call) -> Result<u64, DbErr> {
        Ok(call.db.execute(&self.delete(call)).await?.rows_affected())
    }

    fn delete(&self, call: &Call) -> DeleteStatement {
        Query::delete()
            .from_table("idempotency")
            .and_where(Expr::col("organization_id").eq(self.organization.0))
            .and_where(Expr::col("actor_id").eq(self.actor))
            .and_where(Expr::col("key_hash").eq(self.key.clone()))
            .and_where(Expr::col("at").lte(call.clock.now() - REMEMBERED))
            .to_owned()
    }
}

/// Deletes the keys that are not remembered any more; how many went is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let mut delete = Query::delete();
    delete.from_table("idempotency").and_where(Expr::col("at").lte(clock.now() - REMEMBERED));
    Ok(db.execute(&delete).await?.rows_affected())
}

/// Whether a claim failed since another attempt's was faster.
pub fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
