//! What is said about something that was written without a name, for whoever holds its code.

use chrono::{DateTime, Utc};
use kernel::{Db, FeedbackId, OrganizationId, Page, ReplyId, Secret, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    anonymous::{
        entity::{pooled, waiting},
        seal::{label, open},
    },
    entity::feedback,
    repo::{
        paged::cut,
        whole::{fetch, rows, total},
    },
    talk::entity::{
        reply::{Column, Entity, Model},
        version,
    },
};

/// What follows the text under a code, and waits: in an order that tells nothing.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn following(
    db: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Result<Vec<waiting::Model>, DbErr> {
    use pooled::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Label.eq(label(secret, organization, code_hash, 1)))
        .filter(Column::Position.ne(0))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| open(secret, row)).collect())
}

/// What it is about.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn about_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FeedbackId,
) -> Result<Option<feedback::Model>, DbErr> {
    feedback::Entity::find_by_id((organization, id)).one(db).await
}

/// One page of what was said, the earliest first.
pub async fn page_unchecked(
    db: &Db,
    organization: OrganizationId,
    about: FeedbackId,
    page: &Page<ReplyId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(of(organization, about));
    let backwards =
        Page { after: page.before, before: page.after, backwards: !page.backwards, ..*page };
    cut(&mut select, (Entity, Column::Id), &backwards);
    fetch(db, &select).await
}

/// How much all pages have together.
pub async fn count_unchecked(
    db: &Db,
    organization: OrganizationId,
    about: FeedbackId,
) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(of(organization, about))).await
}

/// What these said before, the latest first.
#[expect(clippy::disallowed_methods, reason = "parts of what the code opens")]
pub async fn versions_unchecked(
    db: &Db,
    organization: OrganizationId,
    of: Vec<ReplyId>,
) -> Result<Vec<version::Model>, DbErr> {
    use version::{Column, Entity};
    Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .filter(within(db.get_database_backend(), (Entity, Column::ReplyId), of))
        .order_by_desc(Column::Version)
        .all(db)
        .await
}

/// What the author of what it is about said in it; of a day, or ever.
#[expect(clippy::disallowed_methods, reason = "who has the code may read it")]
pub async fn own_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    about: FeedbackId,
    day: Option<DateTime<Utc>>,
) -> Result<Vec<Model>, DbErr> {
    let day = day.map(|day| Column::CreatedAt.eq(day));
    Entity::find()
        .filter(of(organization, about).add_option(day))
        .filter(Column::Anonymous.eq(true))
        .all(db)
        .await
}

fn of(organization: OrganizationId, about: FeedbackId) -> Condition {
    Condition::all().add(Column::OrganizationId.eq(organization)).add(Column::FeedbackId.eq(about))
}
