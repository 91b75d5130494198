//! What a close makes of sheets. All of it is of the close's transaction.

use chrono::NaiveDate;
use kernel::{CampaignId, OrganizationId, Tx, hex, uuids};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value, prelude::Uuid};
use serde_json::json;

use crate::{campaigns::campaign, sheets::traits::Traits};

/// How many sheets are written anew by one statement.
pub const AT_ONCE: usize = 250;

/// The campaign, for statements that begin with it.
fn of(campaign: &campaign::Model) -> [Value; 2] {
    [campaign.organization_id.into(), campaign.id.into()]
}

async fn run(tx: &Tx, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, DbErr> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

async fn number(tx: &Tx, sql: &str, campaign: &campaign::Model) -> Result<i64, DbErr> {
    let backend = tx.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, of(campaign));
    let row = tx.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "n"))
}

/// How many acts there were on sheets, beginning them not counted: that has entries of its own.
pub async fn acts(tx: &Tx, campaign: &campaign::Model) -> Result<i64, DbErr> {
    let sql = "select cast(coalesce(sum(version - 1), 0) as bigint) as n from sheet \
               where organization_id = $1 and campaign_id = $2";
    number(tx, sql, campaign).await
}

pub async fn drafts(tx: &Tx, campaign: &campaign::Model) -> Result<i64, DbErr> {
    let sql = "select count(*) as n from sheet_draft where organization_id = $1 \
               and campaign_id = $2";
    number(tx, sql, campaign).await
}

pub async fn answered(tx: &Tx, campaign: &campaign::Model) -> Result<i64, DbErr> {
    let sql = "select count(*) as n from sheet where organization_id = $1 \
               and campaign_id = $2 and state = 'submitted'";
    number(tx, sql, campaign).await
}

/// What was not submitted was not given.
pub async fn forget_open(tx: &Tx, campaign: &campaign::Model) -> Result<(), DbErr> {
    const OPEN: &str = "select id from sheet where organization_id = $1 and campaign_id = $2 \
                        and state = 'open'";
    for table in ["sheet_answer", "sheet_clock"] {
        let sql =
            format!("delete from {table} where organization_id = $1 and sheet_id in ({OPEN})");
        run(tx, &sql, of(campaign)).await?;
    }
    let sql = "delete from sheet where organization_id = $1 and campaign_id = $2 \
               and state = 'open'";
    run(tx, sql, of(campaign)).await.map(drop)
}

pub async fn submitted(tx: &Tx, campaign: &campaign::Model) -> Result<Vec<Uuid>, DbErr> {
    let sql = "select id from sheet where organization_id = $1 and campaign_id = $2 \
               and state = 'submitted'";
    let backend = tx.get_database_backend();
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, of(campaign))).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

const SHEETS_ANEW: &str = "with answers as (delete from sheet_answer where organization_id = $1 \
    and sheet_id = any($2) returning *), \
    sheets as (delete from sheet where organization_id = $1 and id = any($2) returning *), \
    anew as (insert into sheet (organization_id, id, campaign_id, invitation_id, code_hash, \
    instrument_id, language, state, submitted_on, unit_id, manager_id, seniority, job_title, kind, \
    notice_version, version) select organization_id, id, campaign_id, invitation_id, code_hash, \
    instrument_id, language, state, $3::date, unit_id, manager_id, seniority, job_title, kind, \
    notice_version, 1 from sheets order by random()) \
    insert into sheet_answer (organization_id, sheet_id, item, value, revision) \
    select organization_id, sheet_id, item, value, 1 from answers order by random()";

/// Sheets and answers are written anew in mixed order, with the day as their only date and
/// nothing of how often they were changed.
pub async fn write_anew(
    tx: &Tx,
    organization: OrganizationId,
    sheets: &[Uuid],
    day: NaiveDate,
) -> Result<(), DbErr> {
    let sheets = sheets.iter().copied();
    if tx.get_database_backend() == DbBackend::Postgres {
        let values: [Value; 3] = [organization.into(), uuids(sheets), day.into()];
        return run(tx, SHEETS_ANEW, values).await.map(drop);
    }
    let ids: Value = hex(sheets).into();
    let among = "in (select unhex(value) from json_each($2))";
    let sql = format!(
        "update sheet set submitted_on = $3, version = 1 where organization_id = $1 and id {among}"
    );
    run(tx, &sql, [organization.into(), ids.clone(), day.into()]).await?;
    let sql = format!(
        "update sheet_answer set revision = 1 where organization_id = $1 and sheet_id {among}"
    );
    run(tx, &sql, [organization.into(), ids]).await.map(drop)
}

/// How many drew a ticket, by what stands on their answers.
pub async fn drawn(tx: &Tx, campaign: &campaign::Model) -> Result<Vec<(Traits, i64)>, DbErr> {
    let sql = "select unit_id, manager_id, seniority, job_title, kind, count(*) as n \
               from campaign_invitation where organization_id = $1 and campaign_id = $2 \
               and state = 'opened' group by unit_id, manager_id, seniority, job_title, kind";
    let backend = tx.get_database_backend();
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, of(campaign))).await?;
    rows.iter().map(|row| Ok((traits(row)?, row.try_get("", "n")?))).collect()
}

