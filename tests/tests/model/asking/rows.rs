//! It as rows of a database.

use chrono::Days;
use sea_orm::sea_query::Expr;

use super::{Asking, Standing};
use crate::{rows::now, stage::Stage, universe::Universe};

impl Asking {
    pub(super) async fn write(&self, stage: &Stage, it: &Universe) {
        let organization = |n: usize| Expr::val(it.organizations[n].id);
        let member = |n: usize| Expr::val(it.members[n].id);
        let today = now().date_naive();
        let columns =
            "organization_id id original_id version name introduction created_at retired_at";
        let templates = self.templates.iter().map(|it| {
            vec![
                organization(it.organization),
                Expr::val(it.id),
                Expr::val(it.id),
                Expr::val(1_i64),
                Expr::val("Template"),
                Expr::val(""),
                Expr::val(now()),
                Expr::val(it.retired.then(now)),
            ]
        });
        insert(stage, "feedback_template", columns, templates).await;
        let due = |standing| {
            if standing == Standing::Expired { today - Days::new(1) } else { today }
        };
        let of = |n: usize| self.invitations.iter().find(|it| it.request == n);
        let columns = "organization_id id requester_id about_id message visibility due_on created_at closed_at";
        let requests = self.requests.iter().enumerate().map(|(n, it)| {
            vec![
                organization(it.organization),
                Expr::val(it.id),
                member(it.requester),
                member(it.about),
                Expr::val(""),
                Expr::val("manager"),
                Expr::val(of(n).map_or(today, |it| due(it.standing))),
                Expr::val(now()),
                Expr::val(it.closed.then(now)),
            ]
        });
        insert(stage, "feedback_request", columns, requests).await;
        let columns = "organization_id id request_id requester_id due_on member_id \
                       external_name state invited_at settled_at muted";
        let invitations = self.invitations.iter().map(|asked| {
            let of = &self.requests[asked.request];
            let kept = match asked.standing {
                Standing::Open | Standing::Expired => "open",
                Standing::Declined => "declined",
                Standing::Closed => "closed",
            };
            vec![
                organization(of.organization),
                Expr::val(asked.id),
                Expr::val(of.id),
                member(of.requester),
                Expr::val(due(asked.standing)),
                Expr::val(asked.member.map(|m| it.members[m].id)),
                Expr::val(asked.member.is_none().then_some("Eva")),
                Expr::val(kept),
                Expr::val(now()),
                Expr::val((kept != "open").then(now)),
                Expr::val(false),
            ]
        });
        insert(stage, "feedback_invitation", columns, invitations).await;
    }
}

async fn insert(
    stage: &Stage,
    table: &'static str,
    columns: &'static str,
    rows: impl Iterator<Item = Vec<Expr>>,
) {
    let columns: Vec<_> = columns.split_whitespace().collect();
    stage.insert(table, &columns, rows).await;
}
