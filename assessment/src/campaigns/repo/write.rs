//! What the use cases write. Many rows travel as one bound value, so that a statement's text is the
//! same for one and for all of them.

use chrono::{DateTime, Utc};
use kernel::{
    CampaignId, OrganizationId, Write,
    bulk::{each, id_as_text, insert_each, text, text_as_id},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::campaigns::{
    Attribute, State,
    attribute::{self, Coarsened},
    campaign::{Column, Entity, Model},
    content::Sound,
    invitation, target,
};

/// How many invitations one statement writes.
pub const INVITED_AT_ONCE: usize = 5_000;

/// A draft with whom it asks and by what it tells them apart.
pub fn created(backend: DbBackend, draft: &Sound) -> Vec<Write> {
    let row = draft.row.clone().into_active_model().reset_all();
    let mut writes = vec![Entity::insert(row).into_query().into()];
    writes.extend(parts(backend, draft));
    writes
}

/// In place of what a draft said; touches nothing if it is no longer what was read, or no draft.
pub fn changed(next: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::InstrumentId, next.instrument_id)
        .value(Column::Name, next.name.clone())
        .value(Column::Purpose, next.purpose.clone())
        .value(Column::Mode, next.mode)
        .value(Column::Origin, next.origin)
        .value(Column::Threshold, next.threshold)
        .value(Column::OpensAt, next.opens_at)
        .value(Column::ClosesAt, next.closes_at)
        .value(Column::Languages, next.languages.clone())
        .value(Column::ContactId, next.contact_id)
        .value(Column::Debrief, next.debrief)
        .value(Column::Role, next.role.clone())
        .value(Column::Promise, next.promise)
        .value(Column::Version, next.version)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::Id.eq(next.id))
        .and_where(Column::Version.eq(next.version - 1))
        .and_where(Column::State.eq(State::Draft))
        .to_owned()
        .into()
}

/// Whom it asked and by what it told them apart.
pub fn emptied(organization: OrganizationId, id: CampaignId) -> [Write; 2] {
    let mut targets = Query::delete();
    targets
        .from_table(target::Entity)
        .and_where(target::Column::OrganizationId.eq(organization))
        .and_where(target::Column::CampaignId.eq(id));
    [targets.into(), bare(organization, id)]
}

/// By what it told people apart.
fn bare(organization: OrganizationId, id: CampaignId) -> Write {
    Query::delete()
        .from_table(attribute::Entity)
        .and_where(attribute::Column::OrganizationId.eq(organization))
        .and_where(attribute::Column::CampaignId.eq(id))
        .to_owned()
        .into()
}

/// Whom it asks and by what it tells them apart.
pub fn parts(backend: DbBackend, draft: &Sound) -> Vec<Write> {
    let (organization, id) = (draft.row.organization_id, draft.row.id);
    let mut writes = vec![];
    if !draft.targets.is_empty() {
        let rows: Vec<_> =
            draft.targets.iter().map(|it| (it.kind().to_value(), id_as_text(it.uuid()))).collect();
        let mut select = each(backend, &rows);
        select
            .expr(Expr::val(organization))
            .expr(Expr::val(id))
            .expr(text(0))
            .expr(text_as_id(backend, 1));
        let columns = ["organization_id", "campaign_id", "kind", "target_id"];
        writes.push(insert_each(target::Entity, columns, select).into());
    }
    let plain: Vec<_> = draft.attributes.iter().map(|it| (*it, None)).collect();
    writes.extend(attributes(organization, id, &plain));
    writes
}

/// In this order; none, if there are none.
fn attributes(
    organization: OrganizationId,
    id: CampaignId,
    all: &[(Attribute, Option<Coarsened>)],
) -> Option<Write> {
    let rows = (0..).zip(all).map(|(place, (attribute, coarsened))| {
        attribute::Model {
            organization_id: organization,
            campaign_id: id,
            attribute: *attribute,
            place,
            coarsened: *coarsened,
        }
        .into_active_model()
        .reset_all()
    });
    (!all.is_empty()).then(|| attribute::Entity::insert_many(rows).into_query().into())
}

/// What is left of them at launch.
pub fn kept(next: &Model, all: &[(Attribute, Option<Coarsened>)]) -> Vec<Write> {
    let mut writes = vec![bare(next.organization_id, next.id)];
    writes.extend(attributes(next.organization_id, next.id, all));
    writes
}

