//! Addresses from outside that want no mails of an organisation. Asked for no viewer: by who holds
//! what was mailed to them, and by the worker.

use kernel::{Db, FeedbackInvitationId, OrganizationId, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};

use crate::{
    repo::whole::{fetch, rows},
    requests::entity::invitation::{Column, Entity, Model},
};

const TABLE: &str = "feedback_refusal";

/// The invitation of somebody from outside.
pub async fn external_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: FeedbackInvitationId,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::Id.eq(id))
        .add(Column::MemberId.is_null());
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// Touches nothing if it wants none already.
pub fn refused(organization: OrganizationId, address_digest: Vec<u8>) -> Write {
    Query::insert()
        .into_table(Alias::new(TABLE))
        .columns(["organization_id", "address_digest"].map(Alias::new))
        .values_panic([Expr::val(organization.0), Expr::val(address_digest)])
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned()
        .into()
}

pub async fn is_refused_unchecked(
    db: &Db,
    organization: OrganizationId,
    address_digest: Vec<u8>,
) -> Result<bool, DbErr> {
    let mut select = Query::select();
    select
        .expr(Expr::cust("1"))
        .from(Alias::new(TABLE))
        .and_where(Expr::col("organization_id").eq(organization.0))
        .and_where(Expr::col("address_digest").eq(address_digest));
    Ok(db.query_one(&select).await?.is_some())
}
