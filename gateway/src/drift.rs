//! How one schema differs from another, and what that does to the clients of the first.

use std::{collections::BTreeMap, fmt};

use async_graphql::parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, InputValueDefinition, ServiceDocument, Type, TypeKind,
        TypeSystemDefinition,
    },
};

/// What a change does to clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Documents that were valid are not any more, or mean something else.
    Breaking,
    /// Documents stay valid, but answers may hold what a client does not know.
    Dangerous,
    /// No client notices.
    Safe,
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Dangerous => "dangerous",
            Self::Safe => "safe",
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub weight: Weight,
    pub what: String,
}

/// All changes of what can be asked; descriptions are not among them.
#[derive(Debug)]
pub struct Drift(pub Vec<Change>);

impl Drift {
    pub fn between(before: &str, after: &str) -> Result<Self, String> {
        let read = |which: &str, text: &str| match parse_schema(text) {
            Ok(document) => Ok(parts(&document)),
            Err(error) => Err(format!("the schema {which} cannot be read: {error}")),
        };
        let (before, after) = (read("before", before)?, read("after", after)?);
        let mut changes = vec![];
        for (path, was) in &before {
            match after.get(path) {
                Some(is) => changes.extend(was.changed(path, is)),
                None if is_new(path, &after) => {}
                None => changes.push(change(Weight::Breaking, format!("{path} is gone"))),
            }
        }
        for (path, is) in &after {
            if !before.contains_key(path) && !is_new(path, &before) {
                changes.push(is.added(path));
            }
        }
        changes.sort_by_key(|change| change.weight);
        Ok(Self(changes))
    }
}

/// Whether what holds this part is itself not there: then only the holder is told.
fn is_new(path: &str, there: &BTreeMap<String, Part>) -> bool {
    let holder = path.rsplit_once(['.', '(', ' ']).map(|(holder, _)| holder);
    holder.is_some_and(|holder| !there.contains_key(holder))
}

fn change(weight: Weight, what: String) -> Change {
    Change { weight, what }
}

/// Something that documents or answers name.
#[derive(Debug, PartialEq)]
enum Part {
    /// With the word that declares it.
    Type(&'static str),
    /// Of a field of an answer.
    Output { ty: Type, deprecated: bool },
    /// Of an argument or a field of an input.
    Input { ty: Type, default: Option<String> },
    /// Of an enum, a union, or an object that implements an interface.
    Choice,
}

impl Part {
    fn added(&self, path: &str) -> Change {
        let weight = match self {
            Self::Input { ty, default } if !ty.nullable && default.is_none() => Weight::Breaking,
            Self::Type(_) | Self::Output { .. } | Self::Input { .. } => Weight::Safe,
            Self::Choice => Weight::Dangerous,
        };
        change(weight, format!("{path} is new"))
    }

    fn changed(&self, path: &str, is: &Self) -> Option<Change> {
        if self == is {
            return None;
        }
        Some(match (self, is) {
            (Self::Output { ty: was, .. }, Self::Output { ty: is, .. }) if was == is => {
                change(Weight::Safe, format!("{path} is deprecated, or no longer"))
            }
            (Self::Output { ty: was, .. }, Self::Output { ty: is, .. }) => {
                let weight = if narrows(was, is) { Weight::Safe } else { Weight::Breaking };
                change(weight, format!("{path} was {was} and is {is}"))
            }
            (Self::Input { ty: was, .. }, Self::Input { ty: is, .. }) if was == is => {
                change(Weight::Dangerous, format!("{path} has another default"))
            }
            (Self::Input { ty: was, .. }, Self::Input { ty: is, .. }) => {
                let weight = if narrows(is, was) { Weight::Safe } else { Weight::Breaking };
                change(weight, format!("{path} was {was} and is {is}"))
            }
            _ => change(Weight::Breaking, format!("{path} is something else")),
        })
    }
}

/// Whether all that `narrow` allows, `wide` allows too.
fn narrows(wide: &Type, narrow: &Type) -> bool {
    let base = match (&wide.base, &narrow.base) {
        (BaseType::Named(wide), BaseType::Named(narrow)) => wide == narrow,
        (BaseType::List(wide), BaseType::List(narrow)) => narrows(wide, narrow),
        _ => false,
    };
    base && (wide.nullable || !narrow.nullable)
}

fn parts(document: &ServiceDocument) -> BTreeMap<String, Part> {
    let mut parts = BTreeMap::new();
    for definition in &document.definitions {
        let TypeSystemDefinition::Type(it) = definition else { continue };
        let (it, mut put) = (&it.node, |path, part| drop(parts.insert(path, part)));
        let name = it.name.node.as_str();
        let word = match &it.kind {
            TypeKind::Scalar => "scalar",
            TypeKind::Object(object) => {
                choices(name, object.implements.iter().map(|it| it.node.as_str()), &mut put);
                object.fields.iter().for_each(|it| field(name, &it.node, &mut put));
                "object"
            }
            TypeKind::Interface(interface) => {
                interface.fields.iter().for_each(|it| field(name, &it.node, &mut put));
                "interface"
            }
            TypeKind::Union(union) => {
                choices(name, union.members.iter().map(|it| it.node.as_str()), &mut put);
                "union"
            }
            TypeKind::Enum(choice) => {
                choices(name, choice.values.iter().map(|it| it.node.value.node.as_str()), &mut put);
                "enum"
            }
            TypeKind::InputObject(object) => {
                for it in &object.fields {
                    put(format!("{name}.{}", it.node.name.node), input(&it.node));
                }
                let one_of = it.directives.iter().any(|it| it.node.name.node == "oneOf");
                if one_of { "input @oneOf" } else { "input" }
            }
        };
        put(name.to_owned(), Part::Type(word));
    }
    parts
}

fn choices<'a>(name: &str, all: impl Iterator<Item = &'a str>, put: &mut impl FnMut(String, Part)) {
    all.for_each(|one| put(format!("{name} {one}"), Part::Choice));
}