/// All that may change after the launch; touches nothing if it is no longer what was read.
pub fn moved(was: &Model, next: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, next.state)
        .value(Column::Threshold, next.threshold)
        .value(Column::ClosesAt, next.closes_at)
        .value(Column::Promise, next.promise)
        .value(Column::Invited, next.invited)
        .value(Column::Answered, next.answered)
        .value(Column::LaunchedAt, next.launched_at)
        .value(Column::PausedAt, next.paused_at)
        .value(Column::ClosedAt, next.closed_at)
        .value(Column::ClosedOn, next.closed_on)
        .value(Column::Version, next.version)
        .and_where(Column::OrganizationId.eq(was.organization_id))
        .and_where(Column::Id.eq(was.id))
        .and_where(Column::Version.eq(was.version))
        .and_where(Column::State.eq(was.state))
        .to_owned()
        .into()
}

/// How many had answered, told once all is written.
pub fn counted(row: &Model, answered: i64) -> Write {
    of(row).value(Column::Answered, answered).to_owned().into()
}

/// How many are invited, those from outside among them.
pub fn invited_in_all(row: &Model) -> Write {
    of(row).value(Column::Invited, row.invited).to_owned().into()
}

/// One more is invited; touches nothing if it takes no more.
pub fn one_more(row: &Model) -> Write {
    let invited = Expr::col(Column::Invited).add(1);
    of(row)
        .value(Column::Invited, invited)
        .and_where(Column::State.eq(row.state))
        .and_where(Column::ClosesAt.eq(row.closes_at))
        .to_owned()
        .into()
}

/// A draft; touches nothing if it is no longer what was read, or no draft.
pub fn deleted(row: &Model) -> Write {
    Query::delete()
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::Version.eq(row.version))
        .and_where(Column::State.eq(State::Draft))
        .to_owned()
        .into()
}

/// Those from outside who would have been invited by a draft.
pub fn uninvited(row: &Model) -> Write {
    use invitation::{Column, Entity};
    Query::delete()
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::CampaignId.eq(row.id))
        .to_owned()
        .into()
}

/// Members, at most [`INVITED_AT_ONCE`] of them: all that differs between them is told of each.
pub fn invited(backend: DbBackend, of: &Model, rows: &[invitation::Model]) -> Option<Write> {
    let first = rows.first()?;
    let told: Vec<_> = rows
        .iter()
        .map(|it| {
            (
                id_as_text(it.id),
                it.member_id.map(id_as_text),
                it.unit_id.map(id_as_text),
                it.manager_id.map(id_as_text),
                &it.seniority,
                &it.job_title,
                &it.kind,
            )
        })
        .collect();
    let mut select = each(backend, &told);
    select
        .expr(Expr::val(of.organization_id))
        .expr(Expr::val(of.id))
        .exprs((0..4).map(|at| text_as_id(backend, at)))
        .exprs((4..7).map(text))
        .expr(Expr::val(first.state.to_value()))
        .expr(Expr::val(first.invited_at))
        .expr(Expr::val(false))
        .expr(Expr::val(first.remind_at));
    let columns = [
        "organization_id",
        "campaign_id",
        "id",
        "member_id",
        "unit_id",
        "manager_id",
        "seniority",
        "job_title",
        "kind",
        "state",
        "invited_at",
        "muted",
        "remind_at",
    ];
    Some(insert_each(invitation::Entity, columns, select).into())
}

/// Somebody from outside.
pub fn guest(row: &invitation::Model) -> Write {
    invitation::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Those from outside are invited from now on, as everybody else.
pub fn guests_told(of: &Model, at: DateTime<Utc>) -> Write {
    use invitation::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::InvitedAt, at)
        .value(Column::RemindAt, at)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Column::CampaignId.eq(of.id))
        .and_where(Column::MemberId.is_null())
        .and_where(Column::LinkHash.is_not_null())
        .to_owned()
        .into()
}

/// Links open something until then.
pub fn links_until(of: &Model, day: chrono::NaiveDate) -> Write {
    use invitation::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::LinkUntil, day)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Column::CampaignId.eq(of.id))
        .and_where(Column::LinkUntil.is_not_null())
        .to_owned()
        .into()
}

fn of(row: &Model) -> sea_orm::sea_query::UpdateStatement {
    Query::update()
        .table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
}
