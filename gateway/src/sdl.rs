//! The schema as one role sees it: printed from that role's own introspection, because
//! async-graphql's printer knows nothing of what is hidden from whom.

use std::fmt::Write;

use serde_json::Value;

/// What is asked to print from.
pub const QUERY: &str = "{ __schema { types { kind name description specifiedByURL isOneOf
    interfaces { name } possibleTypes { name }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    inputFields { name description defaultValue type { ...type } }
    fields(includeDeprecated: true) { name description isDeprecated deprecationReason
      args { name description defaultValue type { ...type } } type { ...type } } } } }
  fragment type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The `__schema` of an answer, as SDL: types and their fields in the order of their names.
pub fn of(answer: &Value) -> String {
    let mut types: Vec<_> = each(&answer["data"]["__schema"]["types"])
        .filter(|it| !text(&it["name"]).starts_with("__"))
        .filter(|it| !BUILT_IN.contains(&text(&it["name"])))
        .collect();
    types.sort_unstable_by_key(|it| text(&it["name"]));
    let mut sdl = String::new();
    for it in types {
        // Writing to a string cannot fail.
        let _ = one(&mut sdl, it);
    }
    sdl.trim_end().to_owned() + "\n"
}

const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

fn one(sdl: &mut String, it: &Value) -> std::fmt::Result {
    let name = text(&it["name"]);
    describe(sdl, "", it)?;
    match text(&it["kind"]) {
        "OBJECT" | "INTERFACE" => {
            let kind = if it["kind"] == "OBJECT" { "type" } else { "interface" };
            let implements: Vec<_> = each(&it["interfaces"]).map(|it| text(&it["name"])).collect();
            let more = if implements.is_empty() { "" } else { " implements " };
            writeln!(sdl, "{kind} {name}{more}{} {{", implements.join(" & "))?;
            each(&it["fields"]).try_for_each(|it| field(sdl, it))?;
        }
        "INPUT_OBJECT" => {
            let one_of = if it["isOneOf"] == true { " @oneOf" } else { "" };
            writeln!(sdl, "input {name}{one_of} {{")?;
            each(&it["inputFields"]).try_for_each(|it| {
                describe(sdl, "  ", it)?;
                writeln!(sdl, "  {}", argument(it))
            })?;
        }
        "ENUM" => {
            writeln!(sdl, "enum {name} {{")?;
            each(&it["enumValues"]).try_for_each(|it| {
                describe(sdl, "  ", it)?;
                writeln!(sdl, "  {}{}", text(&it["name"]), deprecated(it))
            })?;
        }
        "UNION" => {
            let of: Vec<_> = each(&it["possibleTypes"]).map(|it| text(&it["name"])).collect();
            return writeln!(sdl, "union {name} = {}\n", of.join(" | "));
        }
        _ => {
            let url = it["specifiedByURL"].as_str();
            let specified = url.map(|url| format!(" @specifiedBy(url: \"{url}\")"));
            return writeln!(sdl, "scalar {name}{}\n", specified.unwrap_or_default());
        }
    }
    writeln!(sdl, "}}\n")
}

fn field(sdl: &mut String, it: &Value) -> std::fmt::Result {
    describe(sdl, "  ", it)?;
    let mut args = String::new();
    if each(&it["args"]).next().is_some() {
        args.push_str("(\n");
        for arg in each(&it["args"]) {
            describe(&mut args, "    ", arg)?;
            writeln!(args, "    {}", argument(arg))?;
        }
        args.push_str("  )");
    }
    writeln!(sdl, "  {}{args}: {}{}", text(&it["name"]), kind(&it["type"]), deprecated(it))
}

fn argument(it: &Value) -> String {
    let default = it["defaultValue"].as_str().map(|value| format!(" = {value}"));
    format!("{}: {}{}", text(&it["name"]), kind(&it["type"]), default.unwrap_or_default())
}

fn deprecated(it: &Value) -> String {
    if it["isDeprecated"] != true {
        return String::new();
    }
    let reason = it["deprecationReason"].as_str().unwrap_or_default();
    format!(" @deprecated(reason: {})", Value::from(reason))
}

fn describe(sdl: &mut String, indent: &str, it: &Value) -> std::fmt::Result {
    let Some(description) = it["description"].as_str().filter(|it| !it.is_empty()) else {
        return Ok(());
    };
    writeln!(sdl, "{indent}\"\"\"")?;
    description.lines().try_for_each(|line| writeln!(sdl, "{indent}{}", line.trim()))?;
    writeln!(sdl, "{indent}\"\"\"")
}

fn kind(it: &Value) -> String {
    match text(&it["kind"]) {
        "NON_NULL" => format!("{}!", kind(&it["ofType"])),
        "LIST" => format!("[{}]", kind(&it["ofType"])),
        _ => text(&it["name"]).to_owned(),
    }
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
