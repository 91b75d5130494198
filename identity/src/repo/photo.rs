//! Photos, written by the person alone; who may see one is decided before it is read.

use kernel::UserId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::statement::{one, run};

/// A photo as it is kept.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Kept {
    pub media_type: String,
    pub image: Vec<u8>,
}

pub async fn of_unchecked(db: &impl ConnectionTrait, user: UserId) -> Result<Option<Kept>, DbErr> {
    let sql = "select f.media_type, f.image from photo f join person p on p.id = f.person_id \
         and p.closed_at is null where f.person_id = $1";
    one(db, sql, [user.into()]).await
}

pub async fn put(
    db: &impl ConnectionTrait,
    user: UserId,
    mark: &str,
    photo: Kept,
) -> Result<(), DbErr> {
    let sql = "insert into photo (person_id, mark, media_type, image) values ($1, $2, $3, $4) \
         on conflict (person_id) do update set mark = excluded.mark, \
         media_type = excluded.media_type, image = excluded.image";
    let values = [user.into(), mark.into(), photo.media_type.into(), photo.image.into()];
    run(db, sql, values).await?;
    mark_person(db, user, Some(mark)).await
}

pub async fn remove(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    run(db, "delete from photo where person_id = $1", [user.into()]).await?;
    mark_person(db, user, None).await
}

async fn mark_person(
    db: &impl ConnectionTrait,
    user: UserId,
    mark: Option<&str>,
) -> Result<(), DbErr> {
    let sql = "update person set photo_mark = $2 where id = $1";
    run(db, sql, [user.into(), mark.into()]).await.map(drop)
}
