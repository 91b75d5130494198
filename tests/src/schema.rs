//! The whole schema, whatever is hidden from whom, as a document to walk through.

use async_graphql::parser::{
    parse_schema,
    types::TypeSystemDefinition,
    types::{BaseType, FieldDefinition, ServiceDocument, Type, TypeDefinition, TypeKind},
};
use identity::account::{Accounts, Hasher, Hashing};
use kernel::Clock;

pub struct Schema(pub Vec<TypeDefinition>);

impl Schema {
    pub fn whole() -> Self {
        let ServiceDocument { definitions } = parse_schema(sdl()).expect("async-graphql's own SDL");
        let types = definitions.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(it) => Some(it.node),
            _ => None,
        });
        Self(types.collect())
    }

    pub fn kind(&self, name: &str) -> Option<&TypeKind> {
        self.0.iter().find(|it| it.name.node == name).map(|it| &it.kind)
    }

    /// The fields of an object or an interface.
    pub fn fields(&self, name: &str) -> Vec<&FieldDefinition> {
        match self.kind(name) {
            Some(TypeKind::Object(it)) => it.fields.iter().map(|field| &field.node).collect(),
            Some(TypeKind::Interface(it)) => it.fields.iter().map(|field| &field.node).collect(),
            _ => vec![],
        }
    }

    /// What to select of a field so that it is answered: nothing of scalars, an object's name,
    /// a connection's nodes and count.
    pub fn selection(&self, field: &FieldDefinition) -> &'static str {
        let name = named(&field.ty.node);
        match self.kind(name) {
            Some(TypeKind::Object(_)) if name.ends_with("Connection") => {
                "{ totalCount nodes { __typename } }"
            }
            Some(TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)) => {
                "{ __typename }"
            }
            _ => "",
        }
    }
}

/// The type inside lists.
pub fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

/// As async-graphql prints it.
pub fn sdl() -> String {
    let hasher = Hasher::try_new(Hashing::default(), &Clock::system()).unwrap();
    gateway::schema::schema(Accounts { hasher, secure: false }).sdl()
}
