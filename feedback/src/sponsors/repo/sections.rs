//! What stands in the sections of sponsorships that were seen, for who may read them. A
//! sponsor does not see the rows behind it, so nothing here starts at what they may see: the
//! policy has said that the section is released.

use kernel::{Db, MembershipId, OrganizationId, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, FromQueryResult, Iterable,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::{
    goals::entity::goal,
    meetings::entity::meeting::{self, Kind},
};

/// The newest goals of each client that are shared with the coach.
pub async fn goals_unchecked(
    db: &Db,
    organization: OrganizationId,
    clients: Vec<MembershipId>,
    most: usize,
) -> Result<Vec<goal::Model>, DbErr> {
    use goal::{Column, Entity};
    let mut select = Query::select();
    select
        .columns(Column::iter().map(|column| (Entity, column)))
        .from(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::SharedWithCoach.eq(true))
        .and_where(within(db.get_database_backend(), (Entity, Column::OwnerId), clients));
    let newest = first_of_each(select, "goal.owner_id", "goal.id", most);
    let rows = db.query_all(&newest).await?;
    rows.iter().map(|row| goal::Model::from_query_result(row, "")).collect()
}

/// The newest sessions of each client with each of these coaches.
pub async fn sessions_unchecked(
    db: &Db,
    organization: OrganizationId,
    clients: Vec<MembershipId>,
    coaches: Vec<MembershipId>,
    most: usize,
) -> Result<Vec<meeting::Model>, DbErr> {
    use meeting::{Column, Entity};
    let backend = db.get_database_backend();
    let mut select = Query::select();
    select
        .columns(Column::iter().map(|column| (Entity, column)))
        .from(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::Kind.eq(Kind::CoachSession))
        .and_where(within(backend, (Entity, Column::PersonId), clients))
        .and_where(within(backend, (Entity, Column::HostId), coaches));
    let newest = first_of_each(select, "meeting.person_id, meeting.host_id", "meeting.id", most);
    let rows = db.query_all(&newest).await?;
    rows.iter().map(|row| meeting::Model::from_query_result(row, "")).collect()
}

/// The newest first.
fn first_of_each(mut select: SelectStatement, of: &str, id: &str, most: usize) -> SelectStatement {
    let place = format!("row_number() over (partition by {of} order by {id} desc)");
    select.expr_as(Expr::cust(place), "place");
    Query::select()
        .column(sea_orm::sea_query::Asterisk)
        .from_subquery(select, "each")
        .and_where(Expr::col("place").lte(i64::try_from(most).unwrap_or(i64::MAX)))
        .order_by("id", sea_orm::sea_query::Order::Desc)
        .to_owned()
}
