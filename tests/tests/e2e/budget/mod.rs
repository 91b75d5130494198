//! How many statements a screen may cost: one for the viewer, one per kind of row, whatever
//! the number of rows. The documents stand in `queries/`, what they answer in `snapshots/`.

mod crowd;

use serde_json::{Value, json};
use tests::{Engine, Persona, World, data, named, on_both, people};

use self::crowd::Crowd;

const VIEWER: &str = include_str!("../../../queries/viewer.graphql");
const FEED: &str = include_str!("../../../queries/feed.graphql");
const MEMBERS: &str = include_str!("../../../queries/members.graphql");
const GIVE: &str = include_str!("../../../queries/give.graphql");

const READERS: [Persona; 6] = [
    Persona::Member,
    Persona::Manager,
    Persona::ColleagueElsewhere,
    Persona::Administrator,
    Persona::Coach,
    Persona::ComplianceManager,
];

/// Each reader's answer, once it cost what it may.
async fn read(world: &World, name: &str, query: &str, most: u64) {
    let organization = json!({ "organization": people::organization("acme").to_string() });
    let mut answers = serde_json::Map::new();
    for persona in READERS {
        let (cost, answer) = world.cost(persona, query, organization.clone()).await;
        assert_eq!(cost, most, "{name} by {persona:?}: {answer:#}");
        answers.insert(persona.name().to_owned(), named(data(&answer).clone()));
    }
    keep(name, &Value::Object(answers));
}

fn keep(name: &str, answers: &Value) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_json_snapshot!(name, answers));
}

on_both! {
    async fn the_viewer_is_one(world: &World) {
        read(world, "viewer", VIEWER, 1).await;
    }
}

/// Filled, with nothing in it that somebody reads as a moderator: that is written down, which
/// costs.
async fn fill(world: &World) {
    let content = world.filled().await;
    for feedback in [&content.talk.flagged_feedback, &content.talk.hidden_feedback] {
        let input = json!({ "on": { "feedback": feedback }, "decision": "DISMISS" });
        world.did(Persona::Administrator, "resolveFlag", input).await;
    }
}

on_both! {
    async fn a_feed_is_two(world: &World) {
        fill(world).await;
        read(world, "feed", FEED, 2).await;
    }
}

on_both! {
    async fn members_with_their_newest_are_two(world: &World) {
        fill(world).await;
        read(world, "members", MEMBERS, 2).await;
    }
}

on_both! {
    /// The clock stands, so that the answer is the same each time.
    async fn what_is_given_is_answered(world: &World) {
        let to = |who| people::member("acme", who).to_string();
        let mut answers = serde_json::Map::new();
        for (what, recipients) in [
            ("members", json!({ "members": [to(Persona::Peer), to(Persona::Manager)] })),
            ("unit", json!({ "unit": people::unit("inside").to_string() })),
            ("themselves", json!({ "members": [to(Persona::Member)] })),
            ("an outsider", json!({ "members": [people::member("globex", Persona::Outsider).to_string()] })),
        ] {
            let input = json!({ "recipient": recipients, "kind": "PRAISE", "visibility": "TEAM",
                "text": "Well done." });
            let answer = world.ask_with(Persona::Member, GIVE, json!({ "input": input })).await;
            answers.insert(what.to_owned(), named(data(&answer).clone()));
        }
        keep("give", &Value::Object(answers));
    }
}

on_both! {
    async fn fifty_rows_cost_what_one_does(world: &World) {
        let crowd = Crowd::enter(world, 60).await;
        crowd.praise(world).await;
        let organization = json!({ "organization": crowd.organization.to_string() });
        let (cost, answer) = crowd.cost(world, FEED, organization.clone()).await;
        let nodes = list(&data(&answer)["organization"]["feed"]["nodes"]);
        assert_eq!((cost, nodes.len()), (2, 50));
        for node in nodes {
            assert!(node["author"]["displayName"].is_string(), "{node}");
            assert!(node["recipients"][0]["displayName"].is_string(), "{node}");
        }
        let (cost, answer) = crowd.cost(world, MEMBERS, organization).await;
        let nodes = list(&data(&answer)["organization"]["members"]["nodes"]);
        assert_eq!((cost, nodes.len()), (2, 50));
        for node in nodes {
            assert_eq!(list(&node["feedbackReceived"]["nodes"]).len(), 5, "{node}");
            assert_eq!(node["feedbackReceived"]["pageInfo"]["hasNextPage"], true);
        }
    }
}

on_both! {
    async fn giving_costs_the_same_whatever_the_number_of_recipients(world: &World) {
        let crowd = Crowd::enter(world, 60).await;
        let mut costs = vec![];
        for many in [1, 2, 50] {
            let members = crowd.members.iter().skip(1).take(many).map(ToString::to_string);
            let members: Vec<_> = members.collect();
            let input = json!({ "recipient": { "members": members }, "kind": "PRAISE",
                "visibility": "TEAM", "text": "Well done.", "idempotencyKey": format!("{many}") });
            let (cost, answer) = crowd.cost(world, GIVE, json!({ "input": input })).await;
            let given = &data(&answer)["giveFeedback"]["feedback"];
            assert_eq!(list(&given["recipients"]).len(), many, "{answer:#}");
            assert_eq!(given["author"]["displayName"], "Crowd000 Example");
            costs.push(cost);
        }
        match world.engine {
            Engine::Postgres => assert_eq!(costs, [2, 2, 2]),
            // The viewer, and a transaction of the same statements for all.
            Engine::Sqlite => {
                assert!(costs[0] <= 9 && costs.iter().all(|it| *it == costs[0]), "{costs:?}");
            }
        }
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}
