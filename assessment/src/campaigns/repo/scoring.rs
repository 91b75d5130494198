//! How campaigns are scored, as far as they are made, changed and thrown away.

use kernel::{CampaignId, Write, bulk::insert_each};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, Query},
};

use crate::{
    campaigns::campaign::Model,
    results::entity::scoring::{Column, Entity},
};

/// The next round is scored as the one before it.
pub fn scored_alike(next: &Model, before: CampaignId) -> Write {
    let mut select = Query::select();
    select
        .column(Column::OrganizationId)
        .expr(Expr::val(next.id))
        .columns([Column::AlgorithmId, Column::NormGroup])
        .from(Entity)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::CampaignId.eq(before));
    let columns = ["organization_id", "campaign_id", "algorithm_id", "norm_group"];
    insert_each(Entity, columns, select).into()
}

/// A group is one of an instrument: with another one it is chosen anew.
pub fn ungrouped(row: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::NormGroup, None::<String>)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::CampaignId.eq(row.id))
        .to_owned()
        .into()
}

/// How what a draft asks would have been scored.
pub fn unscored(row: &Model) -> Write {
    Query::delete()
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::CampaignId.eq(row.id))
        .to_owned()
        .into()
}
