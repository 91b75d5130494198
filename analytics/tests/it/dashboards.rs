//! From answers to a plan, and from the plan to a dashboard.

use analytics::dashboards::make::make;
use serde_json::{Value, json};

use crate::{
    api::dashboard,
    company::{Company, answered},
    on_both,
    world::{Person, World},
};

const NUMBER: &str =
    "{ __typename ... on ShownNumber { value n } ... on Suppressed { reason threshold } }";

async fn closed(world: &World) -> Company {
    let company = world.company().await;
    world.close(company.campaign).await;
    assert_eq!(make(&world.db, &world.clock).await, Ok(1));
    company
}

async fn tell(world: &World, person: &Person, company: &Company, asked: (&str, &str)) -> Value {
    dashboard(world, person, company.campaign, asked).await
}

/// The mean score of engagement of these people's answers, from 0 to 100, by hand.
fn engagement(answers: impl Iterator<Item = Vec<(&'static str, String)>>) -> (i64, i64) {
    let point = |text: &str| {
        let given: Value = serde_json::from_str(text).unwrap();
        given["number"].as_f64().unwrap()
    };
    let scores = answers.map(|it| (point(&it[0].1) + point(&it[1].1) - 2.0) / 2.0 * 25.0);
    let scores: Vec<f64> = scores.collect();
    let count = i32::try_from(scores.len()).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "0 to 100")]
    let mean = (scores.iter().sum::<f64>() / f64::from(count)).round() as i64;
    (mean, count.into())
}

on_both! {
    async fn a_plan_is_made_once_and_never_again(world: World) {
        let company = closed(&world).await;
        let rows = world.count("release_view").await;
        assert!(rows > 10, "{rows}");
        let person = world.administrator();
        let asked = ("", "respondents { ... on ShownNumber { n } }");
        let told = tell(&world, &person, &company, asked).await;
        assert_eq!(told, json!({ "respondents": { "n": 32 } }));
        // Whoever is gone, withdrawn, moved or renamed: what was released stays.
        world.run("delete from sheet_answer").await;
        world.run("update sheet set state = 'withdrawn'").await;
        world.run("update unit set name = 'Another', parent_id = null").await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(0));
        assert_eq!(world.count("release_view").await, rows);
        assert_eq!(tell(&world, &person, &company, asked).await, told);
    }
}

on_both! {
    async fn two_at_once_make_one_plan(world: World) {
        let company = world.company().await;
        world.close(company.campaign).await;
        let (one, other) = futures_util::join!(make(&world.db, &world.clock), make(&world.db, &world.clock));
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        assert_eq!(world.count("release_plan").await, 1);
        assert_eq!(world.count("release_view where place = 0").await, 1);
    }
}

on_both! {
    /// Whoever read it while it ran is late.
    async fn what_was_released_has_its_participation_kept(world: World) {
        closed(&world).await;
        world.run("delete from participation_view").await;
        world.run("update campaign set state = 'live'").await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(0));
        assert_eq!(world.count("participation_view").await, 0);
        world.run("delete from release_plan").await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(0));
        assert!(world.count("participation_view").await > 0);
        assert_eq!(world.count("release_plan").await, 0);
    }
}

on_both! {
    async fn before_the_close_there_is_participation_alone(world: World) {
        let company = world.company().await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(0));
        assert_eq!(world.count("release_view").await, 0);
        let person = world.administrator();
        let selection = format!(
            "respondents {NUMBER} engagement {{ score {NUMBER} }} view {{ kind }}
             participation {{ view {{ kind }} participation {{ __typename
               ... on ShownParticipation {{ percent invited }} ... on Suppressed {{ reason }} }} }}"
        );
        let told = tell(&world, &person, &company, ("", &selection)).await;
        let waiting = json!({ "__typename": "Suppressed", "reason": "NOT_CLOSED", "threshold": 5 });
        assert_eq!(told["respondents"], waiting);
        assert_eq!(told["engagement"]["score"], waiting);
        assert!(told["view"].is_null());
        // 32 of 38: of units of 14, 12 and 9 all but two, of the last all three.
        let all: Vec<_> = told["participation"].as_array().unwrap().iter().collect();
        let of_whole = &all[0]["participation"];
        assert_eq!(all[0]["view"]["kind"], "WHOLE");
        assert_eq!(of_whole["percent"], 84);
        assert_eq!(of_whole["invited"], 38);
        assert_eq!(all.len(), 6);
        let suppressed = all.iter().filter(|it| it["participation"]["reason"] == "PROTECTED");
        assert!(suppressed.count() >= 2, "{all:?}");
    }
}