fn field(name: &str, it: &FieldDefinition, put: &mut impl FnMut(String, Part)) {
    let path = format!("{name}.{}", it.name.node);
    for argument in &it.arguments {
        put(format!("{path}({}", argument.node.name.node), input(&argument.node));
    }
    let deprecated = it.directives.iter().any(|it| it.node.name.node == "deprecated");
    put(path, Part::Output { ty: it.ty.node.clone(), deprecated });
}

fn input(it: &InputValueDefinition) -> Part {
    let default = it.default_value.as_ref().map(|value| value.node.to_string());
    Part::Input { ty: it.ty.node.clone(), default }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heaviest(before: &str, after: &str) -> Option<Weight> {
        Drift::between(before, after).unwrap().0.first().map(|change| change.weight)
    }

    #[test]
    fn changes_are_told_apart_by_what_they_do_to_clients() {
        use Weight::{Breaking, Dangerous, Safe};
        for (before, after, weight) in [
            ("type A { a: Int }", "type A { a: Int }", None),
            ("type A { a: Int }", "type A { \"Of it.\" a: Int }", None),
            ("type A { a: Int b: Int }", "type A { a: Int }", Some(Breaking)),
            ("type A { a: Int } type B { b: Int }", "type A { a: Int }", Some(Breaking)),
            ("type A { a: Int }", "type A { a: Int b: Int }", Some(Safe)),
            ("type A { a: Int }", "type A { a: Int! }", Some(Safe)),
            ("type A { a: [Int!] }", "type A { a: [Int] }", Some(Breaking)),
            ("type A { a: Int }", "type A { a: String }", Some(Breaking)),
            ("type A { a: Int }", "type A { a(b: Int): Int }", Some(Safe)),
            ("type A { a: Int }", "type A { a(b: Int!): Int }", Some(Breaking)),
            ("type A { a: Int }", "type A { a(b: Int! = 1): Int }", Some(Safe)),
            ("type A { a(b: Int = 1): Int }", "type A { a(b: Int = 2): Int }", Some(Dangerous)),
            ("type A { a: Int }", "type A { a: Int @deprecated }", Some(Safe)),
            ("input A { a: Int }", "input A { a: Int! }", Some(Breaking)),
            ("input A { a: Int! }", "input A { a: Int }", Some(Safe)),
            ("input A { a: Int }", "input A @oneOf { a: Int }", Some(Breaking)),
            ("enum A { A }", "enum A { A B }", Some(Dangerous)),
            ("enum A { A B }", "enum A { A }", Some(Breaking)),
            ("type A { a: Int }", "type A { a: Int } enum B { C }", Some(Safe)),
            ("union A = B", "union A = B | C", Some(Dangerous)),
            ("type A implements B { a: Int }", "type A { a: Int }", Some(Breaking)),
            ("type A { a: Int }", "input A { a: Int }", Some(Breaking)),
        ] {
            assert_eq!(heaviest(before, after), weight, "{before} / {after}");
        }
    }

    #[test]
    fn a_new_or_lost_type_is_told_once() {
        let of = |before, after| Drift::between(before, after).unwrap().0;
        let (one, two) = ("type A { a: Int }", "type A { a: Int } type B { b(c: Int!): Int }");
        assert_eq!(of(one, two), [change(Weight::Safe, "B is new".into())]);
        assert_eq!(of(two, one), [change(Weight::Breaking, "B is gone".into())]);
    }

    #[test]
    fn what_is_no_schema_is_refused() {
        assert!(Drift::between("type A {", "type A { a: Int }").unwrap_err().contains("before"));
    }
}
