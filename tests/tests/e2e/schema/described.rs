//! The SDL is the manual.

use async_graphql::{
    Positioned,
    parser::types::{InputValueDefinition, TypeKind},
};
use tests::schema::Schema;

fn told(description: Option<&Positioned<String>>) -> bool {
    description.is_some_and(|it| it.node.trim().len() > 3)
}

/// Everything that is named says what it is.
#[test]
fn r72_everything_is_described() {
    let mut silent = vec![];
    let schema = Schema::whole();
    assert!(schema.0.len() > 50, "this is not the whole schema");
    for it in &schema.0 {
        let name = it.name.node.as_str();
        if !told(it.description.as_ref()) && !is_of_the_specification(name) {
            silent.push(name.to_owned());
        }
        match &it.kind {
            TypeKind::InputObject(object) => silent.extend(inputs(name, &object.fields)),
            TypeKind::Object(_) | TypeKind::Interface(_) => {
                for field in schema.fields(name) {
                    let place = format!("{name}.{}", field.name.node);
                    silent.extend(inputs(&place, &field.arguments));
                    if !told(field.description.as_ref()) {
                        silent.push(place);
                    }
                }
            }
            TypeKind::Enum(all) => {
                for value in all.values.iter().filter(|it| !told(it.node.description.as_ref())) {
                    silent.push(format!("{name}.{}", value.node.value.node));
                }
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }
    assert!(silent.is_empty(), "not described: {silent:#?}");
}

/// Those of these that say nothing.
fn inputs(of: &str, all: &[Positioned<InputValueDefinition>]) -> Vec<String> {
    let silent = all.iter().filter(|it| !told(it.node.description.as_ref()));
    silent.map(|it| format!("{of}.{}", it.node.name.node)).collect()
}

/// Scalars of GraphQL, and the connection whose fields say it all.
fn is_of_the_specification(name: &str) -> bool {
    ["ID", "Int", "Float", "String", "Boolean"].contains(&name) || name.ends_with("Connection")
}

/// A field that may be refused is nullable, and its description begins with who sees it.
#[test]
fn what_may_be_refused_says_to_whom_it_is_visible() {
    let schema = Schema::whole();
    for (noun, field) in super::super::exposure::refused() {
        let fields = schema.fields(&noun);
        let it = fields.iter().find(|it| it.name.node == field.as_str()).expect("a field");
        let description = it.description.as_ref().map_or("", |it| it.node.as_str());
        assert!(
            description.starts_with("Visible to"),
            "{noun}.{field} is refused to some; its description must begin \"Visible to\": \
             {description:?}"
        );
        assert!(it.ty.node.nullable, "{noun}.{field} is refused to some and cannot be null");
    }
}

/// The file that clients are made from is the schema that is served.
#[test]
fn r72_the_file_is_the_schema() {
    let told = std::process::Command::new(tests::hei()).arg("schema").output().unwrap();
    let served = String::from_utf8(told.stdout).unwrap();
    let path = super::super::house::files::root().join("schema.graphql");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(served.contains("type Query"), "{served}");
    assert!(kept == served, "schema.graphql is old: `cargo run -- schema > schema.graphql`");
}
