//! Which object stands where an interface was promised, told by what is there and what failed.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, PathSegment, Value,
    indexmap::IndexMap,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

use super::{complete::is_left_out, types::Types};

/// The types that the object at a place can have.
pub fn possible<'a>(
    document: &ExecutableDocument,
    types: &'a Types,
    (object, set): (&IndexMap<Name, Value>, &SelectionSet),
    of: &str,
    failed: &HashSet<&str>,
) -> Vec<&'a str> {
    let there: HashSet<&str> = object.keys().map(Name::as_str).collect();
    let fits = |of: &str| {
        let mut asked = Asked { document, types, of, keys: HashMap::new() };
        asked.look(set, true);
        let is_asked = |key: &&str| asked.keys.contains_key(*key);
        let is_told = |(key, is_sure): (&&str, &bool)| {
            !is_sure || there.contains(key) || failed.contains(key)
        };
        there.iter().all(is_asked) && failed.iter().all(is_asked) && asked.keys.iter().all(is_told)
    };
    types.possible(of).filter(|of| fits(of)).collect()
}

/// The keys of what failed at a place or below it.
pub fn failed<'a>(all: &'a [Vec<PathSegment>], place: &[PathSegment]) -> HashSet<&'a str> {
    let below = all.iter().filter_map(|path| path.strip_prefix(place)?.first());
    below
        .filter_map(|step| match step {
            PathSegment::Field(key) => Some(key.as_str()),
            PathSegment::Index(_) => None,
        })
        .collect()
}

/// What is asked of an object of a type.
struct Asked<'a, 'b> {
    document: &'a ExecutableDocument,
    types: &'b Types,
    of: &'b str,
    /// By key, whether it is sure that it was wanted.
    keys: HashMap<&'a str, bool>,
}

impl<'a> Asked<'a, '_> {
    /// The guard has seen that no fragment contains itself, and how much there is in all.
    fn look(&mut self, set: &'a SelectionSet, is_sure: bool) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(it) => {
                    let sure = self.keys.entry(it.node.response_key().node.as_str()).or_default();
                    *sure |= is_sure && !is_left_out(&it.node.directives);
                }
                Selection::InlineFragment(it) => {
                    let on = it.node.type_condition.as_ref().map(|it| it.node.on.node.as_str());
                    if on.is_none_or(|on| self.types.is_one(self.of, on)) {
                        let is_sure = is_sure && !is_left_out(&it.node.directives);
                        self.look(&it.node.selection_set.node, is_sure);
                    }
                }
                Selection::FragmentSpread(it) => {
                    let fragment = self.document.fragments.get(&it.node.fragment_name.node);
                    let Some(fragment) = fragment else { continue };
                    let on = fragment.node.type_condition.node.on.node.as_str();
                    if self.types.is_one(self.of, on) {
                        let is_sure = is_sure && !is_left_out(&it.node.directives);
                        self.look(&fragment.node.selection_set.node, is_sure);
                    }
                }
            }
        }
    }
}
