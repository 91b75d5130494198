//! What becomes of who was asked. Each touches nothing where it is no longer open, so that of two
//! at once one is told.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, FeedbackId, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Query, UpdateStatement},
};

use crate::requests::entity::{
    invitation::{Column, Entity, Model, State},
    request,
};

/// Answered, declined or closed.
pub fn settled(row: &Model, next: &Model) -> Write {
    let mut update = of(row);
    update
        .value(Column::State, next.state)
        .value(Column::SettledAt, next.settled_at)
        .value(Column::Reason, next.reason.clone())
        .value(Column::ExternalName, next.external_name.clone())
        .value(Column::LinkId, next.link_id)
        .value(Column::LinkHash, next.link_hash.clone())
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .and_where(Column::State.eq(State::Open));
    update.into()
}

/// Somebody from outside had this notice before them. Touches nothing once it is settled.
pub fn noticed(row: &Model, version: &str) -> Write {
    let mut update = of(row);
    update.value(Column::NoticeVersion, version).and_where(Column::State.eq(State::Open));
    update.into()
}

/// By what it was answered; it was settled before, in the same transaction.
pub fn answered_by(row: &Model, feedback: FeedbackId) -> Write {
    let mut update = of(row);
    update.value(Column::FeedbackId, feedback);
    update.into()
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

/// A link opens nothing any more, however it stands with who held it. Touches nothing if there
/// is none.
pub fn unlinked(row: &Model) -> Write {
    let mut update = of(row);
    update
        .value(Column::LinkId, Option::<uuid::Uuid>::None)
        .value(Column::LinkHash, Option::<Vec<u8>>::None)
        .and_where(Column::LinkHash.is_not_null());
    update.into()
}

/// Name, address, link and what they said of a no are gone, of somebody from outside; what is
/// open is closed.
pub fn forgotten(row: &Model, now: DateTime<Utc>) -> [Write; 2] {
    let mut update = blank();
    update
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .value(Column::ExternalName, Option::<String>::None)
        .value(Column::Reason, Option::<String>::None);
    let mut close = of(row);
    close
        .value(Column::State, State::Closed)
        .value(Column::SettledAt, now)
        .and_where(Column::State.eq(State::Open));
    [close.into(), update.into()]
}

/// Touches nothing if it is closed already.
pub fn closed(row: &request::Model, now: DateTime<Utc>) -> Write {
    use request::Column as Of;
    Query::update()
        .table(request::Entity)
        .value(Of::ClosedAt, now)
        .and_where(Of::OrganizationId.eq(row.organization_id))
        .and_where(Of::Id.eq(row.id))
        .and_where(Of::ClosedAt.is_null())
        .to_owned()
        .into()
}

/// Nobody of those who did not answer is asked any more.
pub fn all_closed(row: &request::Model, now: DateTime<Utc>) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, State::Closed)
        .value(Column::SettledAt, now)
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::RequestId.eq(row.id))
        .and_where(Column::State.eq(State::Open))
        .to_owned()
        .into()
}

/// Addresses and links of what was due before this day, and the names of who did not answer, with
/// their reasons;
/// how many rows lost something is answered.
pub async fn forget_unchecked(db: &Db, before: NaiveDate) -> Result<u64, DbErr> {
    let over = Column::DueOn.lt(before);
    let kept = Condition::any()
        .add(Column::ExternalAddress.is_not_null())
        .add(Column::LinkHash.is_not_null());
    let mut addresses = blank();
    addresses.and_where(over.clone()).cond_where(kept);
    let mut names = Query::update();
    let said =
        Condition::any().add(Column::ExternalName.is_not_null()).add(Column::Reason.is_not_null());
    names
        .table(Entity)
        .value(Column::ExternalName, Option::<String>::None)
        .value(Column::Reason, Option::<String>::None)
        .and_where(over)
        .and_where(Column::MemberId.is_null())
        .and_where(Column::State.ne(State::Answered))
        .cond_where(said);
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
        .value(Column::LinkId, Option::<uuid::Uuid>::None)
        .value(Column::LinkHash, Option::<Vec<u8>>::None)
        .value(Column::RemindAt, Option::<DateTime<Utc>>::None)
        .to_owned()
}
