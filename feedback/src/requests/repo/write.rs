//! What the use cases write at once. Many rows travel as one bound value, so that a statement's
//! text is the same for one and for all of them.

use chrono::{DateTime, Utc};
use kernel::{
    CompetencyId, FeedbackTemplateId, Write,
    bulk::{each, id_as_text, insert_each, text_as_id},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Expr, Query},
};

use crate::requests::{
    content::{Question, Said},
    entity::{answer, asked_competency, choice, invitation, question, request, template},
};

fn part(backend: DbBackend, at: usize, kind: &str) -> Expr {
    let text = format!("item.value->>{at}");
    Expr::cust(if backend == DbBackend::Postgres { format!("({text})::{kind}") } else { text })
}

fn bytes(backend: DbBackend, at: usize) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => format!("decode(item.value->>{at}, 'hex')"),
        _ => format!("unhex(item.value->>{at})"),
    })
}

/// A version of a template with its questions.
pub fn template(backend: DbBackend, row: &template::Model, questions: &[Question]) -> Vec<Write> {
    let of = || [Expr::val(row.organization_id), Expr::val(row.id)];
    let asked: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(position, it)| {
            let kind = it.wants.kind().to_value();
            (position, kind, &it.text, it.wants.competency().map(id_as_text))
        })
        .collect();
    let mut select = each(backend, &asked);
    select
        .exprs(of())
        .expr(part(backend, 0, "bigint"))
        .expr(part(backend, 1, "text"))
        .expr(part(backend, 2, "text"))
        .expr(text_as_id(backend, 3));
    let columns = ["organization_id", "template_id", "position", "kind", "text", "competency_id"];
    let questions_in = insert_each(question::Entity, columns, select);
    let mut writes: Vec<Write> = vec![
        template::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into(),
        questions_in.into(),
    ];
    let offered: Vec<_> = questions
        .iter()
        .enumerate()
        .flat_map(|(position, it)| {
            let choices = it.wants.choices().iter().enumerate();
            choices.map(move |(place, text)| (position, place, text))
        })
        .collect();
    if !offered.is_empty() {
        let mut select = each(backend, &offered);
        select
            .exprs(of())
            .expr(part(backend, 0, "bigint"))
            .expr(part(backend, 1, "bigint"))
            .expr(part(backend, 2, "text"));
        let columns = ["organization_id", "template_id", "position", "place", "text"];
        writes.push(insert_each(choice::Entity, columns, select).into());
    }
    writes
}

/// Touches nothing if it is retired already.
pub fn retired(row: &template::Model, now: DateTime<Utc>) -> Write {
    use template::Column;
    Query::update()
        .table(template::Entity)
        .value(Column::RetiredAt, now)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::RetiredAt.is_null())
        .to_owned()
        .into()
}

/// A request with those who are asked.
pub fn requested(
    backend: DbBackend,
    row: &request::Model,
    competencies: &[CompetencyId],
    asked: &[invitation::Model],
) -> Vec<Write> {
    let mut writes: Vec<Write> = vec![
        request::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into(),
        invited(backend, row, asked),
    ];
    if !competencies.is_empty() {
        let rows: Vec<_> = competencies.iter().map(|it| (id_as_text(*it),)).collect();
        let mut select = each(backend, &rows);
        select
            .expr(Expr::val(row.organization_id))
            .expr(Expr::val(row.id))
            .expr(text_as_id(backend, 0));
        let columns = ["organization_id", "request_id", "competency_id"];
        writes.push(insert_each(asked_competency::Entity, columns, select).into());
    }
    writes
}

fn invited(backend: DbBackend, row: &request::Model, asked: &[invitation::Model]) -> Write {
    let digits =
        |bytes: &Vec<u8>| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let rows: Vec<_> = asked
        .iter()
        .map(|it| {
            (
                id_as_text(it.id),
                it.member_id.map(id_as_text),
                &it.external_name,
                &it.external_address,
                &it.language,
                it.link_id.map(id_as_text),
                it.link_hash.as_ref().map(digits),
            )
        })
        .collect();
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(row.organization_id))
        .expr(text_as_id(backend, 0))
        .expr(Expr::val(row.id))
        .expr(Expr::val(row.requester_id))
        .expr(Expr::val(row.due_on))
        .expr(text_as_id(backend, 1))
        .expr(part(backend, 2, "text"))
        .expr(part(backend, 3, "text"))
        .expr(part(backend, 4, "text"))
        .expr(text_as_id(backend, 5))
        .expr(bytes(backend, 6))
        .expr(Expr::val("open"))
        .expr(Expr::val(row.created_at))
        .expr(Expr::val(false))
        .expr(Expr::val(row.created_at));
    let columns = [
        "organization_id",
        "id",
        "request_id",
        "requester_id",
        "due_on",
        "member_id",
        "external_name",
        "external_address",
        "language",
        "link_id",
        "link_hash",
        "state",
        "invited_at",
        "muted",
        "remind_at",
    ];
    insert_each(invitation::Entity, columns, select).into()
}

/// What feedback says to the questions.
pub fn answered(
    backend: DbBackend,
    feedback: &crate::entity::feedback::Model,
    template: Option<FeedbackTemplateId>,
    said: &[Said],
) -> Option<Write> {
    let template = template.filter(|_| !said.is_empty())?;
    let rows: Vec<_> = said.iter().map(|it| (it.question, &it.text, it.choice)).collect();
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(feedback.organization_id))
        .expr(Expr::val(feedback.id))
        .expr(part(backend, 0, "bigint"))
        .expr(Expr::val(template))
        .expr(part(backend, 1, "text"))
        .expr(part(backend, 2, "bigint"));
    let columns = ["organization_id", "feedback_id", "position", "template_id", "text", "choice"];
    Some(insert_each(answer::Entity, columns, select).into())
}
