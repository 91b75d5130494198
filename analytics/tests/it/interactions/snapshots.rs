//! Snapshots are made once, of months that have ended.

use analytics::network::State;
use sea_orm::{ConnectionTrait, Statement, Value};
use serde_json::json;

use super::scene::{Given, ask, interactions, own};
use crate::{on_both, world::World};

async fn states(world: &World) -> Vec<String> {
    let sql = "select month, state from network_snapshot order by organization_id, month";
    let backend = world.db.get_database_backend();
    let rows = world.db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let told = rows.iter().map(|row| {
        let month: chrono::NaiveDate = row.try_get("", "month").unwrap();
        let state: State = row.try_get("", "state").unwrap();
        format!("{month} {state:?}")
    });
    told.collect()
}

/// Of the other organisation, which nothing happened in, there is the last month.
const AWAY: &str = "2024-09-01 Done";

on_both! {
    async fn each_month_that_has_ended_is_built_once(world: World) {
        let (_, people) = world.team(None, 6).await;
        world.give(people[0], people[1], world.ago(2), Given::Named).await;
        world.give(people[0], people[2], world.clock.now(), Given::Named).await;
        assert_eq!(world.built(&world.clock).await, 3);
        let first = ["2024-08-01 Done", "2024-09-01 Done", AWAY];
        assert_eq!(states(&world).await, first);
        assert_eq!(world.count("network_snapshot_member").await, 12);
        assert_eq!(world.built(&world.clock).await, 0);
        // A tie of a month that is built changes nothing of it.
        world.give(people[3], people[1], world.ago(2), Given::Named).await;
        let august = "2024-08-01";
        assert_eq!(world.built(&world.clock).await, 0);
        let told = format!(
            "{{ membership(id: \"{}\") {{ ownInteractions(month: \"{august}\") {{ tiesGiven }} }} }}",
            people[3]
        );
        let (data, _) = ask(&world, &world.as_member(people[3]), &told).await;
        assert_eq!(data["membership"]["ownInteractions"]["tiesGiven"], 0);
        // The month that had not ended is built when it has.
        assert_eq!(world.built(&world.later(1)).await, 2);
        let more = ["2024-08-01 Done", "2024-09-01 Done", "2024-10-01 Done", AWAY, "2024-10-01 Done"];
        assert_eq!(states(&world).await, more);
    }
}

on_both! {
    async fn only_what_was_done_by_name_makes_a_tie(world: World) {
        let (_, people) = world.team(None, 6).await;
        let [ada, bea, cid, dan] = [people[0], people[1], people[2], people[3]];
        let at = world.ago(1);
        for _ in 0..3 {
            world.give(ada, bea, at, Given::Named).await;
        }
        world.give(ada, ada, at, Given::Named).await;
        world.give(ada, cid, at, Given::Withdrawn).await;
        world.give(ada, cid, at, Given::Hidden).await;
        world.give(ada, cid, at, Given::Anonymous).await;
        // A request that was answered ties both ways: who asked, and who answered.
        world.ask(dan, ada, at).await;
        world.built(&world.clock).await;
        let told = own(&world, ada, "month tiesGiven tiesReceived people strengthGiven").await;
        let expected = json!({
            "month": "2024-09-01", "tiesGiven": 2, "tiesReceived": 1, "people": 2,
            "strengthGiven": 4.0
        });
        assert_eq!(told, expected);
        assert_eq!(own(&world, cid, "people").await["people"], 0);
        let told = own(&world, dan, "tiesGiven tiesReceived eiIndex betweennessMargin").await;
        assert_eq!(told, json!({
            "tiesGiven": 1, "tiesReceived": 1, "eiIndex": -1.0, "betweennessMargin": null
        }));
    }
}

on_both! {
    async fn who_left_since_stays_with_what_they_did(world: World) {
        let (_, people) = world.team(None, 6).await;
        world.give(people[0], people[1], world.ago(1), Given::Named).await;
        for left in [people[0], people[5]] {
            let sql = "update membership set state = 'left' where id = $1";
            let backend = world.db.get_database_backend();
            let values: [Value; 1] = [left.0.into()];
            let statement = Statement::from_sql_and_values(backend, sql, values);
            world.db.execute_raw(statement).await.unwrap();
        }
        world.built(&world.clock).await;
        // Who had no tie and is gone is not among them.
        assert_eq!(world.count("network_snapshot_member").await, 5);
        assert_eq!(own(&world, people[1], "tiesReceived").await["tiesReceived"], 1);
    }
}

fn change(world: &World, mutation: &str, month: &str) -> String {
    let home = world.home;
    format!(
        "mutation {{ {mutation}(input: {{ organization: \"{home}\", month: \"{month}\" }}) \
         {{ build {{ month state progress }} errors {{ code }} }} }}"
    )
}

/// As who builds it writes it.
async fn building(world: &World, touched: chrono::DateTime<chrono::Utc>) {
    world
        .insert(
            "network_snapshot",
            [
                ("organization_id", world.home.0.into()),
                ("month", chrono::NaiveDate::from_ymd_opt(2024, 9, 1).unwrap().into()),
                ("state", "building".into()),
                ("progress", 40_i64.into()),
                ("cancel", false.into()),
                ("started_at", touched.into()),
                ("touched_at", touched.into()),
            ],
        )
        .await;
}

