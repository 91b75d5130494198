//! A universe as rows of a database.

use chrono::{DateTime, TimeDelta, Utc};
use feedback::testing::Seed;
use kernel::{FeedbackId, MembershipId};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, Query, SimpleExpr, Value},
};
use uuid::Uuid;

use crate::{
    chance::BEGINNING,
    stage::Stage,
    universe::{House, KINDS, State, Target, Universe},
};

impl Stage {
    #[expect(clippy::too_many_lines, reason = "a list of tables is read line by line")]
    pub async fn write(&self, it: &Universe) {
        let organization = |n: usize| Expr::val(it.organizations[n].id);
        let member = |n: Option<usize>| Expr::val(n.map(|n| it.members[n].id));
        let (one, none) = (|| Expr::val(1_i64), || Expr::val(Value::Uuid(None)));
        self.insert(
            "person",
            &[
                "id",
                "given_name",
                "family_name",
                "postal_address",
                "phone",
                "language",
                "time_zone",
                "theme",
                "mail_on_feedback",
                "mail_digest",
                "registered_at",
            ],
            it.people.iter().map(|id| {
                let texts = ["Ada", "Lovelace", "Here", "1", "en", "UTC", "dark"].map(Expr::val);
                let mut row = vec![Expr::val(*id)];
                row.extend(texts);
                row.extend([Expr::val(true), Expr::val(true), Expr::val(now())]);
                row
            }),
        )
        .await;
        self.insert(
            "organization",
            &["id", "slug", "name", "kind", "directory_version", "created_at", "changed_in"],
            it.organizations.iter().filter(|org| org.house != House::Platform).map(|org| {
                let kind = match org.house {
                    House::Company => "company",
                    House::Practice => "practice",
                    _ => "personal",
                };
                vec![
                    Expr::val(org.id),
                    Expr::val(org.id.to_string()),
                    Expr::val("Name"),
                    Expr::val(kind),
                    one(),
                    Expr::val(now()),
                    one(),
                ]
            }),
        )
        .await;
        let licences =
            it.organizations.iter().enumerate().flat_map(|(n, org)| {
                org.licences.iter().map(move |(from, until)| (n, *from, *until))
            });
        self.insert(
            "licence",
            &["organization_id", "id", "kind", "seats", "valid_from", "valid_until"],
            licences.map(|(n, from, until)| {
                let day = |days| Expr::val((now() + TimeDelta::days(days)).date_naive());
                vec![
                    organization(n),
                    Expr::val(self.clock.id()),
                    Expr::val("b2b"),
                    Expr::val(100_i64),
                    day(from),
                    day(until),
                ]
            }),
        )
        .await;
        self.insert(
            "unit",
            &["organization_id", "id", "parent_id", "code", "name", "removed", "changed_in"],
            it.units.iter().map(|unit| {
                let parent = unit.parent.map(|n| it.units[n].id);
                vec![
                    organization(unit.organization),
                    Expr::val(unit.id),
                    Expr::val(parent),
                    Expr::val("U"),
                    Expr::val("Unit"),
                    Expr::val(unit.removed),
                    one(),
                ]
            }),
        )
        .await;
        self.insert(
            "membership",
            &[
                "organization_id",
                "id",
                "person_id",
                "state",
                "kind",
                "roles",
                "unit_id",
                "manager_id",
                "job_title",
                "given_name",
                "family_name",
                "work_address",
                "work_phone",
                "external_id",
                "changed_in",
            ],
            it.members.iter().map(|m| {
                let state = match m.state {
                    State::Invited => "invited",
                    State::Active => "active",
                    State::Suspended => "suspended",
                    State::Left => "left",
                };
                vec![
                    organization(m.organization),
                    Expr::val(m.id),
                    Expr::val(m.person.map(|n| it.people[n])),
                    Expr::val(state),
                    Expr::val(KINDS[m.kind]),
                    Expr::val(i64::from(m.roles)),
                    Expr::val(m.unit.map(|n| it.units[n].id)),
                    member(m.manager),
                    Expr::val("Title"),
                    Expr::val("Ada"),
                    Expr::val("Lovelace"),
                    Expr::val("ada@example.org"),
                    Expr::val("1"),
                    Expr::val(m.id.to_string()),
                    one(),
                ]
            }),
        )
        .await;
        self.insert(
            "member_group",
            &["organization_id", "id", "name", "removed", "changed_in"],
            it.groups.iter().map(|group| {
                vec![
                    organization(group.organization),
                    Expr::val(group.id),
                    Expr::val("Group"),
                    Expr::val(group.removed),
                    one(),
                ]
            }),
        )
        .await;
        let inside =
            it.groups.iter().flat_map(|group| group.members.iter().map(move |m| (group, *m)));
        self.insert(
            "group_member",
            &["organization_id", "group_id", "membership_id"],
            inside.map(|(group, m)| {
                vec![organization(group.organization), Expr::val(group.id), member(Some(m))]
            }),
        )
        .await;
        self.insert(
            "administrator_scope",
            &["organization_id", "id", "membership_id", "unit_id", "group_id", "member_id"],
            it.scopes.iter().map(|(of, target)| {
                let (unit, group, of_whom) = match target {
                    Target::Everybody => (none(), none(), none()),
                    Target::Unit(n) => (Expr::val(it.units[*n].id), none(), none()),
                    Target::Group(n) => (none(), Expr::val(it.groups[*n].id), none()),
                    Target::Member(n) => (none(), none(), member(Some(*n))),
                };
                vec![
                    organization(it.members[*of].organization),
                    Expr::val(self.clock.id()),
                    member(Some(*of)),
                    unit,
                    group,
                    of_whom,
                ]
            }),
        )
        .await;
        self.insert(
            "coach_grant",
            &[
                "organization_id",
                "id",
                "coach_id",
                "client_id",
                "kinds",
                "starts_at",
                "ends_at",
                "granted_at",
                "granted_by",
                "needs_confirmation",
                "revoked_at",
            ],
            it.grants.iter().map(|grant| {
                let at = |hours| now() + TimeDelta::hours(hours);
                vec![
                    organization(grant.organization),
                    Expr::val(grant.id),
                    member(Some(grant.coach)),
                    member(Some(grant.client)),
                    Expr::val(i64::from(grant.kinds)),
                    Expr::val(at(grant.starts)),
                    Expr::val(grant.ends.map(at)),
                    Expr::val(now()),
                    member(Some(grant.client)),
                    Expr::val(grant.awaits),
                    Expr::val(grant.revoked.then(now)),
                ]
            }),
        )
        .await;
        let tx = self.db.begin().await.unwrap();
        for seed in it.feedback.iter().map(|f| seed(it, f)) {
            for write in seed.writes(&self.db) {
                tx.write(write).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    pub async fn insert(
        &self,
        table: &'static str,
        columns: &[&'static str],
        rows: impl Iterator<Item = Vec<SimpleExpr>>,
    ) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        let mut insert = Query::insert();
        insert.into_table(table).columns(columns.iter().copied());
        for row in rows {
            insert.values_panic(row);
        }
        self.db.execute(&insert).await.unwrap();
    }
}

fn seed(it: &Universe, f: &crate::universe::Feedback) -> Seed {
    use crate::universe::{Looked, Sight};
    use feedback::{Kind, Visibility};
    let id = |n: usize| MembershipId(it.members[n].id);
    let to = f.to.iter().map(|(to, then)| (id(*to), then.map(id))).collect();
    let organization = it.organizations[f.organization].id.into();
    Seed {
        author: f.author.map(id),
        kind: [Kind::Praise, Kind::Suggestion, Kind::Evaluation][f.kind],
        visibility: match f.sight {
            Sight::Recipient => Visibility::Recipient,
            Sight::Manager => Visibility::Manager,
            Sight::Team => Visibility::Team,
            Sight::Organization => Visibility::Organization,
        },
        withdrawn_at: f.withdrawn.then(now),
        moderation: f.moderation.map(|it| match it {
            Looked::Flagged => feedback::Moderation::Flagged,
            Looked::Hidden => feedback::Moderation::Hidden,
        }),
        ..Seed::praise(organization, FeedbackId(f.id), MembershipId(Uuid::nil()), to)
    }
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(BEGINNING.cast_signed()).unwrap()
}
