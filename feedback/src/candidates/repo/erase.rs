//! A candidate and all that was asked and written about them, taken out of every table that holds
//! some of it.

use chrono::{DateTime, Utc};
use kernel::{CandidateId, Db, Write};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait,
    sea_query::{Order, Query, SelectStatement},
};

use crate::{
    candidates::{
        WAITED_FOR,
        entity::{
            candidate::{Column, Entity, Model},
            evaluation,
        },
    },
    notifications::entity::notification,
    repo::whole::{fetch, rows},
    requests::entity::{asked_competency, invitation, request},
};

/// How many are looked at in one round.
const AT_ONCE: u64 = 100;

/// Those whose last day is over, and those who were waited for and said nothing, as
/// `Standing::of` has it: the next ones in the order of their ids.
pub async fn over_unchecked(
    db: &Db,
    now: DateTime<Utc>,
    after: Option<CandidateId>,
) -> Result<Vec<Model>, DbErr> {
    let silent = Condition::all()
        .add(Column::ConsentedAt.is_null())
        .add(Column::AskedAt.lt(now - WAITED_FOR));
    let over = Condition::any().add(Column::ExpiresOn.lt(now.date_naive())).add(silent);
    let rule = Condition::all().add(over).add_option(after.map(|id| Column::Id.gt(id)));
    let mut select = rows::<Entity>(rule);
    select.order_by((Entity, Column::Id), Order::Asc).limit(AT_ONCE);
    fetch(db, &select).await
}

/// The candidate last: touches nothing there if they are erased already.
pub fn erased(row: &Model) -> [Write; 6] {
    use asked_competency::Column as Wanted;
    use invitation::Column as Asked;
    use notification::Column as Told;
    let all = Query::delete()
        .from_table(evaluation::Entity)
        .and_where(evaluation::Column::OrganizationId.eq(row.organization_id))
        .and_where(evaluation::Column::CandidateId.eq(row.id))
        .to_owned();
    let asked = Query::delete()
        .from_table(request::Entity)
        .and_where(request::Column::OrganizationId.eq(row.organization_id))
        .and_where(request::Column::CandidateId.eq(row.id))
        .to_owned();
    let they = Query::delete()
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned();
    [
        all.into(),
        of_requests::<notification::Entity>(row, Told::OrganizationId, Told::RequestId),
        of_requests::<asked_competency::Entity>(row, Wanted::OrganizationId, Wanted::RequestId),
        of_requests::<invitation::Entity>(row, Asked::OrganizationId, Asked::RequestId),
        asked.into(),
        they.into(),
    ]
}

fn of_requests<E: EntityTrait>(row: &Model, organization: E::Column, of: E::Column) -> Write {
    Query::delete()
        .from_table(E::default())
        .and_where(organization.eq(row.organization_id))
        .and_where(of.in_subquery(requests(row)))
        .to_owned()
        .into()
}

fn requests(row: &Model) -> SelectStatement {
    Query::select()
        .column(request::Column::Id)
        .from(request::Entity)
        .and_where(request::Column::OrganizationId.eq(row.organization_id))
        .and_where(request::Column::CandidateId.eq(row.id))
        .to_owned()
}
