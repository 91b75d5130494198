//! How much feedback units receive, by month that has ended.

use analytics::feedback::make::make;
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use kernel::{MembershipId, Role};
use sea_orm::Value as Sql;
use serde_json::{Value, json};

use crate::{
    api::ask,
    company::Company,
    on_both,
    world::{Person, World},
};

const NUMBER: &str =
    "{ __typename ... on ShownNumber { value n } ... on Suppressed { reason threshold } }";

/// The first day of the month before this one, at noon.
fn before(world: &World) -> DateTime<Utc> {
    let today = world.clock.now().date_naive();
    let last = chrono::Datelike::with_day(&today, 1).unwrap() - Days::new(1);
    let first = chrono::Datelike::with_day(&last, 1).unwrap();
    (first.and_time(NaiveTime::MIN) + TimeDelta::hours(12)).and_utc()
}

async fn give(
    world: &World,
    (author, recipient): (MembershipId, MembershipId),
    kind: &str,
    at: DateTime<Utc>,
) {
    let id = world.clock.id();
    world
        .insert(
            "feedback",
            [
                ("organization_id", world.home.0.into()),
                ("id", id.into()),
                ("author_id", author.0.into()),
                ("kind", kind.into()),
                ("text", "Well done.".into()),
                ("visibility", "recipient".into()),
                ("sole_recipient_id", recipient.0.into()),
                ("created_at", at.into()),
                ("version", 1_i64.into()),
                ("anonymous", false.into()),
            ],
        )
        .await;
    world
        .insert(
            "feedback_recipient",
            [
                ("organization_id", world.home.0.into()),
                ("feedback_id", id.into()),
                ("recipient_id", recipient.0.into()),
                ("manager_id", Sql::Uuid(None)),
                ("several", false.into()),
            ],
        )
        .await;
}

/// Of each four in a row one received nothing, and the others three, two and one, each from another.
async fn month(world: &World) -> Company {
    let company = world.company().await;
    let all: Vec<MembershipId> = company.people.concat();
    for (place, recipient) in all.iter().enumerate() {
        for author in 1..=(place * 7 % 4) {
            let author = all[(place + author) % all.len()];
            give(world, (author, *recipient), "praise", before(world)).await;
        }
    }
    company
}

async fn told(world: &World, person: &Person) -> Value {
    let text = format!(
        "{{ organization(id: \"{}\") {{ feedbackMonths {{ month views {{ view {{ kind label }}
           received {NUMBER} praise {NUMBER} suggestions {NUMBER} withoutFeedback {NUMBER} }} }} }} }}",
        world.home
    );
    let (data, codes) = ask(world, person, &text).await;
    assert!(codes.is_empty(), "{codes:?}");
    data["organization"]["feedbackMonths"].clone()
}

fn of<'a>(months: &'a Value, label: &str) -> &'a Value {
    let views = months[0]["views"].as_array().unwrap();
    views.iter().find(|it| it["view"]["label"] == label).unwrap()
}

on_both! {
    async fn a_month_is_told_once_it_has_ended_and_stays_as_it_was(world: World) {
        let company = month(&world).await;
        // This month goes on, and tells nothing yet.
        give(&world, (company.people[0][8], company.people[0][0]), "praise", world.clock.now()).await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(1));
        let months = told(&world, &world.administrator()).await;
        assert_eq!(months.as_array().unwrap().len(), 1);
        assert_eq!(months[0]["month"], before(&world).date_naive().to_string());
        // Thrice six and three, and of 14 four received nothing.
        let praise = json!({ "__typename": "ShownNumber", "value": 21, "n": 14 });
        assert_eq!(of(&months, "Unit 0")["praise"], praise);
        let without = json!({ "__typename": "ShownNumber", "value": 29, "n": 14 });
        assert_eq!(of(&months, "Unit 0")["withoutFeedback"], without);
        world.run("update feedback set kind = 'suggestion'").await;
        world.run("update membership set unit_id = null").await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(0));
        assert_eq!(told(&world, &world.administrator()).await, months);
    }
}

on_both! {
    /// Six people of the third unit received a suggestion, all from one author: it is hidden, and so
    /// is the first unit's, for the third's would be what is left over. Nobody was evaluated, and that
    /// all alike were not is not told.
    async fn counts_need_enough_authors_and_nothing_is_told_of_all_alike(world: World) {
        let company = month(&world).await;
        let (at, first) = (before(&world), &company.people[0]);
        for (number, recipient) in first.iter().enumerate().take(8) {
            give(&world, (first[(number + 3) % 14], *recipient), "suggestion", at).await;
        }
        for recipient in company.people[2].iter().take(6) {
            give(&world, (company.managers[2], *recipient), "suggestion", at).await;
        }
        make(&world.db, &world.clock).await.unwrap();
        let months = told(&world, &world.administrator()).await;
        let hidden = json!({ "__typename": "Suppressed", "reason": "PROTECTED", "threshold": 5 });
        assert_eq!(of(&months, "Unit 0")["praise"]["value"], 21);
        assert_eq!(of(&months, "Unit 2")["suggestions"], hidden);
        assert_eq!(of(&months, "Unit 0")["suggestions"], hidden);
        assert_eq!(of(&months, "Unit 3")["withoutFeedback"], hidden);
    }
}

on_both! {
    async fn each_sees_what_they_administer_or_lead(world: World) {
        let company = month(&world).await;
        make(&world.db, &world.clock).await.unwrap();
        let some = kernel::Scope::Only(std::sync::Arc::new([company.people[0][0]].into()));
        let of_unit = world.person(world.home).administering(some).of_units(&[company.units[1]]);
        let kinds = |months: &Value| {
            let views = months[0]["views"].as_array().unwrap().clone();
            views.iter().map(|it| it["view"]["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let seen = told(&world, &of_unit).await;
        assert_eq!(kinds(&seen), ["UNIT"]);
        assert_eq!(seen[0]["views"][0]["view"]["label"], "Unit 1");
        let manager = world.person(world.home).being(company.managers[0]);
        let seen = told(&world, &manager.leading(&company.people[0])).await;
        assert_eq!(kinds(&seen), ["ATTRIBUTE"]);
        assert_eq!(seen[0]["views"][0]["praise"]["value"], 21);
        let text = format!("{{ organization(id: \"{}\") {{ feedbackMonths {{ month }} }} }}", world.home);
        for person in [world.person(world.home), world.person(world.home).with(Role::ItAdministrator)] {
            let (data, codes) = ask(&world, &person, &text).await;
            assert!(data["organization"]["feedbackMonths"].is_null());
            assert_eq!(codes, ["FORBIDDEN"]);
        }
    }
}
