//! What of a month is told to whom.

use kernel::{MembershipId, UnitId};
use serde_json::{Value, json};

use super::scene::{Given, ask, interactions};
use crate::{on_both, world::World};

const MATRIX: &str = "interactions { month isBuilt ties { ...n } units { totalCount nodes {
    includesPeopleWithoutUnit people { ...n } tiesGiven { ...n } tiesReceived { ...n }
    tiesTo { nodes { isDrawn ties { ...n } } } } } }";

/// A number, or why there is none.
fn spread(selection: &str) -> String {
    selection
        .replace("...n", "... on ShownNumber { value } ... on Suppressed { reason threshold }")
        .replace("...m", "... on ShownMeasure { value n } ... on Suppressed { reason threshold }")
}

/// Three teams below one company: in the first two everybody gives to the next; from the first to
/// the second five do, and back as many; the third has one tie to the first.
async fn company(world: &World) -> [(UnitId, Vec<MembershipId>); 3] {
    let top = world.unit(None, "Company").await;
    let first = world.team(Some(top), 8).await;
    let second = world.team(Some(top), 9).await;
    let third = world.team(Some(top), 7).await;
    let at = world.ago(1);
    for team in [&first.1, &second.1] {
        for (place, from) in team.iter().enumerate() {
            world.give(*from, team[(place + 1) % team.len()], at, Given::Named).await;
        }
    }
    for place in 0..5 {
        world.give(first.1[place], second.1[place], at, Given::Named).await;
        world.give(second.1[place], first.1[place], at, Given::Named).await;
        world.give(second.1[place], first.1[place], at, Given::Named).await;
    }
    world.give(third.1[0], first.1[0], at, Given::Named).await;
    [first, second, third]
}

fn numbers(nodes: &Value, field: &str) -> Vec<Value> {
    let told = nodes.as_array().unwrap().iter().map(|node| {
        let number = &node[field];
        if number["reason"].is_null() { number["value"].clone() } else { number["reason"].clone() }
    });
    told.collect()
}

on_both! {
    async fn an_administrator_of_everybody_is_told_of_groups_that_are_large_enough(world: World) {
        company(&world).await;
        world.built(&world.clock).await;
        let told = interactions(&world, &world.administrator(), &spread(MATRIX)).await;
        let told = &told["interactions"];
        assert_eq!((&told["month"], &told["isBuilt"]), (&json!("2024-09-01"), &json!(true)));
        let nodes = &told["units"]["nodes"];
        assert_eq!(told["units"]["totalCount"], 3);
        assert_eq!(numbers(nodes, "people"), [8, 9, 7]);
        let hidden = "PROTECTED";
        let cells: Vec<_> = (0..3).map(|row| numbers(&nodes[row]["tiesTo"]["nodes"], "ties")).collect();
        assert_eq!(cells[0], [json!(hidden), json!(5), json!(hidden)]);
        assert_eq!(cells[1], [json!(5), json!(9), json!(hidden)]);
        // One tie of the third would follow from the column of the first: so the smallest cell in
        // it, of eight people, is hidden, too.
        assert_eq!(cells[2], [json!(hidden), json!(hidden), json!(hidden)]);
        assert_eq!(nodes[2]["tiesTo"]["nodes"][0]["ties"], json!({ "reason": hidden, "threshold": 5 }));
        assert_eq!(nodes[0]["tiesTo"]["nodes"][1]["isDrawn"], true);
        assert_eq!(nodes[2]["tiesTo"]["nodes"][0]["isDrawn"], false);
    }
}

on_both! {
    async fn numbers_of_the_whole_network_have_two_decimals(world: World) {
        let [first, second, _] = company(&world).await;
        let at = world.ago(1);
        // Some that go one way, and across.
        for place in 0..5 {
            world.give(first.1[place], second.1[place + 3], at, Given::Named).await;
        }
        world.built(&world.clock).await;
        let selection = spread(
            "interactions { density { ...m } reciprocity { ...m } eiIndex { ...m }
             eiIndexWeighted { ...m } eiIndexExpected { ...m } crossUnitShare { ...m }
             modularity { ...m } communities { ...n } trend { month density { ...m } } }",
        );
        let told = interactions(&world, &world.administrator(), &selection).await;
        let told = &told["interactions"];
        // 17 within, 16 arcs across the first two, one from the third; of 24 · 23.
        assert_eq!(told["density"]["value"], 0.06);
        assert_eq!(told["density"]["n"], 18);
        let hundredths = |name: &str| (told[name]["value"].as_f64().unwrap() * 100.0).round();
        // Ten arcs have one back, of 33.
        assert!((hundredths("reciprocity") - 30.0).abs() < 0.5, "{told}");
        // 17 pairs within and 11 across; each time counted 17 and 21.
        assert!((hundredths("eiIndex") + 21.0).abs() < 0.5, "{told}");
        assert!((hundredths("eiIndexWeighted") - 11.0).abs() < 0.5, "{told}");
        assert!((hundredths("crossUnitShare") - 39.0).abs() < 0.5, "{told}");
        // 8, 9 and 7 people: 85 pairs within of 276.
        assert!((hundredths("eiIndexExpected") - 38.0).abs() < 0.5, "{told}");
        assert_eq!(told["trend"][0]["month"], "2024-09-01");
        assert_eq!(told["trend"][0]["density"], told["density"]);
    }
}