on_both! {
    async fn numbers_are_those_of_the_answers(world: World) {
        let company = closed(&world).await;
        let person = world.administrator();
        let selection = format!(
            "engagement {{ index scale score {NUMBER} }}
             heatMap {{ dimensions {{ code name }} rows {{ view {{ kind label }}
               cells {{ __typename ... on ShownCell {{ value n bucket }} ... on Suppressed {{ reason }} }} }} }}"
        );
        let told = tell(&world, &person, &company, ("", &selection)).await;
        let sizes = [14, 12, 9, 3];
        let answers = |place: usize| {
            let size: usize = sizes[place];
            (0..size).filter(move |it| it + 2 < size || size == 3).map(move |it| answered(place, it))
        };
        let (mean, n) = engagement((0..4).flat_map(answers));
        let score = json!({ "__typename": "ShownNumber", "value": mean, "n": n });
        let index = json!({ "index": "MEAN_SCORE", "scale": "engagement", "score": score });
        assert_eq!(told["engagement"], index);
        let map = &told["heatMap"];
        assert_eq!(map["dimensions"], json!([{ "code": "engagement", "name": "Engagement" }]));
        assert_eq!(map["rows"][0]["view"]["kind"], "WHOLE");
        assert_eq!(map["rows"][0]["cells"][0]["value"], mean);
        // The whole is divided into the one unit at the top, and that into the four.
        let root = format!("(filter: {{ unit: \"{}\" }})", company.root);
        let told = tell(&world, &person, &company, (&root, &selection)).await;
        let rows = told["heatMap"]["rows"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 5);
        let of = |label: &str| {
            let row = rows.iter().find(|it| it["view"]["label"] == label).unwrap();
            row["cells"][0].clone()
        };
        let (mean, n) = engagement(answers(0));
        assert_eq!((&of("Unit 0")["value"], &of("Unit 0")["n"]), (&json!(mean), &json!(n)));
        assert_eq!(of("Unit 3"), json!({ "__typename": "Suppressed", "reason": "PROTECTED" }));
    }
}

on_both! {
    async fn questions_are_told_in_the_language_that_is_asked_for(world: World) {
        let company = closed(&world).await;
        let person = world.administrator();
        let selection = "questions { question { code text kind }
            distribution { ... on ShownDistribution { answers { answer label percent } n } } }";
        let german = tell(&world, &person, &company, ("(language: \"de-AT\")", selection)).await;
        let first = &german["questions"][0];
        assert_eq!(first["question"], json!({ "code": "a", "text": "Ich mag es.", "kind": "POINTS" }));
        let answers = first["distribution"]["answers"].as_array().unwrap();
        assert_eq!(answers.len(), 5);
        assert_eq!((&answers[4]["answer"], &answers[4]["label"]), (&json!("5"), &json!("Wholly")));
        assert_eq!((&answers[0]["answer"], &answers[0]["label"]), (&json!("1"), &json!("1")));
        let percent: i64 = answers.iter().map(|it| it["percent"].as_i64().unwrap()).sum();
        assert!((98..=102).contains(&percent), "{percent}");
        assert_eq!(german["questions"][4]["question"]["kind"], "WORDS");
    }
}

