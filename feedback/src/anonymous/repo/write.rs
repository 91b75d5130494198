//! What the use cases write.

use kernel::{FeedbackId, Month, OrganizationId, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};

use crate::anonymous::entity::{drawing, setting, thread};

/// Touches nothing if they were drawn before.
pub fn drawn(row: drawing::Model) -> Write {
    let mut insert = drawing::Entity::insert(row.into_active_model().reset_all()).into_query();
    insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    insert.into()
}

/// The tickets of earlier months.
pub fn swept(before: Month) -> Write {
    Query::delete()
        .from_table(drawing::Entity)
        .and_where(drawing::Column::Month.lt(before.first()))
        .to_owned()
        .into()
}

/// Touches nothing if it is no longer of the version before.
pub fn set(row: &setting::Model) -> Write {
    use setting::Column;
    let mut insert =
        setting::Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    if row.version == 1 {
        insert.on_conflict(OnConflict::new().do_nothing().to_owned());
        return insert.into();
    }
    Query::update()
        .table(setting::Entity)
        .value(Column::MonthlyTickets, row.monthly_tickets)
        .value(Column::Crowd, row.crowd)
        .value(Column::DeliveryHour, row.delivery_hour)
        .value(Column::HourBefore, row.hour_before)
        .value(Column::HourFrom, row.hour_from)
        .value(Column::Version, row.version)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Version.eq(row.version - 1))
        .to_owned()
        .into()
}

pub fn threaded(row: thread::Model) -> Write {
    thread::Entity::insert(row.into_active_model().reset_all()).into_query().into()
}

/// What a code opened is withdrawn.
pub fn closed(organization: OrganizationId, feedback: FeedbackId) -> Write {
    use thread::Column;
    Query::update()
        .table(thread::Entity)
        .value(Column::State, thread::State::Withdrawn)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::FeedbackId.eq(feedback))
        .to_owned()
        .into()
}

/// Touches nothing if this was delivered on this day before.
pub fn day_begun(organization: OrganizationId, day: chrono::NaiveDate) -> Write {
    let mut insert = delivery(organization, day, 0);
    insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    insert.into()
}

/// So much more was delivered on this day.
pub fn day_counted(organization: OrganizationId, day: chrono::NaiveDate, written: i64) -> Write {
    let mut insert = delivery(organization, day, written);
    let more = Expr::col((Alias::new(DELIVERY), Alias::new("written"))).add(written);
    let key = ["organization_id", "day"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(key).value("written", more).to_owned());
    insert.into()
}

const DELIVERY: &str = "anonymous_delivery";

fn delivery(
    organization: OrganizationId,
    day: chrono::NaiveDate,
    written: i64,
) -> sea_orm::sea_query::InsertStatement {
    Query::insert()
        .into_table(DELIVERY)
        .columns(["organization_id", "day", "written"])
        .values_panic([Expr::val(organization.0), Expr::val(day), Expr::val(written)])
        .to_owned()
}
