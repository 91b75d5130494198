//! The pool: rows that wait, without a time and without an order.
//!
//! On PostgreSQL each row tells the transaction that wrote it, and lies where it was written: a
//! row that comes in alone would tell when it came. So others are written anew together with it,
//! all in mixed order; and what waits is mixed now and then. On SQLite rows lie in the order of
//! their keys, which are chance, and tell nothing else.

use kernel::{Clock, OrganizationId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    Statement, Value, sea_query::Query,
};
use serde_json::{Value as Json, json};

use super::lock;
use crate::anonymous::entity::waiting::{Column, Entity, Kind, Model};

/// How many others are written anew with a row that comes in.
const MIXED: i64 = 256;
/// Materialized: the plan may not choose them anew for each row it deletes.
const TAKE_SOME: &str = "with mixed as materialized (select code_hash, position \
    from anonymous_waiting where organization_id = $1 order by random() limit $2) \
    delete from anonymous_waiting w using mixed where w.organization_id = $1 \
    and w.code_hash = mixed.code_hash and w.position = mixed.position returning w.*";

/// One more row, among others. Whether its code has one is asked before, under the lock: a key
/// that is refused stands in the database's log, with the hash and the time.
pub async fn put(tx: &impl ConnectionTrait, clock: &Clock, row: Model) -> Result<(), DbErr> {
    let organization = row.organization_id;
    lock(tx, organization).await?;
    let mut rows = take_some(tx, organization).await?;
    rows.push(row);
    write(tx, clock, organization, rows).await
}

/// What waits is written anew, in another order.
pub async fn mix(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organization: OrganizationId,
) -> Result<(), DbErr> {
    lock(tx, organization).await?;
    let rows = take_all(tx, organization).await?;
    write(tx, clock, organization, rows).await
}

/// The text under a code is taken out; none, if none waits.
pub async fn take_text(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<Option<Model>, DbErr> {
    take(tx, organization, (code_hash, 0), Kind::Feedback).await
}

/// A reply under a code is taken out; none, if it does not wait.
pub async fn take_reply(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    code_hash: &[u8],
    position: i64,
) -> Result<Option<Model>, DbErr> {
    take(tx, organization, (code_hash, position), Kind::Reply).await
}

async fn take(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    (code_hash, position): (&[u8], i64),
    kind: Kind,
) -> Result<Option<Model>, DbErr> {
    lock(tx, organization).await?;
    let found = super::waiting_at(tx, organization, code_hash, position).await?;
    let Some(row) = found.filter(|row| row.kind == kind) else { return Ok(None) };
    let mut delete = Query::delete();
    delete
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::CodeHash.eq(code_hash.to_vec()))
        .and_where(Column::Position.eq(row.position));
    tx.execute(&delete).await?;
    Ok(Some(row))
}

/// What follows the text under a code, replies and their withdrawals, is taken out.
pub async fn take_following(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<(), DbErr> {
    lock(tx, organization).await?;
    let mut delete = Query::delete();
    delete
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::CodeHash.eq(code_hash.to_vec()))
        .and_where(Column::Position.ne(0));
    tx.execute(&delete).await.map(drop)
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
) -> Result<Vec<Model>, DbErr> {
    let rows = Entity::find().filter(Column::OrganizationId.eq(organization)).all(tx).await?;
    let mut delete = Query::delete();
    delete.from_table(Entity).and_where(Column::OrganizationId.eq(organization));
    tx.execute(&delete).await?;
    Ok(rows)
}

async fn take_some(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Model>, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(vec![]);
    }
    let values: [Value; 2] = [organization.into(), MIXED.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, TAKE_SOME, values);
    let rows = tx.query_all_raw(statement).await?;
    rows.iter().map(|row| Model::from_query_result(row, "")).collect()
}

/// In mixed order, by one statement whose text is always the same.
pub async fn write(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    organization: OrganizationId,
    mut rows: Vec<Model>,
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

macro_rules! into_pool {
    ($rest:literal) => {
        concat!(
            "insert into anonymous_waiting (organization_id, code_hash, position, kind, month, \
             crowd, promise, text, feedback_kind, visibility, recipients, group_id, unit_id, marks, \
             reply_id) ",
            $rest
        )
    };
}

const INTO_POSTGRES: &str = into_pool!(
    "select $1, decode(it->>0, 'hex'), (it->>1)::bigint, it->>2, (it->>3)::date, (it->>4)::bigint, \
     (it->>5)::bigint, it->>6, it->>7, it->>8, it->>9, (it->>10)::uuid, (it->>11)::uuid, it->>12, \
     (it->>13)::uuid from json_array_elements($2::json) it"
);
const INTO_SQLITE: &str = into_pool!(
    "select $1, unhex(it.value->>0), it.value->>1, it.value->>2, it.value->>3, it.value->>4, \
     it.value->>5, it.value->>6, it.value->>7, it.value->>8, it.value->>9, unhex(it.value->>10), \
     unhex(it.value->>11), it.value->>12, unhex(it.value->>13) from json_each($2) it where true"
);

/// Everything but the organisation.
fn cells(row: &Model) -> Json {
    use sea_orm::ActiveEnum;
    let id = |id: uuid::Uuid| id.simple().to_string();
    let hash: String = row.code_hash.iter().map(|byte| format!("{byte:02x}")).collect();
    json!([
        hash,
        row.position,
        row.kind.to_value(),
        row.month.to_string(),
        row.crowd,
        row.promise,
        row.text,
        row.feedback_kind.map(|it| it.to_value()),
        row.visibility.map(|it| it.to_value()),
        row.recipients,
        row.group_id.map(|it| id(it.0)),
        row.unit_id.map(|it| id(it.0)),
        row.marks,
        row.reply_id.map(|it| id(it.0)),
    ])
}