/// The codes under which something was submitted without a name, with what stands on it.
pub async fn submitted_drafts(
    tx: &Tx,
    campaign: &campaign::Model,
) -> Result<Vec<(Vec<u8>, Traits)>, DbErr> {
    let sql = "select code_hash, unit_id, manager_id, seniority, job_title, kind from sheet_draft \
               where organization_id = $1 and campaign_id = $2 and state = 'submitted'";
    let backend = tx.get_database_backend();
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, of(campaign))).await?;
    rows.iter().map(|row| Ok((row.try_get("", "code_hash")?, traits(row)?))).collect()
}

fn traits(row: &QueryResult) -> Result<Traits, DbErr> {
    Ok(Traits {
        unit: row.try_get("", "unit_id")?,
        manager: row.try_get("", "manager_id")?,
        seniority: row.try_get("", "seniority")?,
        job_title: row.try_get("", "job_title")?,
        kind: row.try_get("", "kind")?,
    })
}

/// Nothing stands on these any more but what was answered.
pub async fn make_bare(
    tx: &Tx,
    campaign: &campaign::Model,
    codes: &[Vec<u8>],
) -> Result<(), DbErr> {
    let codes = codes.iter().map(|code| json!(digits(code)));
    let codes = codes.collect::<serde_json::Value>().to_string();
    let among = match tx.get_database_backend() {
        DbBackend::Postgres => {
            "select decode(value, 'hex') from json_array_elements_text($3::json)"
        }
        _ => "select unhex(value) from json_each($3)",
    };
    let sql = format!(
        "update sheet_draft set unit_id = null, manager_id = null, seniority = null, \
         job_title = null, kind = null where organization_id = $1 and campaign_id = $2 \
         and code_hash in ({among})"
    );
    let [organization, id] = of(campaign);
    run(tx, &sql, [organization, id, codes.into()]).await.map(drop)
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

macro_rules! sheets_of_drafts {
    ($id:literal, $each:literal, $of:literal, $day:literal) => {
        concat!(
            "insert into sheet (organization_id, id, campaign_id, invitation_id, code_hash, \
             instrument_id, language, state, submitted_on, unit_id, manager_id, seniority, \
             job_title, kind, notice_version, version) \
             select d.organization_id, ",
            $id,
            ", d.campaign_id, null, d.code_hash, $2, null, \
             'submitted', ",
            $day,
            ", d.unit_id, d.manager_id, d.seniority, d.job_title, d.kind, \
             null, 1 from ",
            $each,
            " join sheet_draft d on d.organization_id = $1 \
             and d.code_hash = ",
            $of,
            " order by random()"
        )
    };
}

macro_rules! answers_of_drafts {
    ($id:literal, $each:literal, $of:literal, $answers:literal, $value:literal) => {
        concat!(
            "insert into sheet_answer (organization_id, sheet_id, item, value, revision) \
             select d.organization_id, ",
            $id,
            ", given.key, ",
            $value,
            ", 1 from ",
            $each,
            " join sheet_draft d on d.organization_id = $1 and d.code_hash = ",
            $of,
            " cross join ",
            $answers,
            " order by random()"
        )
    };
}

const POSTGRES: [&str; 2] = [
    sheets_of_drafts!(
        "(it.value->>1)::uuid",
        "json_array_elements($3::json) it",
        "decode(it.value->>0, 'hex')",
        "$4::date"
    ),
    answers_of_drafts!(
        "(it.value->>1)::uuid",
        "json_array_elements($2::json) it",
        "decode(it.value->>0, 'hex')",
        "lateral json_each(d.answers::json) given",
        "(given.value->'given')::text"
    ),
];
const SQLITE: [&str; 2] = [
    sheets_of_drafts!("unhex(it.value->>1)", "json_each($3) it", "unhex(it.value->>0)", "$4"),
    answers_of_drafts!(
        "unhex(it.value->>1)",
        "json_each($2) it",
        "unhex(it.value->>0)",
        "json_each(d.answers) given",
        "given.value->'given'"
    ),
];

/// What was submitted without a name becomes sheets with answers, in mixed order.
pub async fn write_out(
    tx: &Tx,
    campaign: &campaign::Model,
    drafts: &[(Vec<u8>, Uuid)],
    day: NaiveDate,
) -> Result<(), DbErr> {
    let pairs = drafts.iter().map(|(code, id)| json!([digits(code), id.simple().to_string()]));
    let pairs = pairs.collect::<serde_json::Value>().to_string();
    let [sheets, answers] = match tx.get_database_backend() {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    };
    let organization: Value = campaign.organization_id.into();
    let instrument: Value = campaign.instrument_id.into();
    let values = [organization.clone(), instrument, pairs.clone().into(), day.into()];
    run(tx, sheets, values).await?;
    run(tx, answers, [organization, pairs.into()]).await.map(drop)
}

pub async fn forget_drafts(
    tx: &Tx,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<(), DbErr> {
    let sql = "delete from sheet_draft where organization_id = $1 and campaign_id = $2";
    run(tx, sql, [organization.into(), campaign.into()]).await.map(drop)
}
