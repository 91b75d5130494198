//! Whether answers must be put together of parts.

use std::collections::HashSet;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// Whether some object is asked for more than once under one key, as fragments of different
/// authors do. Of a document that was measured, so it ends soon.
pub fn repeats(document: &ExecutableDocument) -> bool {
    let mut operations = document.operations.iter();
    operations.any(|(_, operation)| within(document, &operation.node.selection_set.node))
}

fn within(document: &ExecutableDocument, set: &SelectionSet) -> bool {
    unfold(document, set, &mut HashSet::new())
}

fn unfold<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    keys: &mut HashSet<&'a str>,
) -> bool {
    set.items.iter().any(|selection| match &selection.node {
        Selection::Field(field) => {
            let inner = &field.node.selection_set.node;
            let key = field.node.response_key().node.as_str();
            !inner.items.is_empty() && (!keys.insert(key) || within(document, inner))
        }
        Selection::InlineFragment(inline) => {
            unfold(document, &inline.node.selection_set.node, keys)
        }
        Selection::FragmentSpread(spread) => {
            let fragment = document.fragments.get(&spread.node.fragment_name.node);
            fragment.is_some_and(|it| unfold(document, &it.node.selection_set.node, keys))
        }
    })
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn an_object_that_is_asked_for_twice_is_found_wherever_it_is() {
        let is = |text: &str| repeats(&parse_query(text).unwrap());
        assert!(!is("{ viewer { id id memberships { id } } other: viewer { id } }"));
        assert!(is("{ viewer { id } viewer { displayName } }"));
        assert!(is("{ viewer { memberships { id } memberships { jobTitle } } }"));
        assert!(is("{ viewer { ... on User { memberships { id } } memberships { jobTitle } } }"));
        assert!(is("{ viewer { ...A ...B } } fragment A on User { memberships { id } }
                    fragment B on User { memberships { jobTitle } }"));
        assert!(is("{ viewer { a: memberships { unit { id } unit { name } } } }"));
        assert!(!is("query A { viewer { id } } query B { viewer { id } }"));
    }
}
