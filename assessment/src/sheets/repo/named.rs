//! Sheets that stand under an invitation: in confidence, or under a name.

use chrono::NaiveDate;
use kernel::{
    Clock, Tx, Write,
    bulk::{each, insert_each},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryTrait, Statement, Value,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};

use super::held;
use crate::{
    campaigns::{InvitationState, Mode, campaign, invitation},
    sheets::{
        entity::{
            answer, clock,
            sheet::{Column, Entity, Model, State},
        },
        page::Page,
        traits::Traits,
    },
};

/// Whoever writes on its sheet, or settles it, comes one after the other.
pub async fn lock_invitation(
    tx: &Tx,
    of: &invitation::Model,
) -> Result<Option<InvitationState>, DbErr> {
    let backend = tx.get_database_backend();
    let how = held(backend, "for no key update");
    let sql =
        format!("select * from campaign_invitation where organization_id = $1 and id = $2 {how}");
    let values: [Value; 2] = [of.organization_id.into(), of.id.into()];
    let row = tx.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let row = row.map(|row| invitation::Model::from_query_result(&row, "")).transpose()?;
    // A link that was taken back since it was followed opens nothing.
    let row = row.filter(|row| row.link_hash == of.link_hash);
    Ok(row.map(|row| row.state))
}

pub fn blank(
    clock: &Clock,
    campaign: &campaign::Model,
    invited: &invitation::Model,
    language: &str,
    notice: Option<String>,
) -> Model {
    let Traits { unit, manager, seniority, job_title, kind } = Traits::of(invited);
    Model {
        organization_id: invited.organization_id,
        id: clock.random_id(),
        campaign_id: invited.campaign_id,
        invitation_id: Some(invited.id),
        code_hash: None,
        instrument_id: campaign.instrument_id,
        language: Some(language.to_owned()),
        state: State::Open,
        submitted_on: None,
        unit_id: unit,
        manager_id: manager,
        seniority,
        job_title,
        kind,
        notice_version: notice,
        version: 1,
    }
}

/// A time stands only where a name does.
pub fn begun(clock: &Clock, campaign: &campaign::Model, row: &Model) -> Vec<Write> {
    let sheet = Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let mut writes = vec![sheet.into()];
    if campaign.mode == Mode::Identified {
        let row = clock::Model {
            organization_id: row.organization_id,
            sheet_id: row.id,
            started_at: clock.now(),
            submitted_at: None,
        };
        let row = row.into_active_model().reset_all();
        writes.push(clock::Entity::insert(row).into_query().into());
    }
    writes
}

/// When a sheet was begun that stands under a name.
#[expect(clippy::disallowed_methods, reason = "parts of a row that was seen")]
pub async fn begun_at_unchecked(
    db: &impl ConnectionTrait,
    of: &Model,
) -> Result<Option<chrono::DateTime<chrono::Utc>>, DbErr> {
    let row = clock::Entity::find_by_id((of.organization_id, of.id)).one(db).await?;
    Ok(row.map(|row| row.started_at))
}

/// Whoever is invited has begun.
pub fn opened(of: &invitation::Model) -> Write {
    use invitation::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::State, InvitationState::Opened)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Column::Id.eq(of.id))
        .and_where(Column::State.eq(InvitationState::Invited))
        .to_owned()
        .into()
}

/// Whoever is invited drew their ticket, and is not reminded any more. No day is kept.
pub fn drew(of: &invitation::Model) -> Write {
    use invitation::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::State, InvitationState::Opened)
        .value(Column::RemindAt, None::<chrono::DateTime<chrono::Utc>>)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Column::Id.eq(of.id))
        .to_owned()
        .into()
}

/// Nobody is reminded any more, and no time is kept but the day; in confidence not even that.
pub fn settled(
    clock: &Clock,
    campaign: &campaign::Model,
    of: &invitation::Model,
    state: InvitationState,
) -> Write {
    use invitation::{Column, Entity};
    let day = clock.now().date_naive();
    let settled_on: Option<NaiveDate> = (campaign.mode == Mode::Identified).then_some(day);
    Query::update()
        .table(Entity)
        .value(Column::State, state)
        .value(Column::SettledOn, settled_on)
        .value(Column::RemindAt, None::<chrono::DateTime<chrono::Utc>>)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Column::Id.eq(of.id))
        .to_owned()
        .into()
}

