use serde_json::{Value, json};
use tests::{Persona, inputs, on_both, people, schema::Schema};

use super::foreign::{Foreign, nothing_like, replace};

/// What differs from request to request, and what was asked, taken out.
fn bare(mut answer: Value, ids: &[&str]) -> String {
    answer["extensions"] = Value::Null;
    let text = answer.to_string();
    ids.iter().fold(text, |text, id| text.replace(id, "ID"))
}

const ASKERS: [Persona; 5] = [
    Persona::Member,
    Persona::Administrator,
    Persona::ItAdministrator,
    Persona::Coach,
    Persona::Nobody,
];

on_both! {
    /// An id of another's object and one of nothing: no answer tells them apart.
    async fn r32_ids_are_like_made_up_ones(world: &World) {
        world.filled().await;
        let foreign = Foreign::enter(world).await;
        let acme = people::organization("acme");
        for id in &foreign.0 {
            let nothing = nothing_like(world, id);
            let filter = match id.split('_').next() {
                Some("unit") => Some("members(filter: { unit: $id }) { totalCount }"),
                Some("group") => Some("members(filter: { group: $id }) { totalCount }"),
                Some("competency") => Some("feed(filter: { competency: $id }) { totalCount }"),
                Some("member") => Some("feed(filter: { person: $id }) { totalCount }"),
                _ => None,
            };
            let mut queries = vec![
                "query($id: ID!) { node(id: $id) { __typename id } }".to_owned(),
                "query($id: ID!) { nodes(ids: [$id, $id]) { id } }".to_owned(),
            ];
            if id.starts_with("org_") {
                queries.push("query($id: ID!) { organization(id: $id) { id name } }".into());
            }
            queries.extend(filter.map(|it| {
                format!(r#"query($id: ID!) {{ organization(id: "{acme}") {{ {it} }} }}"#)
            }));
            for persona in ASKERS {
                for query in &queries {
                    let theirs = world.ask_with(persona, query, json!({ "id": id })).await;
                    let none = world.ask_with(persona, query, json!({ "id": nothing })).await;
                    let (theirs, none) = (bare(theirs, &[id]), bare(none, &[&nothing]));
                    assert_eq!(theirs, none, "{persona:?}: {query} with {id}");
                }
            }
        }
    }
}

on_both! {
    async fn r32_mutations_tell_no_ids_apart(world: &World) {
        let content = world.filled().await;
        let foreign = Foreign::enter(world).await;
        let schema = Schema::whole();
        let mut compared = 0;
        for persona in ASKERS {
            // The directory is there by now.
            world.ask(persona, "{ viewer { id } }").await;
            for field in schema.fields("Mutation") {
                let name = field.name.node.as_str();
                let Some(input) = inputs::of(&content, field) else { continue };
                let theirs = replace(&input, &|id| foreign.like(id).map(str::to_owned));
                if theirs == input {
                    continue;
                }
                compared += 1;
                let none = replace(&input, &|id| foreign.like(id).map(|it| nothing_like(world, it)));
                let query = inputs::document(name, true);
                let statements = world.db.statements();
                let first = world.ask_with(persona, &query, json!({ "input": theirs })).await;
                let cost = world.db.statements() - statements;
                let second = world.ask_with(persona, &query, json!({ "input": none })).await;
                assert_eq!(bare(first, &[]), bare(second, &[]), "{persona:?} {name}");
                let again = world.db.statements() - statements - cost;
                assert_eq!(cost, again, "{persona:?} {name} works differently");
            }
        }
        assert!(compared > 50, "{compared}");
    }
}