on_both! {
    async fn what_somebody_builds_is_left_to_them_until_they_are_gone(world: World) {
        building(&world, world.clock.now()).await;
        assert_eq!(world.built(&world.clock).await, 1, "of the other organisation");
        assert_eq!(states(&world).await, ["2024-09-01 Building", AWAY]);
        let soon = kernel::Clock::of(kernel::ManualClock::at(
            world.clock.now() + chrono::TimeDelta::minutes(6),
        ));
        assert_eq!(world.built(&soon).await, 1);
        assert_eq!(states(&world).await, ["2024-09-01 Done", AWAY]);
    }
}

on_both! {
    async fn an_administrator_sees_it_being_built_ends_it_and_asks_for_it(world: World) {
        building(&world, world.clock.now()).await;
        let administrator = world.administrator();
        let builds = "interactionBuilds { month state progress finishedAt }";
        let told = interactions(&world, &administrator, builds).await;
        let expected = json!([
            { "month": "2024-09-01", "state": "BUILDING", "progress": 40, "finishedAt": null }
        ]);
        assert_eq!(told["interactionBuilds"], expected);
        let cancel = change(&world, "cancelInteractionBuild", "2024-09-17");
        let (data, codes) = ask(&world, &administrator, &cancel).await;
        assert!(codes.is_empty(), "{codes:?}");
        assert_eq!(data["cancelInteractionBuild"]["build"]["state"], "CANCELLED");
        assert_eq!(world.count("network_snapshot where cancel").await, 1);
        // Whoever builds it is gone before they noticed.
        let sql = "update network_snapshot set state = 'cancelled'";
        world.db.execute_unprepared(sql).await.unwrap();
        world.built(&world.clock).await;
        assert_eq!(states(&world).await, ["2024-09-01 Cancelled", AWAY]);
        let restart = change(&world, "restartInteractionBuild", "2024-09-01");
        let (data, _) = ask(&world, &administrator, &restart).await;
        assert_eq!(data["restartInteractionBuild"]["build"], json!({
            "month": "2024-09-01", "state": "REQUESTED", "progress": 0
        }));
        assert_eq!(world.built(&world.clock).await, 1);
        assert_eq!(states(&world).await, [AWAY, AWAY]);
        for (mutation, code) in
            [("cancelInteractionBuild", "NOT_BUILDING"), ("restartInteractionBuild", "ALREADY_BUILT")]
        {
            let text = change(&world, mutation, "2024-09-01");
            let (data, _) = ask(&world, &administrator, &text).await;
            assert_eq!(data[mutation]["errors"][0]["code"], code);
            let text = change(&world, mutation, "2024-10-01");
            let (data, _) = ask(&world, &administrator, &text).await;
            assert_eq!(data[mutation]["errors"][0]["code"], "NOT_CLOSED");
        }
        let done = "audit_entry where action like '%InteractionBuild' and outcome = 'done'";
        assert_eq!(world.count(done).await, 2);
    }
}

on_both! {
    async fn a_month_that_nobody_has_begun_with_is_kept_from_it_or_asked_for(world: World) {
        let administrator = world.administrator();
        let cancel = change(&world, "cancelInteractionBuild", "2024-09-01");
        let (data, _) = ask(&world, &administrator, &cancel).await;
        assert_eq!(data["cancelInteractionBuild"]["build"]["state"], "CANCELLED");
        // Longer ago than what is built unasked.
        let restart = change(&world, "restartInteractionBuild", "2019-02-28");
        let (data, _) = ask(&world, &administrator, &restart).await;
        assert_eq!(data["restartInteractionBuild"]["build"]["state"], "REQUESTED");
        assert_eq!(world.built(&world.clock).await, 2);
        assert_eq!(states(&world).await, ["2019-02-01 Done", "2024-09-01 Cancelled", AWAY]);
        assert_eq!(world.built(&world.clock).await, 0);
    }
}

on_both! {
    async fn nobody_else_manages_builds(world: World) {
        building(&world, world.clock.now()).await;
        let (unit, members) = world.team(None, 5).await;
        let part = world.in_part(&[unit], &members);
        for person in [part, world.person(world.home)] {
            for mutation in ["cancelInteractionBuild", "restartInteractionBuild"] {
                let text = change(&world, mutation, "2024-09-01");
                let (_, codes) = ask(&world, &person, &text).await;
                assert_eq!(codes, ["FORBIDDEN"]);
            }
            let text = format!(
                "{{ organization(id: \"{}\") {{ interactionBuilds {{ month }} }} }}", world.home
            );
            let (data, codes) = ask(&world, &person, &text).await;
            assert!(data["organization"]["interactionBuilds"].is_null());
            assert_eq!(codes, ["FORBIDDEN"]);
        }
        assert_eq!(world.count("network_snapshot where cancel").await, 0);
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 4);
    }
}