on_both! {
    async fn an_administrator_of_a_part_is_told_of_its_units(world: World) {
        let [first, second, _] = company(&world).await;
        world.built(&world.clock).await;
        let members = [&*first.1, &*second.1].concat();
        let part = world.in_part(&[first.0, second.0], &members);
        let selection = spread(&MATRIX.replace("ties { ...n } units", "units"));
        let told = interactions(&world, &part, &selection).await;
        let nodes = &told["interactions"]["units"]["nodes"];
        assert_eq!(numbers(nodes, "people"), [8, 9]);
        assert_eq!(numbers(&nodes[0]["tiesTo"]["nodes"], "ties"), [json!("PROTECTED"), json!(5)]);
        let one = world.in_part(&[second.0], &second.1);
        let told = interactions(&world, &one, &selection).await;
        assert_eq!(told["interactions"]["units"]["totalCount"], 1);
        let home = world.home;
        for field in ["density", "reciprocity", "eiIndex", "modularity", "bridgeConcentration"] {
            let text = spread(&format!(
                "{{ organization(id: \"{home}\") {{ interactions {{ {field} {{ ...m }} }} }} }}"
            ));
            let (data, codes) = ask(&world, &part, &text).await;
            assert!(data["organization"]["interactions"][field].is_null());
            assert_eq!(codes, ["FORBIDDEN"], "{field}");
        }
    }
}

on_both! {
    async fn others_are_told_nothing_and_one_another_nothing(world: World) {
        let [first, ..] = company(&world).await;
        world.built(&world.clock).await;
        let home = world.home;
        let mine = first.1[0];
        let text = format!("{{ organization(id: \"{home}\") {{ interactions {{ month }} }} }}");
        let (data, codes) = ask(&world, &world.as_member(mine), &text).await;
        assert!(data["organization"]["interactions"].is_null());
        assert_eq!(codes, ["FORBIDDEN"]);
        let other = format!(
            "{{ membership(id: \"{}\") {{ ownInteractions {{ people }} }} }}", first.1[1]
        );
        let lead = {
            let mut person = world.as_member(mine);
            person.0.reports = first.1.clone().into();
            person
        };
        for person in [world.as_member(mine), lead, world.administrator()] {
            let (data, codes) = ask(&world, &person, &other).await;
            assert!(data["membership"]["ownInteractions"].is_null());
            assert_eq!(codes, ["FORBIDDEN"]);
        }
        let mut stranger = world.administrator();
        stranger.0.organization = world.away;
        let (data, codes) = ask(&world, &stranger, &text).await;
        assert!(data["organization"]["interactions"].is_null());
        assert_eq!(codes, ["FORBIDDEN"]);
    }
}

on_both! {
    async fn a_month_that_has_not_ended_has_no_numbers(world: World) {
        company(&world).await;
        world.built(&world.clock).await;
        let selection = spread(
            "interactions(month: \"2024-10-03\") { month isBuilt ties { ...n } density { ...m }
             communities { ...n } units { totalCount } }",
        );
        let told = interactions(&world, &world.administrator(), &selection).await;
        let hidden = json!({ "reason": "NOT_CLOSED", "threshold": 5 });
        assert_eq!(told["interactions"], json!({
            "month": "2024-10-01", "isBuilt": false, "ties": hidden, "density": hidden,
            "communities": [], "units": { "totalCount": 0 }
        }));
    }
}

on_both! {
    async fn who_stands_in_it_needs_one_more(world: World) {
        let (_, team) = world.team(None, 5).await;
        world.team(None, 20).await;
        let at = world.ago(1);
        for (place, from) in team.iter().enumerate() {
            world.give(*from, team[(place + 1) % 5], at, Given::Named).await;
        }
        world.built(&world.clock).await;
        let selection = spread("interactions { ties { ...n } }");
        let told = interactions(&world, &world.administrator(), &selection).await;
        assert_eq!(told["interactions"]["ties"]["value"], 5);
        let mut inside = world.administrator();
        inside.0.member = team[0];
        let told = interactions(&world, &inside, &selection).await;
        assert_eq!(told["interactions"]["ties"]["reason"], "PROTECTED");
    }
}
