//! What the use cases write, and what is written of each reading.

use chrono::{DateTime, Utc};
use kernel::{AssessmentResultId, MembershipId, OrganizationId, Write};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};

use crate::{
    campaigns::{State, campaign},
    results::entity::{
        reading, recognition,
        result::{Column, Entity, Model},
        scoring,
    },
    sheets::sheet,
};

pub fn created(row: &Model) -> Write {
    Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Touches nothing if it is released already.
pub fn released(row: &Model, by: MembershipId, now: DateTime<Utc>) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::ReleasedAt, now)
        .value(Column::ReleasedBy, by)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::ReleasedAt.is_null())
        .to_owned()
        .into()
}

/// Whoever writes it holds the result until the end.
pub fn held(row: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::ExpiresOn, row.expires_on)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
        .into()
}

pub fn recognised(row: &recognition::Model) -> Write {
    let row = row.clone().into_active_model().reset_all();
    recognition::Entity::insert(row).into_query().into()
}

/// Somebody reads a part of somebody else's.
pub fn read(row: &reading::Model) -> Write {
    reading::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Whoever writes it holds the draft until the end; touches nothing if it is changed or launched.
pub fn still_a_draft(row: &campaign::Model) -> Write {
    use campaign::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::Version, row.version)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::Version.eq(row.version))
        .and_where(Column::State.eq(State::Draft))
        .to_owned()
        .into()
}

/// In place of what was chosen before.
pub fn scored(row: &scoring::Model) -> Write {
    use scoring::Column;
    let mut insert =
        scoring::Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let once = ["organization_id", "campaign_id"].map(Alias::new);
    let chosen = [Column::AlgorithmId, Column::NormGroup];
    insert.on_conflict(OnConflict::columns(once).update_columns(chosen).to_owned());
    insert.into()
}

/// All that was computed of a sheet, with what hangs on it.
pub fn forgotten(sheet: &sheet::Model) -> Vec<Write> {
    let of = || {
        Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(Column::OrganizationId.eq(sheet.organization_id))
            .and_where(Column::SheetId.eq(sheet.id))
            .to_owned()
    };
    let part = |table: &str| {
        Query::delete()
            .from_table(Alias::new(table))
            .and_where(Expr::col("organization_id").eq(sheet.organization_id))
            .and_where(Expr::col("result_id").in_subquery(of()))
            .to_owned()
    };
    let whole = Query::delete()
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(sheet.organization_id))
        .and_where(Column::SheetId.eq(sheet.id))
        .to_owned();
    vec![part("result_reading").into(), part("result_recognition").into(), whole.into()]
}

/// A row of the log.
pub fn reading(
    organization: OrganizationId,
    result: AssessmentResultId,
    reader: MembershipId,
    part: reading::Part,
    at: (Uuid, DateTime<Utc>),
) -> reading::Model {
    reading::Model {
        organization_id: organization,
        id: at.0,
        result_id: result,
        reader_id: reader,
        part,
        read_at: at.1,
    }
}
