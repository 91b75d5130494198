//! Who may ask for which root field, and do what: every mutation with an input that is right
//! for somebody.

use serde_json::{Value, json};
use tests::{Engine, Errors, Persona, World, code, inputs, on_both, people, schema::Schema};

use super::table::{self, compare};

on_both! {
    async fn every_root_field(world: &World) {
        world.filled().await;
        let schema = Schema::whole();
        let mut columns = vec![];
        for persona in Persona::ALL {
            let mut column = vec![];
            for field in schema.fields("Query") {
                let name = field.name.node.as_str();
                let query = format!("{{ {name}{} {} }}", argument(name), schema.selection(field));
                column.push((name.to_owned(), word(&world.ask(persona, &query).await, name)));
            }
            columns.push(column);
        }
        let found = table::section("Query", &columns);
        compare("Query.txt", &found).unwrap_or_else(|told| panic!("{told}"));
        let found = table::section("Mutation", &mutations(world.engine).await);
        compare("Mutation.txt", &found).unwrap_or_else(|told| panic!("{told}"));
    }
}

/// Each persona in a world of their own, so that what one did is not there for the next; in it
/// they do one thing after the other.
async fn mutations(engine: Engine) -> Vec<Vec<(String, String)>> {
    let schema = Schema::whole();
    let mut fields = schema.fields("Mutation");
    fields.sort_by_key(|field| LAST.iter().position(|it| field.name.node == *it));
    let mut columns = vec![];
    for persona in Persona::ALL {
        let world = World::on(engine).await;
        let content = world.filled().await;
        let mut column = vec![];
        for field in &fields {
            let name = field.name.node.as_str();
            let input = inputs::input(&content, name);
            assert!(
                input.is_some() || field.arguments.is_empty(),
                "{name} is asked by nobody: add a line to tests/src/inputs.rs"
            );
            let query = inputs::document(name, input.is_some());
            let answer = world.ask_with(persona, &query, json!({ "input": input })).await;
            column.push((name.to_owned(), word(&answer, name)));
        }
        world.end().await;
        columns.push(column);
    }
    columns
}

/// After these somebody is a stranger.
const LAST: [&str; 4] = ["leaveOrganization", "endOtherSessions", "endSession", "signOut"];

fn argument(field: &str) -> String {
    let (acme, member) = (people::organization("acme"), people::member("acme", Persona::Member));
    match field {
        "organization" => format!(r#"(id: "{acme}")"#),
        "node" => format!(r#"(id: "{member}")"#),
        "invitationOffer" => format!(r#"(token: "{}")"#, "A".repeat(43)),
        "candidateForm" | "feedbackForm" => format!(r#"(link: "{}")"#, "A".repeat(43)),
        "nodes" => format!(r#"(ids: ["{member}"])"#),
        _ => String::new(),
    }
}

fn word(answer: &Value, field: &str) -> String {
    match (code(answer), &answer["data"][field]) {
        (Some(code), value) => {
            assert!(value.is_null(), "{field} is {code} and something else: {answer:#}");
            assert!(answer.get("data").is_none() || answer.code_at(field).is_some(), "{answer:#}");
            code.to_owned()
        }
        (None, Value::Null) => "null".to_owned(),
        (None, value) => match value["errors"][0]["code"].as_str() {
            Some(code) => code.to_lowercase(),
            None => "yes".to_owned(),
        },
    }
}
