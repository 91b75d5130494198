//! How large a document is once its fragments are unfolded. Each fragment is measured once.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Value,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};
use kernel::{Answer, Fault};

use super::{LIST, Limits, over};

/// Of these one a document: guessing many at once would go around the throttles.
const SOLITARY: [&str; 12] = [
    "acceptInvitation",
    "addEmail",
    "changePassword",
    "completeRegistration",
    "declineInvitation",
    "invitationOffer",
    "refreshSession",
    "register",
    "requestPasswordReset",
    "resetPassword",
    "signIn",
    "verifyEmail",
];

/// Questions about the schema in one operation.
const INTROSPECTIONS: u32 = 2;
/// `fields` inside each other in such a question.
const INNER_FIELDS: u32 = 2;
/// Lists of any kind inside each other in such a question.
const INNER_LISTS: u32 = 4;
/// Its depth, for which the documents' own does not count.
const INTROSPECTION_DEPTH: u32 = 20;

/// Refuses what is too large; whether it asks what the schema is.
pub fn measure(document: &ExecutableDocument, limits: &Limits) -> Answer<bool> {
    if document.fragments.len() > limits.fragments {
        return Err(over(&format!("A document has at most {} fragments.", limits.fragments)));
    }
    if document.operations.iter().count() > limits.operations {
        return Err(over(&format!("A document has at most {} operations.", limits.operations)));
    }
    let mut fragments = Fragments { of: &document.fragments, measured: HashMap::new() };
    // Those that no operation spreads are walked by validation too.
    for (name, fragment) in &document.fragments {
        let size = fragments.fragment(name)?;
        let of_the_schema = fragment.node.type_condition.node.on.node.starts_with("__");
        fits(&if of_the_schema { size.of_the_schema() } else { size }, limits)?;
    }
    let mut introspects = false;
    for (_, operation) in document.operations.iter() {
        let defaults = operation.node.variable_definitions.iter();
        for default in defaults.filter_map(|it| it.node.default_value.as_ref()) {
            modest(&default.node)?;
        }
        let root = &operation.node.selection_set.node;
        let size = fragments.measure(root)?;
        fits(&size, limits)?;
        if size.here > limits.root_fields {
            let told =
                format!("An operation has at most {} fields of its own.", limits.root_fields);
            return Err(over(&told));
        }
        introspects |= size.introspections > 0;
    }
    Ok(introspects)
}

fn fits(size: &Size, limits: &Limits) -> Answer<()> {
    if size.depth > limits.depth {
        return Err(over(&format!("Fields are at most {} deep.", limits.depth)));
    }
    if size.selections > limits.selections {
        let told = format!("A document asks for at most {} fields.", limits.selections);
        return Err(over(&told));
    }
    if size.aliases > limits.aliases {
        return Err(over(&format!("A document has at most {} aliases.", limits.aliases)));
    }
    if size.solitary > 1 {
        return Err(over("Ask for one of these in a document of its own."));
    }
    if size.introspections > INTROSPECTIONS
        || size.introspection_depth > INTROSPECTION_DEPTH
        || size.inner_fields > INNER_FIELDS
        || size.inner_lists > INNER_LISTS
    {
        return Err(over("This asks for too much of the schema at once."));
    }
    Ok(())
}

/// Lists that are written out are no longer than those in variables.
fn modest(value: &Value) -> Answer<()> {
    match value {
        Value::List(items) if items.len() > LIST => {
            Err(over(&format!("A list has at most {LIST} items.")))
        }
        Value::List(items) => items.iter().try_for_each(modest),
        Value::Object(fields) => fields.values().try_for_each(modest),
        _ => Ok(()),
    }
}

/// What a selection asks for, its fragments unfolded.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    depth: u32,
    /// Fields in all.
    selections: u32,
    /// Fields of the selection itself.
    here: u32,
    aliases: u32,
    solitary: u32,
    introspections: u32,
    introspection_depth: u32,
    /// `fields` inside each other, whatever they are in.
    inner_fields: u32,
    inner_lists: u32,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.selections = self.selections.saturating_add(other.selections);
        self.here = self.here.saturating_add(other.here);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.solitary = self.solitary.saturating_add(other.solitary);
        self.introspections = self.introspections.saturating_add(other.introspections);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.inner_fields = self.inner_fields.max(other.inner_fields);
        self.inner_lists = self.inner_lists.max(other.inner_lists);
    }

    /// The same of a fragment within `__schema` or `__type`, whose depth has a rule of its own.
    fn of_the_schema(self) -> Self {
        let introspection_depth = self.introspection_depth.max(self.depth);
        Self { depth: 0, introspection_depth, ..self }
    }

    /// The same, one field further out.
    fn under(self, name: &str, aliased: bool) -> Self {
        let introspection = matches!(name, "__schema" | "__type");
        let list = matches!(
            name,
            "types"
                | "fields"
                | "args"
                | "inputFields"
                | "enumValues"
                | "interfaces"
                | "possibleTypes"
                | "directives"
        );
        let depth = self.depth.saturating_add(1);
        Self {
            depth: if introspection { 1 } else { depth },
            selections: self.selections.saturating_add(1),
            here: 1,
            aliases: self.aliases.saturating_add(u32::from(aliased)),
            solitary: self.solitary.saturating_add(u32::from(SOLITARY.contains(&name))),
            introspections: self.introspections.saturating_add(u32::from(introspection)),
            introspection_depth: if introspection { depth } else { self.introspection_depth },
            inner_fields: self.inner_fields.saturating_add(u32::from(name == "fields")),
            inner_lists: self.inner_lists.saturating_add(u32::from(list)),
        }
    }
}

struct Fragments<'a> {
    of: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// None while a fragment is being measured: meeting it again is a cycle.
    measured: HashMap<&'a str, Option<Size>>,
}

impl<'a> Fragments<'a> {
    fn measure(&mut self, set: &'a SelectionSet) -> Answer<Size> {
        let mut size = Size::default();
        for selection in &set.items {
            size.add(match &selection.node {
                Selection::Field(field) => {
                    for (_, value) in &field.node.arguments {
                        let nothing = |_| Ok::<_, Fault>(Value::Null);
                        modest(&value.node.clone().into_const_with(nothing)?)?;
                    }
                    let inner = self.measure(&field.node.selection_set.node)?;
                    inner.under(&field.node.name.node, field.node.alias.is_some())
                }
                Selection::InlineFragment(inline) => {
                    self.measure(&inline.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?
                }
            });
        }
        Ok(size)
    }

    fn fragment(&mut self, name: &'a str) -> Answer<Size> {
        match self.measured.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(Fault::bad_input("A fragment contains itself.")),
            None => {}
        }
        // An unknown fragment is for validation to name.
        let Some(fragment) = self.of.get(name) else { return Ok(Size::default()) };
        self.measured.insert(name, None);
        let size = self.measure(&fragment.node.selection_set.node)?;
        self.measured.insert(name, Some(size));
        Ok(size)
    }
}
