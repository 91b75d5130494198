//! For each mutation what people, programs and attackers send that is wrong: a clear error
//! with a code of ours, and nothing half-written.

use serde_json::{Value, json};
use tests::{Persona, World, code, inputs, on_both, schema::Schema};

/// What came of an input.
enum Told {
    /// A top-level error, by its code.
    Refused(String),
    /// An error in the payload, by its code.
    Explained,
    Done,
}

async fn send(world: &World, who: Persona, mutation: &str, input: &Value) -> Told {
    let query = inputs::document(mutation, true);
    let answer = world.ask_with(who, &query, json!({ "input": input })).await;
    told(mutation, &answer)
}

fn told(mutation: &str, answer: &Value) -> Told {
    if let Some(code) = code(answer) {
        assert_ne!(code, "INTERNAL", "{mutation}: {answer:#}");
        return Told::Refused(code.to_owned());
    }
    let errors = answer["data"][mutation]["errors"].as_array();
    let errors = errors.unwrap_or_else(|| panic!("{mutation}: {answer:#}"));
    if errors.is_empty() { Told::Done } else { Told::Explained }
}

/// Rows of what people made; that something was refused is recorded, and attempts are counted.
async fn rows(world: &World) -> Vec<(&'static str, i64)> {
    let mut counts = world.counts().await;
    counts.retain(|(table, _)| !["audit_entry", "throttle"].contains(table));
    counts
}

/// Each place in an input with a text, and the input with another value there.
fn variants(input: &Value, put: &Value) -> Vec<(String, Value)> {
    let mut found = vec![];
    places(input, &mut vec![], &mut found);
    let variant = |path: &Vec<String>| {
        let mut changed = input.clone();
        let pointer = format!("/{}", path.join("/"));
        *changed.pointer_mut(&pointer).expect("it was found") = put.clone();
        (pointer, changed)
    };
    found.iter().map(variant).collect()
}

fn places(value: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let mut each = |key: String, inner: &Value| {
        path.push(key);
        places(inner, path, found);
        path.pop();
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, it)| each(key.clone(), it)),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, it)| each(n.to_string(), it)),
        Value::String(_) => found.push(path.clone()),
        _ => {}
    }
}

on_both! {
    async fn wrong_input_is_a_typed_error_and_writes_nothing(world: &World) {
        let content = world.filled().await;
        let schema = Schema::whole();
        let mut tried = 0;
        for field in schema.fields("Mutation") {
            let name = field.name.node.as_str();
            let Some(input) = inputs::of(&content, field) else { continue };
            let who = inputs::actor(name);
            let before = rows(world).await;
            let wrong_type = [json!({ "wrong": true }), json!(7.5), json!([[]])];
            for put in &wrong_type {
                for (place, changed) in variants(&input, put) {
                    let told = send(world, who, name, &changed).await;
                    assert!(
                        matches!(&told, Told::Refused(code) if code == "BAD_USER_INPUT"),
                        "{name}{place} = {put}: it was taken"
                    );
                    tried += 1;
                }
            }
            for (place, changed) in variants(&input, &json!("x".repeat(250_001))) {
                let told = send(world, who, name, &changed).await;
                // A file may be longer, and says by itself what is wrong in it.
                let taken = matches!(told, Told::Done) && place != "/csv";
                assert!(!taken, "{name}{place}: 250,001 characters were taken");
                tried += 1;
            }
            assert_eq!(rows(world).await, before, "{name} wrote what was refused");
            for put in [json!(""), json!(" "), json!("\u{0}"), json!("%_'\";--")] {
                for (place, changed) in variants(&input, &put) {
                    let before = rows(world).await;
                    let told = send(world, who, name, &changed).await;
                    if !matches!(told, Told::Done) {
                        assert_eq!(rows(world).await, before, "{name}{place} = {put}");
                    }
                    tried += 1;
                }
            }
            let told = send(world, who, name, &json!({})).await;
            let all_optional = matches!(name, "updateProfile" | "updatePreferences");
            assert!(all_optional || !matches!(told, Told::Done), "{name} took nothing for something");
        }
        assert!(tried > 500, "{tried}");
    }
}

on_both! {
    /// Two at the same moment: each is answered, and what is made is whole.
    async fn twice_at_once_is_answered_twice(world: &World) {
        let content = world.filled().await;
        let schema = Schema::whole();
        for field in schema.fields("Mutation") {
            let name = field.name.node.as_str();
            let Some(input) = inputs::of(&content, field) else { continue };
            let (who, query) = (inputs::actor(name), inputs::document(name, true));
            let variables = json!({ "input": input });
            let (first, second) = tokio::join!(
                world.ask_with(who, &query, variables.clone()),
                world.ask_with(who, &query, variables)
            );
            for answer in [first, second] {
                drop(told(name, &answer));
            }
        }
        whole(world).await;
    }
}

on_both! {
    /// The same key and input at once: done once, and both are told of the same.
    async fn twice_at_once_with_a_key_is_done_once(world: &World) {
        let query = tests::content::GIVE;
        let mut input = inputs::input(&world.filled().await, "giveFeedback").unwrap();
        input["idempotencyKey"] = "once".into();
        let before = world.count("feedback").await;
        let give = async || world.ask_with(Persona::Peer, query, json!({ "input": input })).await;
        let answers = futures_util::future::join_all((0..8).map(|_| give())).await;
        assert_eq!(world.count("feedback").await, before + 1);
        let id = |answer: &Value| answer["data"]["giveFeedback"]["feedback"]["id"].clone();
        for answer in &answers {
            assert!(id(answer).is_string(), "{answer:#}");
            assert_eq!(id(answer), id(&answers[0]));
        }
        input["text"] = "Another.".into();
        let other = world.ask_with(Persona::Peer, query, json!({ "input": input })).await;
        assert_eq!(code(&other), Some("CONFLICT"), "{other}");
    }
}

/// No feedback without a recipient, no organisation without a member, no person without a place.
async fn whole(world: &World) {
    for (what, from) in [
        (
            "feedback without a recipient",
            "feedback f where not exists (select 1 from feedback_recipient r
             where r.organization_id = f.organization_id and r.feedback_id = f.id)",
        ),
        (
            "a person without a membership",
            "person p where not exists (select 1 from membership m where m.person_id = p.id)",
        ),
        (
            "a person without an address",
            "person p where not exists (select 1 from person_email e where e.person_id = p.id)",
        ),
    ] {
        assert_eq!(world.count(from).await, 0, "{what}");
    }
}
