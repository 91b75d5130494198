//! Answers that are text already.
//!
//! An object whose fields are all known is written down at once, as [`Value::Binary`], which no
//! field of the schema is otherwise. To build it of parts first, for somebody to print and take
//! down later, takes longer than the rest of a large answer.

use async_graphql::Value;

/// An object with these fields.
pub fn object<'a>(fields: impl Iterator<Item = (&'a str, &'a Value)> + Clone) -> Value {
    let room = fields.clone().map(|(key, value)| key.len() + room(value) + 4).sum::<usize>();
    let mut text = Vec::with_capacity(room + 2);
    let mut next = b'{';
    for (key, value) in fields {
        text.push(next);
        next = b',';
        string(key, &mut text);
        text.push(b':');
        write(value, &mut text);
    }
    if next == b'{' {
        text.push(next);
    }
    text.push(b'}');
    Value::Binary(text.into())
}

/// Adds the text of a value.
pub fn write(value: &Value, text: &mut Vec<u8>) {
    match value {
        Value::Null => text.extend_from_slice(b"null"),
        Value::Boolean(true) => text.extend_from_slice(b"true"),
        Value::Boolean(false) => text.extend_from_slice(b"false"),
        Value::Number(number) => text.extend_from_slice(number.to_string().as_bytes()),
        Value::String(said) => string(said, text),
        Value::Enum(name) => string(name, text),
        Value::Binary(written) => text.extend_from_slice(written),
        Value::List(elements) => {
            text.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                write(element, text);
            }
            text.push(b']');
        }
        Value::Object(fields) => {
            text.push(b'{');
            for (index, (key, value)) in fields.iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                string(key, text);
                text.push(b':');
                write(value, text);
            }
            text.push(b'}');
        }
    }
}

fn string(said: &str, text: &mut Vec<u8>) {
    // Nothing can go wrong between a text and memory.
    serde_json::to_writer(text, said).unwrap_or_default();
}

/// How long it will be, roughly.
fn room(value: &Value) -> usize {
    match value {
        Value::Binary(written) => written.len(),
        Value::String(said) => said.len() + 8,
        Value::List(elements) => {
            elements.iter().map(|element| room(element) + 1).sum::<usize>() + 2
        }
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| key.len() + room(value) + 4).sum::<usize>() + 2
        }
        _ => 24,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Name, value};

    use super::*;

    #[test]
    fn what_was_written_at_once_reads_as_what_was_not() {
        let plain = value!({
            "text": "\"quoted\"\u{1}\u{2028}é", "none": null, "yes": true, "no": false,
            "number": -1.5, "list": [1, [], {}, { "in": "side" }], "": {}
        });
        let Value::Object(fields) = &plain else { panic!("an object") };
        let at_once = object(fields.iter().map(|(key, value)| (key.as_str(), value)));
        let kind = Value::Enum(Name::new("PRAISE"));
        let twice = object([("a", &at_once), ("kind", &kind)].into_iter());
        let mut text = Vec::new();
        write(&twice, &mut text);
        let read: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(read["a"], plain.into_json().unwrap());
        assert_eq!(read["kind"], "PRAISE");
        assert_eq!(object(std::iter::empty()), Value::Binary("{}".into()));
    }
}
