//! What an operation costs: the objects it asks for. One for each object, times the sizes of
//! the pages it stands in; nothing for scalars; ten for a mutation, a search or a statistic.

use std::collections::HashMap;

use async_graphql::{
    Name, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

use super::{
    Operation,
    types::{Types, size},
};

/// A mutation, a search, a statistic.
const DEAR: u64 = 10;
/// Statistics and searches, by the names of their fields.
const STATISTICS: [&str; 3] = ["feedbackSummary", "search", "totalCount"];
/// A question about the schema.
pub const INTROSPECTION: u64 = 100;
/// Pages are never longer; what asks for more is refused when it runs.
const MOST: u64 = 250;

/// What an operation costs, and what it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub requested: u64,
    pub limit: u64,
}

pub fn price(
    document: &ExecutableDocument,
    operation: Operation<'_>,
    variables: &Variables,
    types: &Types,
) -> u64 {
    let Operation { kind, definition: operation } = operation;
    let mut pricer = Pricer { document, operation, variables, types, known: HashMap::new() };
    let price = pricer.set(&operation.selection_set.node, kind.root());
    price.with(1).max(1)
}

/// A price that may depend on the size of the page around it.
#[derive(Clone, Copy, Debug, Default)]
struct Price {
    flat: u64,
    per_row: u64,
}

impl Price {
    fn flat(flat: u64) -> Self {
        Self { flat, per_row: 0 }
    }

    fn add(&mut self, other: Self) {
        self.flat = self.flat.saturating_add(other.flat);
        self.per_row = self.per_row.saturating_add(other.per_row);
    }

    fn with(self, rows: u64) -> u64 {
        self.flat.saturating_add(self.per_row.saturating_mul(rows))
    }
}

struct Pricer<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    types: &'a Types,
    /// Fragments' prices; the guard has seen that none contains itself.
    known: HashMap<&'a str, Price>,
}

impl<'a> Pricer<'a> {
    fn set(&mut self, set: &'a SelectionSet, of: &str) -> Price {
        let mut price = Price::default();
        for selection in &set.items {
            price.add(match &selection.node {
                Selection::Field(field) => self.field(&field.node, of),
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let on = on.map_or(of, |on| on.node.on.node.as_str());
                    self.set(&inline.node.selection_set.node, on)
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
            });
        }
        price
    }

    fn fragment(&mut self, name: &'a Name) -> Price {
        if let Some(price) = self.known.get(name.as_str()) {
            return *price;
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Price::default() };
        let on = &fragment.node.type_condition.node.on.node;
        let price = self.set(&fragment.node.selection_set.node, on);
        self.known.insert(name, price);
        price
    }

    fn field(&mut self, field: &'a Field, of: &str) -> Price {
        let name = field.name.node.as_str();
        let types = self.types;
        let extra = match name {
            "__schema" | "__type" => return Price::flat(INTROSPECTION),
            _ if of == "Mutation" || STATISTICS.contains(&name) => DEAR,
            _ => 0,
        };
        let Some(known) = types.field(of, name) else { return Price::flat(extra) };
        let Some(object) = &known.object else { return Price::flat(extra) };
        let inner = self.set(&field.selection_set.node, object);
        if known.is_page {
            // The page's size stands at the connection, which is one field further out.
            let row = inner.with(1).saturating_add(1);
            return Price { flat: extra, per_row: row };
        }
        let rows = self.rows(field).unwrap_or(known.rows).min(MOST);
        let price = if object.ends_with("Connection") {
            inner.with(rows).saturating_add(1)
        } else {
            inner.with(1).saturating_add(1).saturating_mul(rows)
        };
        Price::flat(price.saturating_add(extra))
    }

    /// How many are asked for.
    fn rows(&self, field: &Field) -> Option<u64> {
        let arguments = field.arguments.iter();
        let sizes =
            arguments.filter(|(name, _)| matches!(name.node.as_str(), "first" | "last" | "ids"));
        // Null is as good as left out, so the one that counts may be another.
        sizes.into_iter().find_map(|(_, value)| {
            let value = value.node.clone();
            size(&value.into_const_with(|name| Ok::<_, ()>(self.variable(&name))).ok()?)
        })
    }

    fn variable(&self, name: &Name) -> Value {
        if let Some(value) = self.variables.get(name) {
            return value.clone();
        }
        let mut defined = self.operation.variable_definitions.iter();
        let found = defined.find(|it| it.node.name.node == *name);
        let default = found.and_then(|it| it.node.default_value.as_ref());
        default.map_or(Value::Null, |value| value.node.clone())
    }
}
