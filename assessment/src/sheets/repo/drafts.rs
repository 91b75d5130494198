//! Sheets without a name, until their campaign closes: rows without a time and without an order.
//!
//! On PostgreSQL each row tells the transaction that wrote it, and lies where it was written: one
//! that is written alone would tell when its author was there. So others are written anew together
//! with it, all in mixed order; also when a ticket is drawn, and now and then. On SQLite rows lie
//! in the order of their keys, which are chance, and tell nothing else.

use kernel::{CampaignId, CampaignTicket, Db, OrganizationId, Tx};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, QueryTrait,
    Statement, Value,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::sheets::{
    desk::{Paper, Row},
    entity::{
        draft::{Column, Entity, Model},
        sheet::State,
    },
    page::Page,
    traits::Traits,
};

/// How many others are written anew with a row that comes in.
const MIXED: i64 = 32;

/// What was begun with a ticket, and is not settled yet.
#[expect(clippy::disallowed_methods, reason = "who has the ticket may read it")]
pub async fn paper_unchecked(
    db: &impl ConnectionTrait,
    ticket: &CampaignTicket,
) -> Result<Option<Paper>, DbErr> {
    let found = Entity::find_by_id((ticket.organization, ticket.code_hash())).one(db).await?;
    let Some(row) = found else { return Ok(None) };
    let page: Result<Page, _> = serde_json::from_str(&row.answers);
    let page = page.map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(Some(Paper { state: row.state, language: None, page, row: Row::Draft(row) }))
}

pub fn blank(ticket: &CampaignTicket, traits: Traits) -> Model {
    let Traits { unit, manager, seniority, job_title, kind } = traits;
    Model {
        organization_id: ticket.organization,
        code_hash: ticket.code_hash(),
        campaign_id: ticket.campaign,
        state: State::Open,
        answers: text(&Page::new()),
        unit_id: unit,
        manager_id: manager,
        seniority,
        job_title,
        kind,
    }
}

pub fn text(page: &Page) -> String {
    serde_json::to_string(page).unwrap_or_default()
}

macro_rules! columns {
    ($before:literal) => {
        concat!(
            $before,
            "organization_id, ",
            $before,
            "code_hash, ",
            $before,
            "campaign_id, ",
            $before,
            "state, ",
            $before,
            "answers, ",
            $before,
            "unit_id, ",
            $before,
            "manager_id, ",
            $before,
            "seniority, ",
            $before,
            "job_title, ",
            $before,
            "kind"
        )
    };
}

/// Those taken out and put back in mixed order. Materialized: the plan may not choose them anew
/// for each row it deletes; sorted before the first is put back, so none is there twice.
macro_rules! mixing {
    ($also:literal) => {
        concat!(
            "with mixed as materialized (select code_hash from sheet_draft where \
             organization_id = $1 and campaign_id = $2 order by random() limit $3), \
             gone as (delete from sheet_draft d using mixed where d.organization_id = $1 and \
             d.code_hash = mixed.code_hash returning ",
            columns!("d."),
            ") insert into sheet_draft (",
            columns!(""),
            ") select * from (select * from gone ",
            $also,
            ") as every order by random()"
        )
    };
}

const MIX: &str = mixing!("");
const MIX_IN: &str = mixing!(
    "union all select $1, $4::bytea, $2, $5::text, $6::text, $7::uuid, $8::uuid, $9::text, \
     $10::text, $11::text"
);

/// In the place of what stands under its code, and among others. Only under the lock.
pub async fn put(tx: &Tx, row: &Model) -> Result<(), DbErr> {
    let mut delete = Query::delete();
    delete
        .from_table(Entity)
        .and_where(Expr::col(Column::OrganizationId).eq(row.organization_id))
        .and_where(Expr::col(Column::CodeHash).eq(row.code_hash.clone()));
    tx.execute(&delete).await?;
    if tx.get_database_backend() != DbBackend::Postgres {
        let insert = Entity::insert(row.clone().into_active_model().reset_all()).into_query();
        return tx.write(insert).await.map(drop);
    }
    let row = row.clone();
    let values: [Value; 11] = [
        row.organization_id.into(),
        row.campaign_id.into(),
        MIXED.into(),
        row.code_hash.into(),
        sea_orm::ActiveEnum::to_value(&row.state).into(),
        row.answers.into(),
        row.unit_id.into(),
        row.manager_id.into(),
        row.seniority.into(),
        row.job_title.into(),
        row.kind.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, MIX_IN, values);
    tx.execute_raw(statement).await.map(drop)
}

/// So many of a campaign's in another order; all of them, if none is said. Only under the lock.
pub async fn mix(
    tx: &Tx,
    organization: OrganizationId,
    campaign: CampaignId,
    most: Option<i64>,
) -> Result<(), DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let most = most.unwrap_or(i64::MAX);
    let values: [Value; 3] = [organization.into(), campaign.into(), most.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, MIX, values);
    tx.execute_raw(statement).await.map(drop)
}

/// How many are mixed where somebody draws a ticket: so a row tells hardly ever who had drawn one
/// when it was written.
pub const MIXED_AT_DRAWING: i64 = 128;

/// Where there are any.
pub async fn campaigns_unchecked(db: &Db) -> Result<Vec<(OrganizationId, CampaignId)>, DbErr> {
    let sql = "select distinct organization_id, campaign_id from sheet_draft";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let ids = |row: &sea_orm::QueryResult| {
        Ok((row.try_get("", "organization_id")?, row.try_get("", "campaign_id")?))
    };
    rows.iter().map(ids).collect()
}
