//! One object, asked for by one persona.

use serde_json::Value;
use tests::{Errors, Persona, World, code, schema::Schema};

use super::{objects::Object, paths::paths};

/// The object is not there for them.
pub const ABSENT: &str = "-";
/// Asked for at once: refusals beyond the tenth are not told.
const AT_ONCE: usize = 4;
/// So long is a page if nothing is said.
const PAGE: usize = 20;

type Column = Vec<(String, String)>;

/// What each field says to whoever brings the id; and to whom the id says nothing, what the
/// field says where the object is named by what they may read. Panics, if two ways to one
/// object say different things.
pub async fn ask(
    world: &World,
    schema: &Schema,
    object: &Object,
    persona: Persona,
) -> (Column, Column) {
    let (mut direct, mut named) = (vec![], vec![]);
    let fields = schema.fields(object.noun);
    for some in fields.chunks(AT_ONCE) {
        let asked: Vec<_> = some.iter().map(|field| field.name.node.to_string()).collect();
        let selection: Vec<_> = some
            .iter()
            .map(|field| format!("{} {}", field.name.node, schema.selection(field)))
            .collect();
        let fragment =
            format!("fragment it on {} {{ it: id {} }}", object.noun, selection.join(" "));
        let id = &object.id;
        let document = format!(r#"{{ node(id: "{id}") {{ ...it }} }} {fragment}"#);
        let cells = cells(world, persona, &document, id, &asked).await;
        let found = cells.first().cloned();
        let mut elsewhere: Option<Vec<String>> = None;
        for path in paths(object.noun, id) {
            let document = format!("{path} {fragment}");
            for other in self::cells(world, persona, &document, id, &asked).await {
                let told = format!("{} {}: {persona:?} by {path}", object.noun, object.what);
                match (&found, &elsewhere) {
                    (Some(found), _) => assert_eq!(&other, found, "{told} not as by node"),
                    (None, Some(before)) => assert_eq!(&other, before, "{told}"),
                    (None, None) => elsewhere = Some(other),
                }
            }
        }
        let absent = || vec![ABSENT.to_owned(); asked.len()];
        direct.extend(asked.iter().cloned().zip(found.unwrap_or_else(absent)));
        named.extend(asked.iter().cloned().zip(elsewhere.unwrap_or_else(absent)));
    }
    (direct, named)
}

/// For each place in the answer where the object stands, a word for each field.
async fn cells(
    world: &World,
    persona: Persona,
    document: &str,
    id: &str,
    fields: &[String],
) -> Vec<Vec<String>> {
    let answer = world.ask(persona, document).await;
    if answer.get("data").is_none() {
        // The document as a whole was refused, or it is wrong.
        // Strangers may ask for little at once; their share is asked of by `node`.
        let stranger = matches!(persona, Persona::Nobody | Persona::Holder);
        let too_dear = stranger && code(&answer) == Some("LIMIT_EXCEEDED");
        let refused = matches!(code(&answer), Some("UNAUTHENTICATED" | "FORBIDDEN"));
        assert!(refused || too_dear, "{document}: {answer:#}");
        return vec![];
    }
    let mut places = vec![];
    walk(&answer["data"], "", id, &mut places);
    let line = |(path, object): &(String, Value)| {
        let cell = |field: &String| word(&answer, object, path, field);
        fields.iter().map(cell).collect::<Vec<_>>()
    };
    places.iter().map(line).collect()
}

fn walk(value: &Value, path: &str, id: &str, places: &mut Vec<(String, Value)>) {
    let below =
        |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match value {
        Value::Object(fields) => {
            if fields.get("it").is_some_and(|it| it == id) {
                places.push((path.to_owned(), value.clone()));
            }
            for (name, field) in fields {
                walk(field, &below(name), id, places);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &below(&at.to_string()), id, places);
            }
        }
        _ => {}
    }
}

fn word(answer: &Value, object: &Value, path: &str, field: &str) -> String {
    let code = answer.code_at(&format!("{path}.{field}"));
    match (code, object.get(field)) {
        (Some(code), Some(Value::Null)) => code.to_owned(),
        (Some(code), _) => panic!("{field} at {path} is {code} and something else: {answer:#}"),
        (None, None) => panic!("{field} at {path} is missing: {answer:#}"),
        (None, Some(Value::Null)) => "null".to_owned(),
        (None, Some(Value::Array(items))) => format!("[{}]", items.len()),
        (None, Some(Value::Object(list))) if list.contains_key("totalCount") => {
            let shown = list["nodes"].as_array().map_or(0, Vec::len);
            let total = list["totalCount"].as_u64().and_then(|it| usize::try_from(it).ok());
            let told = total == Some(shown) || shown == PAGE && total > Some(shown);
            assert!(told, "{field} at {path} counts what is hidden");
            format!("[{shown}]")
        }
        (None, Some(_)) => "value".to_owned(),
    }
}
