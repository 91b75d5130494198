//! All SQL of feedback's months: what the view of feedback tells, and what was kept of it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{CompetencyId, Db, MembershipId, OrganizationId, UnitId, Write, whole::found};
use sea_orm::{
    DbErr, FromQueryResult,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Company {
    organization_id: OrganizationId,
}

/// Where members give each other feedback.
pub async fn companies_unchecked(db: &Db) -> Result<Vec<OrganizationId>, DbErr> {
    let sql = "select organization_id from analytics_organization where kind = 'company' \
               order by organization_id";
    let found: Vec<Company> = found(db, sql, []).await?;
    Ok(found.into_iter().map(|it| it.organization_id).collect())
}

#[derive(FromQueryResult)]
struct Moment {
    created_at: DateTime<Utc>,
}

/// When the first feedback was given.
pub async fn first_unchecked(
    db: &Db,
    organization: OrganizationId,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let sql = "select created_at from analytics_feedback where organization_id = $1 \
               order by created_at limit 1";
    let found: Vec<Moment> = found(db, sql, [organization.0.into()]).await?;
    Ok(found.first().map(|it| it.created_at))
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Month {
    pub month: NaiveDate,
    pub threshold: i64,
}

/// The months that are made, the newest first.
pub async fn months_unchecked(db: &Db, organization: OrganizationId) -> Result<Vec<Month>, DbErr> {
    let sql = "select month, threshold from feedback_month where organization_id = $1 \
               order by month desc";
    found(db, sql, [organization.0.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Unit {
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub name: String,
}

pub async fn units_unchecked(db: &Db, organization: OrganizationId) -> Result<Vec<Unit>, DbErr> {
    let sql =
        "select id, parent_id, name from analytics_unit where organization_id = $1 order by id";
    found(db, sql, [organization.0.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub id: MembershipId,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
}

/// Whoever is there and not external.
pub async fn members_unchecked(
    db: &Db,
    organization: OrganizationId,
) -> Result<Vec<Member>, DbErr> {
    let sql = "select id, unit_id, manager_id from analytics_membership where organization_id = $1 \
               and kind = 'employee' and state in ('active', 'suspended') order by id";
    found(db, sql, [organization.0.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Received {
    pub id: Uuid,
    pub author_id: Option<MembershipId>,
    pub recipient_id: MembershipId,
    pub kind: String,
}

/// What was given from one moment on until before another.
pub async fn received_unchecked(
    db: &Db,
    organization: OrganizationId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Received>, DbErr> {
    let sql = "select id, author_id, recipient_id, kind from analytics_feedback \
               where organization_id = $1 and created_at >= $2 and created_at < $3";
    found(db, sql, [organization.0.into(), from.into(), until.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Mark {
    pub feedback_id: Uuid,
    pub competency_id: CompetencyId,
}

/// Which competencies it marked.
pub async fn marks_unchecked(
    db: &Db,
    organization: OrganizationId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Mark>, DbErr> {
    let sql = "select feedback_id, competency_id from analytics_feedback_mark \
               where organization_id = $1 and feedback_id in (select id from analytics_feedback \
               where organization_id = $1 and created_at >= $2 and created_at < $3)";
    found(db, sql, [organization.0.into(), from.into(), until.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Kept {
    pub month: NaiveDate,
    pub view: String,
    pub label: Option<String>,
    pub numbers: String,
}

/// What is told of months from this one on.
pub async fn kept_unchecked(
    db: &Db,
    organization: OrganizationId,
    from: NaiveDate,
) -> Result<Vec<Kept>, DbErr> {
    let sql = "select month, view, label, numbers from feedback_month_view \
               where organization_id = $1 and month >= $2 order by month desc, view";
    found(db, sql, [organization.0.into(), from.into()]).await
}

/// That a month is made; the key refuses a second time.
pub fn month(
    organization: OrganizationId,
    (month, made_on): (NaiveDate, NaiveDate),
    threshold: u32,
) -> Write {
    Query::insert()
        .into_table("feedback_month")
        .columns(["organization_id", "month", "made_on", "threshold"])
        .values_panic([
            Expr::val(organization.0),
            Expr::val(month),
            Expr::val(made_on),
            Expr::val(i64::from(threshold)),
        ])
        .to_owned()
        .into()
}

pub fn views(organization: OrganizationId, rows: &[Kept]) -> Vec<Write> {
    /// How many rows go in one statement.
    const CHUNK: usize = 50;
    let columns = ["organization_id", "month", "view", "label", "numbers"];
    let insert = |rows: &[Kept]| {
        let mut insert =
            Query::insert().into_table("feedback_month_view").columns(columns).to_owned();
        for row in rows {
            insert.values_panic([
                Expr::val(organization.0),
                Expr::val(row.month),
                Expr::val(row.view.as_str()),
                Expr::val(row.label.as_deref()),
                Expr::val(row.numbers.as_str()),
            ]);
        }
        insert.into()
    };
    rows.chunks(CHUNK).map(insert).collect()
}
