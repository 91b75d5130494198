//! What a snapshot is made of, read from the views that migrations publish: for no viewer, and of
//! one organisation.

use chrono::{DateTime, Utc};
use kernel::{Db, MembershipId, Month, OrganizationId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, QueryResult,
    sea_query::{Alias, Condition, Expr, ExprTrait, Func, Order, Query},
};
use uuid::Uuid;

use crate::{
    disclosure::Unit,
    network::{
        compute::{Gathered, Person},
        entity::snapshot::{Column, Entity, State},
        months,
    },
};

/// Companies that have something to be built: they lack the last month that has ended, or somebody
/// asked for one, or whoever built one is gone.
pub async fn due_unchecked(
    db: &Db,
    now: DateTime<Utc>,
    stale: DateTime<Utc>,
) -> Result<Vec<OrganizationId>, DbErr> {
    let organization = (Alias::new("analytics_organization"), Alias::new("organization_id"));
    let same = Expr::col((Entity, Column::OrganizationId)).equals(organization.clone());
    let mut settled = Query::select();
    settled
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(same.clone())
        .and_where(Column::Month.eq(months::last_closed(now).first()))
        .and_where(Column::State.is_in([
            State::Done,
            State::Cancelled,
            State::Failed,
            State::Building,
        ]));
    let mut open = Query::select();
    open.expr(Expr::val(1)).from(Entity).and_where(same).cond_where(claimable(stale));
    let select = Query::select()
        .column(organization.clone())
        .from(organization.0.clone())
        .and_where(Expr::col((organization.0.clone(), Alias::new("kind"))).eq("company"))
        .cond_where(Condition::any().add(Expr::exists(settled).not()).add(Expr::exists(open)))
        .order_by(organization, Order::Asc)
        .to_owned();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| row.try_get("", "organization_id")).collect()
}

/// What anybody may build who comes along.
pub fn claimable(stale: DateTime<Utc>) -> Condition {
    let gone =
        Condition::all().add(Column::State.eq(State::Building)).add(Column::TouchedAt.lt(stale));
    Condition::any().add(Column::State.eq(State::Requested)).add(gone)
}

/// The months that are to be built, the earliest first.
pub async fn missing_unchecked(
    db: &Db,
    organization: OrganizationId,
    now: DateTime<Utc>,
    stale: DateTime<Utc>,
) -> Result<Vec<Month>, DbErr> {
    let first = first_tie(db, organization).await?.map_or(months::last_closed(now), Month::of);
    let there = some_months(db, organization, claimable(stale).not()).await?;
    // However long ago: somebody asked for them.
    let asked = some_months(db, organization, claimable(stale)).await?;
    let mut missing = months::closed(first, now);
    if missing.is_empty() {
        // Without a tie there is the last month all the same: that nothing happened in it.
        missing.push(months::last_closed(now));
    }
    missing.retain(|month| !there.contains(month) && !asked.contains(month));
    missing.extend(asked);
    missing.sort_unstable_by_key(|month| month.first());
    Ok(missing)
}

async fn some_months(
    db: &Db,
    organization: OrganizationId,
    which: Condition,
) -> Result<Vec<Month>, DbErr> {
    let select = Query::select()
        .column(Column::Month)
        .from(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .cond_where(which)
        .to_owned();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| row.try_get("", "month").map(Month::with)).collect()
}

async fn first_tie(db: &Db, organization: OrganizationId) -> Result<Option<DateTime<Utc>>, DbErr> {
    let at = Expr::col(Alias::new("at"));
    let select = Query::select()
        .expr_as(Func::min(at), "first")
        .from(Alias::new("analytics_tie"))
        .and_where(Expr::col(Alias::new("organization_id")).eq(organization))
        .to_owned();
    match db.query_one(&select).await? {
        Some(row) => row.try_get("", "first"),
        None => Ok(None),
    }
}

/// All of a month: everybody who works there now, and whoever had a tie in it. Units are those of
/// now, as the month has just ended.
pub async fn gathered_unchecked(
    db: &Db,
    organization: OrganizationId,
    month: Month,
) -> Result<Gathered, DbErr> {
    let ties = ties(db, organization, month).await?;
    let mut people = members(db, organization, true).await?;
    let known: std::collections::HashSet<_> = people.iter().map(|person| person.id).collect();
    let ends = ties.iter().flat_map(|(from, to, _)| [*from, *to]);
    let others: std::collections::HashSet<_> = ends.filter(|id| !known.contains(id)).collect();
    if !others.is_empty() {
        let everybody = members(db, organization, false).await?;
        people.extend(everybody.into_iter().filter(|person| others.contains(&person.id)));
    }
    people.sort_unstable_by_key(|person| person.id);
    Ok(Gathered { units: units(db, organization).await?, people, ties })
}

async fn ties(
    db: &Db,
    organization: OrganizationId,
    month: Month,
) -> Result<Vec<(MembershipId, MembershipId, i64)>, DbErr> {
    let (from, to) = months::bounds(month);
    let column = |name| Expr::col(Alias::new(name));
    let select = Query::select()
        .columns(["from_id", "to_id"].map(Alias::new))
        .expr_as(Expr::cust("count(*)"), "weight")
        .from(Alias::new("analytics_tie"))
        .and_where(column("organization_id").eq(organization))
        .and_where(column("at").gte(from))
        .and_where(column("at").lt(to))
        .group_by_columns(["from_id", "to_id"].map(Alias::new))
        .to_owned();
    let read = |row: &QueryResult| {
        Ok((row.try_get("", "from_id")?, row.try_get("", "to_id")?, row.try_get("", "weight")?))
    };
    db.query_all(&select).await?.iter().map(read).collect()
}

async fn members(
    db: &Db,
    organization: OrganizationId,
    present: bool,
) -> Result<Vec<Person>, DbErr> {
    let column = |name| Expr::col(Alias::new(name));
    let mut select = Query::select();
    select
        .columns(["id", "unit_id"].map(Alias::new))
        .from(Alias::new("analytics_membership"))
        .and_where(column("organization_id").eq(organization));
    if present {
        select.and_where(column("state").eq("active")).and_where(column("kind").eq("employee"));
    }
    let read = |row: &QueryResult| {
        Ok(Person { id: row.try_get("", "id")?, unit: row.try_get("", "unit_id")? })
    };
    db.query_all(&select).await?.iter().map(read).collect()
}

async fn units(db: &Db, organization: OrganizationId) -> Result<Vec<Unit>, DbErr> {
    let select = Query::select()
        .columns(["id", "parent_id"].map(Alias::new))
        .from(Alias::new("analytics_unit"))
        .and_where(Expr::col(Alias::new("organization_id")).eq(organization))
        .to_owned();
    let read = |row: &QueryResult| {
        let (id, parent): (Uuid, Option<Uuid>) =
            (row.try_get("", "id")?, row.try_get("", "parent_id")?);
        Ok(Unit { id, parent })
    };
    db.query_all(&select).await?.iter().map(read).collect()
}