fn update(row: &Model) -> sea_orm::sea_query::UpdateStatement {
    Query::update()
        .table(Entity)
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
}

/// One more act on it.
pub fn touched(row: &Model) -> Write {
    update(row).into()
}

pub fn turned(row: &Model, language: Option<String>) -> Write {
    update(row).value(Column::Language, language).to_owned().into()
}

/// In confidence no day is told before the close.
pub fn handed_in(clock: &Clock, campaign: &campaign::Model, row: &Model) -> Model {
    let day = clock.now().date_naive();
    let submitted_on: Option<NaiveDate> = (campaign.mode == Mode::Identified).then_some(day);
    Model { state: State::Submitted, submitted_on, version: row.version + 1, ..row.clone() }
}

pub fn submitted(clock: &Clock, campaign: &campaign::Model, next: &Model) -> Vec<Write> {
    let mut writes: Vec<Write> = vec![
        update(next)
            .value(Column::State, State::Submitted)
            .value(Column::SubmittedOn, next.submitted_on)
            .to_owned()
            .into(),
    ];
    if campaign.mode == Mode::Identified {
        use clock::{Column, Entity};
        let stopped = Query::update()
            .table(Entity)
            .value(Column::SubmittedAt, Some(clock.now()))
            .and_where(Column::OrganizationId.eq(next.organization_id))
            .and_where(Column::SheetId.eq(next.id))
            .to_owned();
        writes.push(stopped.into());
    }
    writes
}

/// One after the other.
pub fn withdrawn(row: &Model) -> [Write; 3] {
    let mut clock = Query::delete();
    clock
        .from_table(clock::Entity)
        .and_where(clock::Column::OrganizationId.eq(row.organization_id))
        .and_where(clock::Column::SheetId.eq(row.id));
    let state = update(row)
        .value(Column::State, State::Withdrawn)
        .value(Column::SubmittedOn, None::<NaiveDate>)
        .to_owned();
    [erased(row).into(), clock.into(), state.into()]
}

fn erased(row: &Model) -> sea_orm::sea_query::DeleteStatement {
    Query::delete()
        .from_table(answer::Entity)
        .and_where(answer::Column::OrganizationId.eq(row.organization_id))
        .and_where(answer::Column::SheetId.eq(row.id))
        .to_owned()
}

/// Only what was answered to these items stays.
pub fn only<'a>(backend: DbBackend, row: &Model, items: impl Iterator<Item = &'a String>) -> Write {
    let mut stay = each(backend, &items.collect::<Vec<_>>());
    stay.expr(Expr::cust(match backend {
        DbBackend::Postgres => "item.value #>> '{}'",
        _ => "item.value",
    }));
    erased(row).and_where(Expr::col(answer::Column::Item).not_in_subquery(stay)).to_owned().into()
}

/// What changed, over what stood there.
pub fn saved(backend: DbBackend, row: &Model, changed: &Page) -> Write {
    let text = |given| serde_json::to_string(given).unwrap_or_default();
    let kept = changed.iter();
    let rows: Vec<_> =
        kept.map(|(item, it)| (item, it.given.as_ref().map(text), it.revision)).collect();
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(row.organization_id))
        .expr(Expr::val(row.id))
        .expr(part(backend, 0, "text"))
        .expr(part(backend, 1, "text"))
        .expr(part(backend, 2, "bigint"));
    let columns = ["organization_id", "sheet_id", "item", "value", "revision"];
    let mut insert = insert_each(answer::Entity, columns, select);
    insert.on_conflict(
        OnConflict::columns(["organization_id", "sheet_id", "item"].map(Alias::new))
            .update_columns(["value", "revision"].map(Alias::new))
            .to_owned(),
    );
    insert.into()
}

fn part(backend: DbBackend, at: usize, kind: &'static str) -> Expr {
    match backend {
        DbBackend::Postgres => Expr::cust(format!("(item.value->>{at})::{kind}")),
        _ => Expr::cust(format!("item.value->>{at}")),
    }
}