on_both! {
    async fn comments_have_a_threshold_of_their_own_and_no_order(world: World) {
        let company = closed(&world).await;
        let person = world.administrator();
        let selection = "comments { question { code } comments { __typename
            ... on ShownComments { texts n } ... on Suppressed { reason threshold } } }";
        let of = |place: usize| format!("(filter: {{ unit: \"{}\" }})", company.units[place]);
        let first = tell(&world, &person, &company, (&of(0), selection)).await;
        let shown = &first["comments"][0]["comments"];
        assert_eq!(shown["n"], 12);
        let mut texts: Vec<_> = shown["texts"].as_array().unwrap().clone();
        assert_eq!(texts.len(), 12);
        texts.sort_by_key(ToString::to_string);
        texts.dedup();
        assert_eq!(texts.len(), 12);
        let small = tell(&world, &person, &company, (&of(2), selection)).await;
        let none = json!({ "__typename": "Suppressed", "reason": "PROTECTED", "threshold": 10 });
        assert_eq!(small["comments"][0]["comments"], none);
    }
}

on_both! {
    async fn a_raised_threshold_hides_and_a_lowered_one_shows_nothing_new(world: World) {
        let company = closed(&world).await;
        let person = world.administrator();
        let filter = format!("(filter: {{ unit: \"{}\" }})", company.units[0]);
        let selection = format!("respondents {NUMBER}");
        let asked = (filter.as_str(), selection.as_str());
        let before = tell(&world, &person, &company, asked).await;
        assert_eq!(before["respondents"]["n"], 12);
        world.run("update campaign set threshold = 13").await;
        let after = tell(&world, &person, &company, asked).await;
        let hidden = json!({ "__typename": "Suppressed", "reason": "PROTECTED", "threshold": 13 });
        assert_eq!(after["respondents"], hidden);
        world.run("update campaign set threshold = 3").await;
        assert_eq!(tell(&world, &person, &company, asked).await, before);
    }
}

on_both! {
    async fn rounds_stand_beside_each_other(world: World) {
        let company = world.company().await;
        world.close(company.campaign).await;
        let first = company.campaign;
        let again = Some((first, first, 2));
        let second = world.campaign(company.instrument, company.managers[0], again).await;
        for (place, people) in company.people.iter().enumerate() {
            for (number, member) in people.iter().enumerate() {
                let stood = (company.units[place], company.managers[place]);
                // One point shifted: nobody answers as before.
                world.take_part((second, company.instrument), *member, stood, (place + 1, number * 2), true).await;
            }
        }
        world.close(second).await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(2));
        let person = world.administrator();
        let selection = format!(
            "trend {{ round engagement {NUMBER} respondents {NUMBER} }}
             comparison(against: PREVIOUS) {{ engagement {NUMBER} other {NUMBER} difference {NUMBER} }}
             strengths(against: PREVIOUS, first: 20) {{ question {{ code }} difference {NUMBER} }}
             weaknesses(against: PREVIOUS, first: 20) {{ question {{ code }} difference {NUMBER} }}"
        );
        let told = dashboard(&world, &person, second, ("", &selection)).await;
        let trend = told["trend"].as_array().unwrap();
        assert_eq!(trend.iter().map(|it| it["round"].clone()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((&trend[0]["respondents"]["n"], &trend[1]["respondents"]["n"]), (&json!(32), &json!(38)));
        let value = |of: &Value| of["value"].as_i64().unwrap();
        let compared = &told["comparison"];
        assert_eq!(value(&compared["engagement"]), value(&trend[1]["engagement"]));
        assert_eq!(value(&compared["other"]), value(&trend[0]["engagement"]));
        let by = value(&compared["engagement"]) - value(&compared["other"]);
        assert_eq!(value(&compared["difference"]), by);
        let all = ["strengths", "weaknesses"].map(|it| told[it].as_array().unwrap().len());
        assert!(all[0] + all[1] > 0 && all[0] + all[1] <= 3, "{all:?}");
        for strength in told["strengths"].as_array().unwrap() {
            assert!(value(&strength["difference"]) > 0);
        }
        let before = dashboard(&world, &person, first, ("", "comparison(against: PREVIOUS) { other { ... on Suppressed { reason } } }")).await;
        assert_eq!(before["comparison"]["other"]["reason"], "NOT_IN_PLAN");
    }
}
