//! What introspection does not show, is refused to whoever asks for it all the same.

use serde_json::Value;
use tests::{Persona, World, code, content, inputs, on_both, people, schema::Schema};

const QUERY: &str = "{ __schema { types { name fields(includeDeprecated: true) { name } } } }";

/// The fields that this persona's introspection shows, as `Type.field`.
async fn shown(world: &World, persona: Persona) -> Vec<String> {
    let answer = world.ask(persona, QUERY).await;
    let types = answer["data"]["__schema"]["types"].as_array();
    let types = types.unwrap_or_else(|| panic!("{persona:?}: {answer}"));
    let fields = |it: &Value| {
        let name = it["name"].as_str().unwrap_or_default().to_owned();
        let fields = it["fields"].as_array().cloned().unwrap_or_default();
        fields.into_iter().map(move |field| format!("{name}.{}", field["name"].as_str().unwrap()))
    };
    types.iter().flat_map(fields).collect()
}

on_both! {
    async fn r14_each_role_is_shown_its_slice(world: &World) {
        let administrator = shown(world, Persona::Administrator).await;
        let member = shown(world, Persona::Member).await;
        let operator = shown(world, Persona::Operator).await;
        for (field, to) in [
            ("Organization.feedbackInScope", &administrator),
            ("Query.organizations", &operator),
            ("Mutation.publishPolicy", &operator),
        ] {
            assert!(to.iter().any(|it| it == field), "{field} is not shown");
            assert!(!member.iter().any(|it| it == field), "{field} is shown to members");
        }
        let coach = shown(world, Persona::Coach).await;
        assert!(coach.iter().any(|it| it == "Organization.feedbackGranted"));
        let manager = shown(world, Persona::Manager).await;
        assert!(manager.iter().any(|it| it == "Organization.feedbackAboutReports"));
    }
}

on_both! {
    async fn r14_strangers_are_shown_nothing(world: &World) {
        for query in [
            QUERY,
            "{ __type(name: \"User\") { name } }",
            "query x { ...f } fragment f on Query { __schema { types { name } } }",
        ] {
            let answer = world.ask(Persona::Nobody, query).await;
            assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{answer}");
            assert!(answer.get("data").is_none(), "{answer}");
        }
        let answer = world.ask(Persona::Nobody, "{ vewer { id } }").await;
        assert_eq!(code(&answer), Some("BAD_USER_INPUT"));
        let answer = answer.to_string();
        assert!(!answer.contains("Did you mean") && !answer.contains("\"viewer"), "{answer}");
    }
}

on_both! {
    /// A hidden field still resolves for whoever knows its name; its policy refuses.
    async fn r14_what_is_hidden_is_refused(world: &World) {
        let content = world.filled().await;
        let schema = Schema::whole();
        let mut asked = 0;
        for persona in Persona::people() {
            let shown = shown(world, persona).await;
            for it in &schema.0 {
                for field in schema.fields(&it.name.node) {
                    let name = format!("{}.{}", it.name.node, field.name.node);
                    if shown.contains(&name) || name.starts_with("__") {
                        continue;
                    }
                    let Some(query) = query(&content, &it.name.node, &field.name.node, schema.selection(field)) else {
                        // It belongs to a type that nothing shown leads to.
                        continue;
                    };
                    asked += 1;
                    let answer = world.ask_with(persona, &query.0, query.1).await;
                    let refused = matches!(code(&answer), Some("FORBIDDEN" | "NOT_FOUND"))
                        // Where the object itself is not there for them.
                        || answer["data"]["organization"].is_null() && it.name.node == "Organization"
                        || answer["data"][field.name.node.as_str()]["errors"][0]["code"].is_string();
                    assert!(refused, "{name} is hidden from {persona:?}, and answers: {answer:#}");
                }
            }
        }
        assert!(asked > 20, "{asked}");
    }
}

/// Asks for one field of a type, as far as there is a way to it.
fn query(
    content: &content::Content,
    ty: &str,
    field: &str,
    selection: &str,
) -> Option<(String, Value)> {
    let acme = people::organization("acme");
    Some(match ty {
        "Query" => (format!("{{ {field} {selection} }}"), Value::Null),
        "Mutation" => {
            let name = field[..1].to_uppercase() + &field[1..];
            let input = inputs::input(content, field)?;
            (
                format!(
                    "mutation($input: {name}Input!) {{ {field}(input: $input) {{ errors {{ code }} }} }}"
                ),
                serde_json::json!({ "input": input }),
            )
        }
        "Organization" => {
            (format!(r#"{{ organization(id: "{acme}") {{ {field} {selection} }} }}"#), Value::Null)
        }
        _ => return None,
    })
}
