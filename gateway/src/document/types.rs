//! What the guard must know of the schema's types to tell what a document costs.

use std::collections::HashMap;

use async_graphql::{
    Value,
    parser::{
        parse_schema,
        types::{BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition},
    },
};

/// Rows of a page when nothing is said.
const PAGE: u64 = 20;

/// Objects and interfaces by name.
#[derive(Debug, Default)]
pub struct Types {
    fields: HashMap<String, HashMap<String, Field>>,
    /// The objects that an interface or a union may stand for.
    possible: HashMap<String, Vec<String>>,
}

/// What a field costs and leads to.
#[derive(Clone, Debug)]
pub struct Field {
    /// The object it answers; none for scalars and enums.
    pub object: Option<String>,
    /// Its rows are a connection's, as many as the page has.
    pub is_page: bool,
    /// How many rows when nothing is said; 1 for what is no list.
    pub rows: u64,
    /// Whether it is promised not to be null; then the same of a list's items.
    pub required: Vec<bool>,
}

impl Types {
    /// Of a schema that was printed by ourselves; what cannot be read costs nothing.
    pub fn of_sdl(sdl: &str) -> Self {
        let Ok(document) = parse_schema(sdl) else { return Self::default() };
        let mut objects = HashMap::new();
        let mut possible: HashMap<String, Vec<String>> = HashMap::new();
        for definition in &document.definitions {
            let TypeSystemDefinition::Type(it) = definition else { continue };
            let name = it.node.name.node.to_string();
            let fields = match &it.node.kind {
                TypeKind::Object(object) => {
                    for interface in &object.implements {
                        let all = possible.entry(interface.node.to_string()).or_default();
                        all.push(name.clone());
                    }
                    &object.fields
                }
                TypeKind::Interface(interface) => &interface.fields,
                TypeKind::Union(union) => {
                    let members = union.members.iter().map(|it| it.node.to_string());
                    possible.insert(name.clone(), members.collect());
                    &Vec::new()
                }
                _ => continue,
            };
            objects.insert(name, fields.clone());
        }
        let known = |name: &str| objects.contains_key(name);
        let field = |of: &str, it: &FieldDefinition| Field {
            object: Some(named(&it.ty.node.base).to_owned()).filter(|name| known(name)),
            is_page: of.ends_with("Connection") && matches!(it.ty.node.base, BaseType::List(_)),
            rows: rows(it),
            required: required(&it.ty.node),
        };
        let types = objects.iter().map(|(name, fields)| {
            let fields =
                fields.iter().map(|it| (it.node.name.node.to_string(), field(name, &it.node)));
            (name.clone(), fields.collect())
        });
        Self { fields: types.collect(), possible }
    }

    pub fn field(&self, object: &str, name: &str) -> Option<&Field> {
        self.fields.get(object)?.get(name)
    }

    /// Whether it is no object's type, but stands for several.
    pub fn is_abstract(&self, name: &str) -> bool {
        self.possible.contains_key(name)
    }

    /// The objects that it may stand for.
    pub fn possible(&self, name: &str) -> impl Iterator<Item = &str> {
        self.possible.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Whether what is asked of the other type is asked of this one too.
    pub fn is_one(&self, object: &str, other: &str) -> bool {
        object == other || self.possible(other).any(|it| it == object)
    }
}

fn required(of: &Type) -> Vec<bool> {
    let inner = match &of.base {
        BaseType::List(inner) => required(inner),
        BaseType::Named(_) => vec![],
    };
    [vec![!of.nullable], inner].concat()
}

fn rows(field: &FieldDefinition) -> u64 {
    let first = field.arguments.iter().find(|argument| argument.node.name.node == "first");
    let default = first.and_then(|argument| argument.node.default_value.as_ref());
    let default = default.and_then(|value| match &value.node {
        Value::Number(number) => number.as_u64(),
        _ => None,
    });
    let is_list = matches!(field.ty.node.base, BaseType::List(_));
    match (default, first) {
        (Some(default), _) => default,
        (None, Some(_)) => PAGE,
        (None, None) if is_list => LIST,
        (None, None) => 1,
    }
}

/// Rows of a list that has no pages: they are few by nature.
const LIST: u64 = 5;

fn named(base: &BaseType) -> &str {
    match base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(&inner.base),
    }
}

/// A page size as a value tells it.
pub fn size(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::List(items) => Some(items.len() as u64),
        _ => None,
    }
}
