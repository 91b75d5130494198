//! What a person says about themself; written by the person alone.

use kernel::UserId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use uuid::Uuid;

use super::statement::{all, locking, one, run};
use crate::entity::person::Model;

pub async fn own(db: &impl ConnectionTrait, user: UserId) -> Result<Option<Model>, DbErr> {
    let sql = "select * from person where id = $1 and closed_at is null";
    one(db, &locking(db, sql), [user.into()]).await
}

#[derive(FromQueryResult)]
struct Id {
    #[expect(dead_code, reason = "it is read for the lock")]
    id: Uuid,
}

/// The directories that show the person are raised before anything else is written; locked in
/// the order of their ids, so that two people of the same organisations do not wait for each
/// other in a circle.
pub async fn raise_directories(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    let theirs = "select organization_id from membership where person_id = $1";
    let lock = format!("select id from organization where id in ({theirs}) order by id");
    let _: Vec<Id> = all(db, &locking(db, &lock), [user.into()]).await?;
    let raise = format!(
        "update organization set directory_version = directory_version + 1 where id in ({theirs})"
    );
    run(db, &raise, [user.into()]).await?;
    Ok(())
}

/// The person's rows in those directories, as of the version they were raised to.
pub async fn touch_memberships(db: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    let sql = "update membership set changed_in = (select o.directory_version \
         from organization o where o.id = membership.organization_id) where person_id = $1";
    run(db, sql, [user.into()]).await
}

pub async fn write_profile(db: &impl ConnectionTrait, person: &Model) -> Result<u64, DbErr> {
    let sql = "update person set given_name = $2, infix = $3, family_name = $4, salutation = $5, \
         professional_role = $6, phone = $7, postal_address = $8, linkedin = $9 where id = $1";
    let it = person.clone();
    let values = [
        it.id.into(),
        it.given_name.into(),
        it.infix.into(),
        it.family_name.into(),
        it.salutation.into(),
        it.professional_role.into(),
        it.phone.into(),
        it.postal_address.into(),
        it.linkedin.into(),
    ];
    run(db, sql, values).await
}

pub async fn write_preferences(db: &impl ConnectionTrait, person: &Model) -> Result<u64, DbErr> {
    let sql = "update person set language = $2, time_zone = $3, theme = $4, \
         mail_on_feedback = $5, mail_digest = $6 where id = $1";
    let it = person.clone();
    let values = [
        it.id.into(),
        it.language.into(),
        it.time_zone.into(),
        it.theme.into(),
        it.mail_on_feedback.into(),
        it.mail_digest.into(),
    ];
    run(db, sql, values).await
}
