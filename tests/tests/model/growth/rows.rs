//! It as rows of a database.

use sea_orm::sea_query::Expr;
use uuid::Uuid;

use super::Growth;
use crate::{rows::now, stage::Stage, universe::Universe};

impl Growth {
    pub(super) async fn write(&self, stage: &Stage, it: &Universe) {
        self.write_goals(stage, it).await;
        self.write_sponsors(stage, it).await;
        self.write_opportunities(stage, it).await;
    }

    async fn write_goals(&self, stage: &Stage, it: &Universe) {
        let organization = |n: usize| Expr::val(it.organizations[n].id);
        let member = |n: usize| Expr::val(it.members[n].id);
        let columns = "organization_id id owner_id shared_with_manager shared_with_coach title \
                       description state progress version created_at updated_at";
        let goals = self.goals.iter().map(|goal| {
            vec![
                organization(goal.organization),
                Expr::val(goal.id),
                member(goal.owner),
                Expr::val(goal.with_manager),
                Expr::val(goal.with_coach),
                Expr::val("Goal"),
                Expr::val(""),
                Expr::val("open"),
                Expr::val(0_i64),
                Expr::val(1_i64),
                Expr::val(now()),
                Expr::val(now()),
            ]
        });
        insert(stage, "goal", columns, goals).await;
        let columns = "organization_id id person_id host_id kind state topic shared_notes \
                       host_notes person_notes version starts_at created_at updated_at";
        let meetings = self.meetings.iter().map(|meeting| {
            let kind = if meeting.session { "coach_session" } else { "check_in" };
            let mut row = vec![
                organization(meeting.organization),
                Expr::val(meeting.id),
                member(meeting.person),
                member(meeting.host),
                Expr::val(kind),
                Expr::val("held"),
            ];
            row.extend(["Topic", "Both", "Host", "Person"].map(Expr::val));
            row.push(Expr::val(1_i64));
            row.extend([now(), now(), now()].map(Expr::val));
            row
        });
        insert(stage, "meeting", columns, meetings).await;
    }

    async fn write_sponsors(&self, stage: &Stage, it: &Universe) {
        let organization = |n: usize| Expr::val(it.organizations[n].id);
        let member = |n: usize| Expr::val(it.members[n].id);
        let columns = "organization_id id client_id coach_id sponsor_id started_at ended_at";
        let sponsorships = self.sponsorships.iter().map(|it| {
            vec![
                organization(it.organization),
                Expr::val(it.id),
                member(it.client),
                member(it.coach),
                member(it.sponsor),
                Expr::val(now()),
                Expr::val(it.ended.then(now)),
            ]
        });
        insert(stage, "sponsorship", columns, sponsorships).await;
        let released = self.sponsorships.iter().filter(|it| it.released).map(|it| {
            let section = Expr::val("goals");
            vec![organization(it.organization), Expr::val(it.id), section, Expr::val(now())]
        });
        let columns = "organization_id sponsorship_id section released_at";
        insert(stage, "sponsor_release", columns, released).await;
    }

    async fn write_opportunities(&self, stage: &Stage, it: &Universe) {
        let organization = |n: usize| Expr::val(it.organizations[n].id);
        let member = |n: usize| Expr::val(it.members[n].id);
        let columns = "organization_id id offered_by_id kind title description state version \
                       created_at updated_at";
        let opportunities = self.opportunities.iter().map(|it| {
            let mut row = vec![organization(it.organization), Expr::val(it.id), member(it.by)];
            row.extend(["role", "Lead", "", "open"].map(Expr::val));
            row.extend([Expr::val(1_i64), Expr::val(now()), Expr::val(now())]);
            row
        });
        insert(stage, "opportunity", columns, opportunities).await;
        let columns = "organization_id id opportunity_id member_id offered_by_id note \
                       shared_with_manager shared_with_coach noted_at withdrawn_at";
        let interests = self.interests.iter().map(|it| {
            let of = &self.opportunities[it.opportunity];
            vec![
                organization(it.organization),
                Expr::val(it.id),
                Expr::val::<Uuid>(of.id),
                member(it.member),
                member(of.by),
                Expr::val("I would."),
                Expr::val(it.with_manager),
                Expr::val(it.with_coach),
                Expr::val(now()),
                Expr::val(it.withdrawn.then(now)),
            ]
        });
        insert(stage, "opportunity_interest", columns, interests).await;
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
