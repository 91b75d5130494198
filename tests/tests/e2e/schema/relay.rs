//! The connection specification, to the letter.

use async_graphql::parser::types::TypeKind;
use tests::schema::{Schema, named};

#[test]
fn lists_that_grow_are_connections() {
    let schema = Schema::whole();
    let mut connections = 0;
    for it in &schema.0 {
        for field in schema.fields(&it.name.node) {
            let list = named(&field.ty.node);
            if !list.ends_with("Connection") {
                continue;
            }
            connections += 1;
            let place = format!("{}.{}", it.name.node, field.name.node);
            for (name, ty) in
                [("first", "Int"), ("after", "String"), ("last", "Int"), ("before", "String")]
            {
                let argument = field.arguments.iter().find(|it| it.node.name.node == name);
                let argument = argument.unwrap_or_else(|| panic!("{place} has no {name}"));
                assert_eq!(argument.node.ty.node.to_string(), ty, "{place}({name}:)");
            }
            is_a_connection(&schema, list);
        }
    }
    assert!(connections >= 10, "{connections}");
}

fn is_a_connection(schema: &Schema, name: &str) {
    let of = |name: &str, field: &str| {
        let fields = schema.fields(name);
        let it = fields.iter().find(|it| it.name.node == field);
        it.unwrap_or_else(|| panic!("{name} has no {field}")).ty.node.to_string()
    };
    assert_eq!(of(name, "pageInfo"), "PageInfo!");
    let edge = name.trim_end_matches("Connection").to_owned() + "Edge";
    assert_eq!(of(name, "edges"), format!("[{edge}!]!"));
    assert_eq!(of(&edge, "cursor"), "String!");
    let node = of(&edge, "node");
    assert_eq!(of(name, "nodes"), format!("[{node}]!"));
    assert_eq!(of(name, "totalCount").trim_end_matches('!'), "Int");
    assert_eq!(of("PageInfo", "hasNextPage"), "Boolean!");
    assert_eq!(of("PageInfo", "hasPreviousPage"), "Boolean!");
    assert_eq!(of("PageInfo", "startCursor"), "String");
    assert_eq!(of("PageInfo", "endCursor"), "String");
}

/// Objects that can be fetched again are nodes, and interfaces carry only `id`.
#[test]
fn each_noun_is_a_node() {
    let schema = Schema::whole();
    for noun in kernel::NodeId::NAMES {
        match schema.kind(noun) {
            Some(TypeKind::Object(it)) => {
                let nodes = it.implements.iter().any(|it| it.node == "Node");
                assert!(nodes, "{noun} is no Node");
            }
            other => panic!("{noun} is {other:?}"),
        }
    }
    let node: Vec<_> = schema.fields("Node").iter().map(|it| it.name.node.to_string()).collect();
    assert_eq!(node, ["id"]);
}

/// `giveFeedback(input: GiveFeedbackInput!): GiveFeedbackPayload!`, and errors in the payload.
#[test]
fn mutations_have_an_input_and_a_payload() {
    let schema = Schema::whole();
    for field in schema.fields("Mutation") {
        let mutation = field.name.node.as_str();
        let name = mutation[..1].to_uppercase() + &mutation[1..];
        assert_eq!(field.ty.node.to_string(), format!("{name}Payload!"), "{mutation}");
        for argument in &field.arguments {
            assert_eq!(argument.node.name.node, "input", "{mutation}");
            assert_eq!(argument.node.ty.node.to_string(), format!("{name}Input!"), "{mutation}");
        }
        for it in schema.fields(&format!("{name}Payload")) {
            let (part, ty) = (it.name.node.as_str(), it.ty.node.to_string());
            if part == "errors" {
                assert!(ty.starts_with('[') && ty.ends_with("Error!]!"), "{name}: {ty}");
            } else if kernel::NodeId::NAMES.contains(&named(&it.ty.node)) {
                assert!(it.ty.node.nullable, "{name}Payload.{part} is {ty}, and cannot be absent");
            }
        }
    }
}
