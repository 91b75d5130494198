//! The pool: rows that wait, sealed, without a time and without an order.
//!
//! On PostgreSQL each row tells the transaction that wrote it, and lies where it was written; on
//! SQLite rows lie in the order of their keys, which are chance, but within a page their bytes
//! lie in the order of their writing. A row that comes in alone would tell when it came. So
//! others are written anew together with it, all in mixed order; and what waits is mixed now and
//! then.

use kernel::{Answer, Call, Clock, OrganizationId, Secret};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    Statement, Value, sea_query::Query,
};
use serde_json::{Value as Json, json};

use super::lock;
use crate::anonymous::{
    entity::{
        pooled::{Column, Entity, Model as Pooled},
        waiting::{Kind, Model},
    },
    seal::{label, seal},
};

/// How many others are written anew with a row that comes in.
const MIXED: i64 = 256;
/// Materialized: the plan may not choose them anew for each row it deletes.
const TAKE_SOME_OF_POSTGRES: &str = "with mixed as materialized (select label, position \
    from anonymous_waiting where organization_id = $1 order by random() limit $2) \
    delete from anonymous_waiting w using mixed where w.organization_id = $1 \
    and w.label = mixed.label and w.position = mixed.position returning w.*";
const TAKE_SOME_OF_SQLITE: &str = "delete from anonymous_waiting where organization_id = $1 \
    and (label, position) in (select label, position from anonymous_waiting \
    where organization_id = $1 order by random() limit $2) returning *";

/// One more row, among others. Whether its code has one is asked before, under the lock: a key
/// that is refused stands in the database's log, with the label and the time.
pub async fn put(tx: &impl ConnectionTrait, call: &Call, row: &Model) -> Answer<()> {
    let organization = row.organization_id;
    lock(tx, organization).await?;
    let mut rows = take_some(tx, organization).await?;
    rows.push(seal(&call.secret, &call.clock, row));
    Ok(write(tx, &call.clock, organization, rows).await?)
}

/// What waits is written anew, in another order.
pub async fn mix(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organization: OrganizationId,
) -> Answer<()> {
    lock(tx, organization).await?;
    let rows = take_all(tx, organization).await?;
    Ok(write(tx, clock, organization, rows).await?)
}

/// The text under a code is taken out; none, if none waits.
pub async fn take_text(
    tx: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Answer<Option<Model>> {
    take(tx, secret, organization, (code_hash, 0), Kind::Feedback).await
}

/// A reply under a code is taken out; none, if it does not wait.
pub async fn take_reply(
    tx: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
    position: i64,
) -> Answer<Option<Model>> {
    take(tx, secret, organization, (code_hash, position), Kind::Reply).await
}

async fn take(
    tx: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    (code_hash, position): (&[u8], i64),
    kind: Kind,
) -> Answer<Option<Model>> {
    lock(tx, organization).await?;
    let found = super::waiting_at(tx, secret, organization, code_hash, position).await?;
    let Some(row) = found.filter(|row| row.kind == kind) else { return Ok(None) };
    let mut delete = Query::delete();
    delete
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::Label.eq(label(secret, organization, code_hash, row.position)))
        .and_where(Column::Position.eq(row.position));
    tx.execute(&delete).await?;
    Ok(Some(row))
}

/// What follows the text under a code, replies and their withdrawals, is taken out.
pub async fn take_following(
    tx: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Answer<()> {
    lock(tx, organization).await?;
    let mut delete = Query::delete();
    delete
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::Label.eq(label(secret, organization, code_hash, 1)))
        .and_where(Column::Position.ne(0));
    Ok(tx.execute(&delete).await.map(drop)?)
}

/// Whether nothing waits.
#[expect(clippy::disallowed_methods, reason = "the delivery reads for nobody")]
pub async fn is_empty(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<bool, DbErr> {
    let some = Entity::find().filter(Column::OrganizationId.eq(organization)).one(tx).await?;
    Ok(some.is_none())
}

/// Everything that waits is taken out.
#[expect(clippy::disallowed_methods, reason = "the delivery reads for nobody")]
pub async fn take_all(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Pooled>, DbErr> {
    let rows = Entity::find().filter(Column::OrganizationId.eq(organization)).all(tx).await?;
    let mut delete = Query::delete();
    delete.from_table(Entity).and_where(Column::OrganizationId.eq(organization));
    tx.execute(&delete).await?;
    Ok(rows)
}

async fn take_some(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Pooled>, DbErr> {
    let backend = tx.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => TAKE_SOME_OF_POSTGRES,
        _ => TAKE_SOME_OF_SQLITE,
    };
    let values: [Value; 2] = [organization.into(), MIXED.into()];
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    rows.iter().map(|row| Pooled::from_query_result(row, "")).collect()
}

/// In mixed order, by one statement whose text is always the same.
pub async fn write(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organization: OrganizationId,
    mut rows: Vec<Pooled>,
) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    clock.shuffle(&mut rows);
    let rows: Vec<Json> = rows.iter().map(cells).collect();
    let sql = match tx.get_database_backend() {
        DbBackend::Postgres => INTO_POSTGRES,
        _ => INTO_SQLITE,
    };
    let values: [Value; 2] = [organization.into(), Json::from(rows).to_string().into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    tx.execute_raw(statement).await.map(drop)
}

const INTO_POSTGRES: &str = "insert into anonymous_waiting \
    (organization_id, label, position, sealed) \
    select $1, decode(it->>0, 'hex'), (it->>1)::bigint, decode(it->>2, 'hex') \
    from json_array_elements($2::json) it";
const INTO_SQLITE: &str = "insert into anonymous_waiting \
    (organization_id, label, position, sealed) \
    select $1, unhex(it.value->>0), it.value->>1, unhex(it.value->>2) \
    from json_each($2) it where true";

/// Everything but the organisation.
fn cells(row: &Pooled) -> Json {
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    json!([digits(&row.label), row.position, digits(&row.sealed)])
}
