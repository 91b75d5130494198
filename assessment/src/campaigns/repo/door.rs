//! What a link opens. Whoever holds it belongs to no organisation here.

use chrono::NaiveDate;
use kernel::{
    Db,
    whole::{fetch, rows},
};
use sea_orm::{ColumnTrait, Condition, DbErr};

use crate::campaigns::invitation::{Column, Entity, Model};

/// None, if it was revoked, never was, or is long over.
pub async fn invitation_unchecked(
    db: &Db,
    hash: Vec<u8>,
    today: NaiveDate,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all().add(Column::LinkHash.eq(hash)).add(Column::LinkUntil.gte(today));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}
