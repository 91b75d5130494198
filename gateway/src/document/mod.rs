//! Looks at a document before anything is done with it.
//!
//! async-graphql walks a fragment again at every spread, so a kilobyte can keep it busy for
//! minutes. Here each fragment is measured once and its measure added wherever it is spread;
//! what is let through is remembered, and what it costs is known before it runs.

mod complete;
mod concrete;
mod limits;
mod measure;
mod price;
mod repeats;
mod scan;
#[cfg(test)]
mod tests;
mod types;

use std::sync::Arc;

use async_graphql::{
    Name, PathSegment, Positioned, Response, ServerError, Variables,
    parser::{
        parse_query,
        types::{
            DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType,
            Selection, SelectionSet,
        },
    },
};
use kernel::{Answer, Code, ErrorPlace, Fault};
use quick_cache::{Weighter, sync::Cache};

use self::complete::Completer;
pub use self::{
    limits::{LIST, Limits},
    price::{Cost, INTROSPECTION},
    types::Types,
};

/// Bytes of documents that are remembered.
const REMEMBERED: u64 = 32 * 1024 * 1024;
/// How much larger a parsed document is than its text, roughly.
const PARSED: u64 = 20;

/// Documents that were parsed, measured and found harmless, by their text.
pub struct Documents {
    limits: Limits,
    types: Arc<Types>,
    known: Cache<Box<str>, Arc<Accepted>, Bytes>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Box<str>, Arc<Accepted>> for Bytes {
    fn weight(&self, text: &Box<str>, _: &Arc<Accepted>) -> u64 {
        text.len() as u64 * PARSED + 1_024
    }
}

/// A document that may be executed.
#[derive(Debug)]
pub struct Accepted {
    pub document: ExecutableDocument,
    /// Whether it asks for an object more than once under one key.
    pub repeats: bool,
    /// Whether it asks what the schema is.
    pub introspects: bool,
    limits: Limits,
    types: Arc<Types>,
}

/// One operation of a document.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    pub kind: Kind,
    definition: &'a OperationDefinition,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Query,
    Mutation,
    Subscription,
}

impl Documents {
    pub fn new(limits: Limits, types: Types) -> Self {
        let known = Cache::with_weighter(4_000, REMEMBERED, Bytes);
        Self { limits, types: Arc::new(types), known }
    }

    /// The document of this text, if it keeps to the limits.
    pub fn accept(&self, text: &str) -> Answer<Arc<Accepted>> {
        if let Some(accepted) = self.known.get(text) {
            return Ok(accepted);
        }
        let accepted = Arc::new(self.look(text)?);
        self.known.insert(text.into(), accepted.clone());
        Ok(accepted)
    }

    fn look(&self, text: &str) -> Answer<Accepted> {
        let limits = self.limits;
        scan::scan(text, &limits)?;
        let document = parse_query(text).map_err(|error| {
            let told: String = error.to_string().chars().take(500).collect();
            Fault::bad_input(told)
        })?;
        let introspects = measure::measure(&document, &limits)?;
        let repeats = repeats::repeats(&document);
        Ok(Accepted { document, introspects, repeats, limits, types: self.types.clone() })
    }
}

impl Accepted {
    /// The operation of this name, or the only one.
    pub fn operation(&self, name: Option<&str>) -> Answer<Operation<'_>> {
        let all = || self.document.operations.iter();
        let found = match name {
            Some(wanted) => all().find(|(name, _)| name.is_some_and(|name| name == wanted)),
            None if all().count() == 1 => all().next(),
            None => None,
        };
        let Some((_, Positioned { node: definition, .. })) = found else {
            return Err(Fault::bad_input("Name one of the document's operations."));
        };
        let kind = match definition.ty {
            OperationType::Query => Kind::Query,
            OperationType::Mutation => Kind::Mutation,
            OperationType::Subscription => Kind::Subscription,
        };
        Ok(Operation { kind, definition })
    }

    /// What an operation costs with these variables, or the refusal if that is too much.
    pub fn cost(
        &self,
        operation: Operation<'_>,
        variables: &Variables,
        signed_in: bool,
    ) -> Answer<Cost> {
        let Limits { cost, stranger_cost, .. } = self.limits;
        let limit = if signed_in { cost } else { stranger_cost };
        let requested = price::price(&self.document, operation, variables, &self.types);
        if requested > limit {
            let told = format!("The operation costs {requested} points, more than {limit}.");
            return Err(over(&told));
        }
        Ok(Cost { requested, limit })
    }

    /// The document, for one execution.
    ///
    /// Its names become the keys of the answer, each of which counts its holders. Were they
    /// shared with other executions, processors would take turns in counting.
    pub fn copy(&self) -> ExecutableDocument {
        let mut document = self.document.clone();
        match &mut document.operations {
            DocumentOperations::Single(only) => own(&mut only.node.selection_set.node),
            DocumentOperations::Multiple(named) => {
                for operation in named.values_mut() {
                    own(&mut operation.node.selection_set.node);
                }
            }
        }
        for fragment in document.fragments.values_mut() {
            own(&mut fragment.node.selection_set.node);
        }
        document
    }

    /// Puts an answer in which something failed in the form that GraphQL promises; one that
    /// was never executed has none.
    pub fn complete(&self, operation: Operation<'_>, response: &mut Response) {
        if response.errors.iter().any(|error| !error.path.is_empty()) {
            let failed = response.errors.iter().map(place);
            let failed: Vec<_> = failed.filter(|path| !path.is_empty()).collect();
            let (document, types) = (&self.document, &*self.types);
            let mut completer = Completer { document, types, failed: &failed, place: vec![] };
            let set = &operation.definition.selection_set.node;
            completer.data(&mut response.data, set, operation.kind.root());
        }
    }
}

/// Where something failed.
fn place(error: &ServerError) -> Vec<PathSegment> {
    match error.source::<ErrorPlace>() {
        Some(place) => place.0.clone(),
        None => error.path.clone(),
    }
}

fn own(set: &mut SelectionSet) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                let Field { alias, name, selection_set, .. } = &mut field.node;
                for name in alias.iter_mut().chain([name]) {
                    name.node = Name::new(&name.node);
                }
                own(&mut selection_set.node);
            }
            Selection::InlineFragment(inline) => own(&mut inline.node.selection_set.node),
            Selection::FragmentSpread(_) => {}
        }
    }
}

impl Kind {
    /// The type whose fields it asks for.
    fn root(self) -> &'static str {
        match self {
            Self::Query => "Query",
            Self::Mutation => "Mutation",
            Self::Subscription => "Subscription",
        }
    }
}

fn over(message: &str) -> Fault {
    Fault::new(Code::LimitExceeded, message)
}
