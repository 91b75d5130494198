//! What the use cases write. Milestones travel as one bound value, so that a statement's text
//! is the same for one and for fifty.

use kernel::{
    FeedbackId, Write,
    bulk::{each, insert_each},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, InsertStatement, OnConflict, Query},
};

use crate::goals::{
    content::Milestone,
    entity::{evidence, goal, milestone},
};

/// A goal with its milestones.
pub fn created(backend: DbBackend, row: &goal::Model, milestones: &[Milestone]) -> Vec<Write> {
    let mut writes: Vec<Write> =
        vec![goal::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()];
    if !milestones.is_empty() {
        writes.push(stepped(backend, row, milestones).into());
    }
    writes
}

/// Its milestones, in this order.
pub fn stepped(backend: DbBackend, row: &goal::Model, milestones: &[Milestone]) -> InsertStatement {
    let rows: Vec<_> = milestones
        .iter()
        .enumerate()
        .map(|(position, it)| {
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
            (position, &it.title, day(it.due_on), day(it.reached_on))
        })
        .collect();
    let postgres = backend == DbBackend::Postgres;
    let part = |at: usize, kind: &str| {
        let text = format!("item.value->>{at}");
        Expr::cust(if postgres { format!("({text})::{kind}") } else { text })
    };
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(row.organization_id))
        .expr(Expr::val(row.id))
        .expr(part(0, "bigint"))
        .expr(part(1, "text"))
        .expr(part(2, "date"))
        .expr(part(3, "date"));
    insert_each(
        milestone::Entity,
        ["organization_id", "goal_id", "position", "title", "due_on", "reached_on"],
        select,
    )
}

/// Takes all its milestones away.
pub fn unstepped(row: &goal::Model) -> Write {
    use milestone::Column;
    Query::delete()
        .from_table(milestone::Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::GoalId.eq(row.id))
        .to_owned()
        .into()
}

/// What it says now; touches nothing if it is no longer what was read.
pub fn updated(read: &goal::Model, next: &goal::Model) -> Write {
    use goal::Column;
    Query::update()
        .table(goal::Entity)
        .value(Column::Title, next.title.clone())
        .value(Column::Description, next.description.clone())
        .value(Column::CompetencyId, next.competency_id)
        .value(Column::TargetOn, next.target_on)
        .value(Column::State, next.state)
        .value(Column::Progress, next.progress)
        .value(Column::Version, next.version)
        .value(Column::UpdatedAt, next.updated_at)
        .value(Column::ClosedAt, next.closed_at)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .and_where(Column::Version.eq(read.version))
        .to_owned()
        .into()
}

pub fn shared(next: &goal::Model) -> Write {
    use goal::Column;
    Query::update()
        .table(goal::Entity)
        .value(Column::SharedWithManager, next.shared_with_manager)
        .value(Column::SharedWithCoach, next.shared_with_coach)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::Id.eq(next.id))
        .to_owned()
        .into()
}

/// Touches nothing if it is evidence already.
pub fn shown(row: &evidence::Model) -> Write {
    let mut insert =
        evidence::Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let once = ["organization_id", "goal_id", "feedback_id"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    insert.into()
}

/// Touches nothing if it is none.
pub fn unshown(row: &goal::Model, feedback: FeedbackId) -> Write {
    use evidence::Column;
    Query::delete()
        .from_table(evidence::Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::GoalId.eq(row.id))
        .and_where(Column::FeedbackId.eq(feedback))
        .to_owned()
        .into()
}
