use serde_json::json;
use tests::{Persona, inputs, on_both, people, schema::Schema};

use super::foreign::{CANARY, Foreign, replace};

/// Nothing of Globex's may reach these.
const OTHERS: [Persona; 8] = [
    Persona::Member,
    Persona::Administrator,
    Persona::ItAdministrator,
    Persona::Coach,
    Persona::Client,
    Persona::ComplianceManager,
    Persona::UnitAdministrator,
    Persona::Nobody,
];

on_both! {
    /// By no root field, no list, no id, no filter.
    async fn r32_no_canary_is_read_elsewhere(world: &World) {
        world.filled().await;
        let foreign = Foreign::enter(world).await;
        let schema = Schema::whole();
        let acme = people::organization("acme");
        let mut queries = vec![
            include_str!("../../../queries/viewer.graphql").to_owned(),
            include_str!("../../../queries/feed.graphql").to_owned(),
            include_str!("../../../queries/members.graphql").to_owned(),
        ];
        for id in &foreign.0 {
            queries.push(format!(r#"{{ node(id: "{id}") {{ __typename id }} nodes(ids: ["{id}"]) {{ __typename id }} }}"#));
            queries.push(format!(r#"{{ organization(id: "{acme}") {{ members(filter: {{ text: "{CANARY}" }}) {{ totalCount nodes {{ displayName }} }} }} }}"#));
        }
        for field in schema.fields("Organization") {
            let selection = match schema.selection(field) {
                "" => "",
                it if it.starts_with("{ totalCount") => "{ totalCount nodes { __typename } edges { cursor } }",
                it => it,
            };
            for id in [acme, people::organization("globex")] {
                queries.push(format!(r#"{{ organization(id: "{id}") {{ id {} {selection} }} }}"#, field.name.node));
            }
        }
        let globex = json!({ "organization": people::organization("globex").to_string() });
        for persona in OTHERS {
            for query in &queries {
                let variables = if query.contains("$organization") { globex.clone() } else { json!({}) };
                let answer = world.ask_with(persona, query, variables).await;
                let text = answer["data"].to_string();
                assert!(!text.contains(CANARY), "{persona:?} {query}: {answer:#}");
                for id in &foreign.0 {
                    assert!(!text.contains(id), "{persona:?} reads {id} by {query}: {answer:#}");
                }
            }
        }
    }
}

on_both! {
    /// By no mutation; and none changes anything there.
    async fn r32_nothing_elsewhere_is_changed(world: &World) {
        let content = world.filled().await;
        let foreign = Foreign::enter(world).await;
        let schema = Schema::whole();
        let globex = people::organization("globex").0.simple().to_string();
        let of_globex = async || {
            let mut rows = vec![];
            for (table, column, _) in migration::columns() {
                if column == "organization_id" {
                    let id = match world.engine {
                        tests::Engine::Sqlite => format!("x'{globex}'"),
                        tests::Engine::Postgres => format!("'{globex}'"),
                    };
                    rows.push((table, world.count(&format!("{table} where organization_id = {id}")).await));
                }
            }
            rows
        };
        let before = of_globex().await;
        for persona in [Persona::Administrator, Persona::Coach, Persona::ItAdministrator, Persona::Member] {
            for field in schema.fields("Mutation") {
                let name = field.name.node.as_str();
                let Some(right) = inputs::of(&content, field) else { continue };
                let input = replace(&right, &|id| foreign.like(id).map(str::to_owned));
                if input == right {
                    // It names nothing.
                    continue;
                }
                let query = inputs::document(name, true);
                let answer = world.ask_with(persona, &query, json!({ "input": input })).await;
                let refused = answer["errors"][0]["extensions"]["code"].is_string()
                    || answer["data"][name]["errors"][0]["code"].is_string();
                assert!(refused, "{persona:?} {name} with {input}: {answer:#}");
                assert!(!answer["data"].to_string().contains(CANARY), "{answer}");
            }
        }
        assert_eq!(of_globex().await, before);
    }
}
