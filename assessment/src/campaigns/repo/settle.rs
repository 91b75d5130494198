//! What becomes of who is invited. Each touches nothing where it is no longer as it was read, so
//! that of two at once one is told.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    prelude::Uuid,
    sea_query::{Query, UpdateStatement},
};

use crate::{
    campaigns::invitation::{Column, Entity, Model, State},
    sheets::{answer, sheet},
};

/// Said no, or taken back.
pub fn settled(row: &Model, next: &Model) -> Write {
    let mut update = of(row);
    update
        .value(Column::State, next.state)
        .value(Column::SettledOn, next.settled_on)
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .and_where(Column::State.eq(row.state));
    update.into()
}

/// What they answered and did not hand in is gone.
pub fn unanswered(row: &Model) -> Write {
    let mut open = Query::select();
    open.column(sheet::Column::Id)
        .from(sheet::Entity)
        .and_where(sheet::Column::OrganizationId.eq(row.organization_id))
        .and_where(sheet::Column::InvitationId.eq(row.id))
        .and_where(sheet::Column::State.eq(sheet::State::Open));
    let mut delete = Query::delete();
    delete
        .from_table(answer::Entity)
        .and_where(answer::Column::OrganizationId.eq(row.organization_id))
        .and_where(answer::Column::SheetId.in_subquery(open));
    delete.into()
}

/// Touches nothing if there are no reminders to come.
pub fn muted(row: &Model) -> Write {
    let mut update = of(row);
    update
        .value(Column::Muted, true)
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .and_where(Column::Muted.eq(false));
    update.into()
}

/// Address and link are gone, and the name of whoever did not answer.
pub fn unlinked(row: &Model) -> Write {
    let mut update = blank();
    update
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id));
    if row.state != State::Submitted {
        update.value(Column::ExternalName, Option::<String>::None);
    }
    update.into()
}

/// The name too, whether they answered or not.
pub fn forgotten(row: &Model) -> Write {
    let mut update = blank();
    update
        .value(Column::ExternalName, Option::<String>::None)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id));
    update.into()
}

/// Addresses and links that open nothing any more, and the names of who did not answer; how many
/// rows lost something is answered.
pub async fn forget_unchecked(db: &Db, today: NaiveDate) -> Result<u64, DbErr> {
    let over = Column::LinkUntil.lt(today);
    let kept = Condition::any()
        .add(Column::ExternalAddress.is_not_null())
        .add(Column::LinkHash.is_not_null());
    let mut addresses = blank();
    addresses.and_where(over.clone()).cond_where(kept);
    let mut names = Query::update();
    names
        .table(Entity)
        .value(Column::ExternalName, Option::<String>::None)
        .and_where(over)
        .and_where(Column::State.ne(State::Submitted))
        .and_where(Column::ExternalName.is_not_null());
    let gone = db.execute(&addresses).await?.rows_affected();
    Ok(gone + db.execute(&names).await?.rows_affected())
}

fn of(row: &Model) -> UpdateStatement {
    Query::update()
        .table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
}

fn blank() -> UpdateStatement {
    Query::update()
        .table(Entity)
        .value(Column::ExternalAddress, Option::<String>::None)
        .value(Column::LinkId, Option::<Uuid>::None)
        .value(Column::LinkHash, Option::<Vec<u8>>::None)
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .to_owned()
}
