//! What a link opens. Whoever holds it belongs to no organisation here, so each select names the
//! invitation that was found by its hash.

use chrono::NaiveDate;
use kernel::{CompetencyId, Db};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult,
    sea_query::{Expr, ExprTrait, Order, Query},
};

use crate::{
    candidates::{entity::candidate, repo::by_id_unchecked},
    entity::competency,
    repo::whole::{fetch, rows},
    requests::{
        entity::{asked_competency, choice, invitation, question, request, template},
        schedule::TOLD,
    },
};

/// None, if it was revoked, never was, or is long over.
pub async fn invitation_unchecked(
    db: &Db,
    hash: Vec<u8>,
    today: NaiveDate,
) -> Result<Option<invitation::Model>, DbErr> {
    use invitation::{Column, Entity};
    let rule = Condition::all().add(Column::LinkHash.eq(hash)).add(Column::DueOn.gte(today - TOLD));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// What somebody who is asked is asked.
pub async fn request_unchecked(
    db: &Db,
    of: &invitation::Model,
) -> Result<Option<request::Model>, DbErr> {
    use request::{Column, Entity};
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(of.organization_id))
        .add(Column::Id.eq(of.request_id));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

pub async fn template_unchecked(
    db: &Db,
    of: &request::Model,
) -> Result<Option<template::Model>, DbErr> {
    use template::{Column, Entity};
    let Some(template) = of.template_id else { return Ok(None) };
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(of.organization_id))
        .add(Column::Id.eq(template));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// None, if it is about a member.
pub async fn candidate_unchecked(
    db: &Db,
    of: &request::Model,
) -> Result<Option<candidate::Model>, DbErr> {
    match of.candidate_id {
        Some(id) => by_id_unchecked(db, of.organization_id, id).await,
        None => Ok(None),
    }
}

/// In the order in which they are asked.
pub async fn questions_unchecked(
    db: &Db,
    of: &request::Model,
) -> Result<Vec<question::Model>, DbErr> {
    use question::{Column, Entity};
    let Some(template) = of.template_id else { return Ok(vec![]) };
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(of.organization_id))
        .add(Column::TemplateId.eq(template));
    let mut select = rows::<Entity>(rule);
    select.order_by((Entity, Column::Position), Order::Asc);
    fetch(db, &select).await
}

/// In the order in which they are offered.
pub async fn choices_unchecked(db: &Db, of: &request::Model) -> Result<Vec<choice::Model>, DbErr> {
    use choice::{Column, Entity};
    let Some(template) = of.template_id else { return Ok(vec![]) };
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(of.organization_id))
        .add(Column::TemplateId.eq(template));
    let mut select = rows::<Entity>(rule);
    select.order_by((Entity, Column::Position), Order::Asc);
    select.order_by((Entity, Column::Place), Order::Asc);
    fetch(db, &select).await
}

/// A competency that marks are asked for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Asked {
    pub id: CompetencyId,
    pub name: String,
    pub description: String,
    /// Since it was asked for; nobody can mark it any more.
    pub archived: bool,
}

pub async fn competencies_unchecked(db: &Db, of: &request::Model) -> Result<Vec<Asked>, DbErr> {
    use asked_competency::{Column as Of, Entity as Asked};
    use competency::{Column, Entity};
    let mut asked = Query::select();
    asked
        .expr(Expr::cust("1"))
        .from(Asked)
        .and_where(Of::OrganizationId.eq(of.organization_id))
        .and_where(Of::RequestId.eq(of.id))
        .and_where(Expr::col((Asked, Of::CompetencyId)).equals((Entity, Column::Id)));
    let mut select = Query::select();
    select
        .columns(
            [Column::Id, Column::Name, Column::Description, Column::Archived]
                .map(|column| (Entity, column)),
        )
        .from(Entity)
        .and_where(Column::OrganizationId.eq(of.organization_id))
        .and_where(Expr::exists(asked))
        .order_by((Entity, Column::Id), Order::Asc);
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| self::Asked::from_query_result(row, "")).collect()
}
