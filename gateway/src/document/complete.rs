//! What an answer looks like where something failed: as GraphQL says, a field that failed is
//! null, and where the schema promises that it is not, what holds it is null instead.
//!
//! async-graphql (7.2.1) leaves a failed field out of the answer, or puts null where the schema
//! promises that there is none.

use async_graphql::{
    Name, PathSegment, Positioned, Value,
    indexmap::IndexMap,
    parser::types::{Directive, ExecutableDocument, Selection, SelectionSet},
};

use super::{
    concrete::{failed, possible},
    types::{Field, Types},
};

pub struct Completer<'a> {
    pub document: &'a ExecutableDocument,
    pub types: &'a Types,
    /// Where something failed.
    pub failed: &'a [Vec<PathSegment>],
    /// Where this is.
    pub place: Vec<PathSegment>,
}

impl Completer<'_> {
    /// The whole answer of an operation on this root.
    pub fn data(&mut self, data: &mut Value, set: &SelectionSet, root: &str) {
        if *data == Value::Null {
            *data = Value::Object(IndexMap::new());
        }
        let Value::Object(fields) = data else { return };
        if !self.object(fields, set, root) {
            *data = Value::Null;
        }
    }

    /// Whether the object can stand; if not, a field that is promised is missing. Where it may
    /// be of several types, it stands if it keeps the promises of each; where it is of none that
    /// can be told, those of the interface.
    fn any(&mut self, object: &mut IndexMap<Name, Value>, set: &SelectionSet, of: &str) -> bool {
        if !self.types.is_abstract(of) {
            return self.object(object, set, of);
        }
        let failed = failed(self.failed, &self.place);
        let all = possible(self.document, self.types, (object, set), of, &failed);
        let kept = |of| self.object(object, set, of);
        if all.is_empty() { [of].into_iter().all(kept) } else { all.into_iter().all(kept) }
    }

    fn object(&mut self, object: &mut IndexMap<Name, Value>, set: &SelectionSet, of: &str) -> bool {
        set.items.iter().all(|selection| match &selection.node {
            Selection::Field(it) => {
                let types = self.types;
                let Some(field) = types.field(of, &it.node.name.node) else { return true };
                let key = it.node.response_key().node.clone();
                if !object.contains_key(&key) {
                    if is_left_out(&it.node.directives) {
                        return true;
                    }
                    object.insert(key.clone(), Value::Null);
                }
                let set = &it.node.selection_set.node;
                let Some(value) = object.get_mut(&key) else { return true };
                self.at(PathSegment::Field(key.to_string()), |it| {
                    it.value(value, field, &field.required, set)
                })
            }
            Selection::InlineFragment(it) => {
                let on = it.node.type_condition.as_ref().map(|it| it.node.on.node.as_str());
                let fits = on.is_none_or(|on| self.types.is_one(of, on))
                    && !is_left_out(&it.node.directives);
                !fits || self.object(object, &it.node.selection_set.node, of)
            }
            Selection::FragmentSpread(it) => {
                let document = self.document;
                let fragment = document.fragments.get(&it.node.fragment_name.node);
                let fragment = fragment.filter(|fragment| {
                    self.types.is_one(of, &fragment.node.type_condition.node.on.node)
                        && !is_left_out(&it.node.directives)
                });
                fragment.is_none_or(|it| self.object(object, &it.node.selection_set.node, of))
            }
        })
    }

    /// Whether the value is as promised, once what is inside of it is.
    fn value(
        &mut self,
        value: &mut Value,
        field: &Field,
        required: &[bool],
        set: &SelectionSet,
    ) -> bool {
        let stands = match value {
            Value::Null => false,
            Value::List(items) => items.iter_mut().enumerate().all(|(index, item)| {
                let required = required.get(1..).unwrap_or_default();
                self.at(PathSegment::Index(index), |it| it.value(item, field, required, set))
            }),
            Value::Object(object) => {
                field.object.as_ref().is_none_or(|of| self.any(object, set, of))
            }
            _ => true,
        };
        if !stands {
            *value = Value::Null;
        }
        stands || !required.first().copied().unwrap_or_default()
    }

    /// One step further in.
    fn at(&mut self, step: PathSegment, look: impl FnOnce(&mut Self) -> bool) -> bool {
        self.place.push(step);
        let stands = look(self);
        self.place.pop();
        stands
    }
}

/// What was left out may have been unwanted: that is not looked into.
pub fn is_left_out(directives: &[Positioned<Directive>]) -> bool {
    directives.iter().any(|it| matches!(it.node.name.node.as_str(), "skip" | "include"))
}

#[cfg(test)]
mod tests {
    use async_graphql::{PathSegment, Response, ServerError, Value};
    use serde_json::json;

    use super::super::tests::documents;

    /// What is told of an answer in which a field failed.
    fn completed(text: &str, data: serde_json::Value) -> serde_json::Value {
        completed_at(&["viewer"], text, data)
    }

    fn completed_at(path: &[&str], text: &str, data: serde_json::Value) -> serde_json::Value {
        let accepted = documents().accept(text).unwrap();
        let mut response = Response::new(Value::from_json(data).unwrap());
        let mut error = ServerError::new("failed", None);
        error.path = path.iter().map(|it| PathSegment::Field((*it).to_owned())).collect();
        response.errors.push(error);
        accepted.complete(accepted.operation(None).unwrap(), &mut response);
        response.data.into_json().unwrap()
    }

    #[test]
    fn what_failed_is_null_and_what_was_promised_takes_along_what_holds_it() {
        let viewer = |it| json!({ "viewer": it });
        let edges = json!([{ "node": { "id": "1" } }, null]);
        for (text, data, told) in [
            ("{ viewer { id } }", json!(null), viewer(json!(null))),
            (
                "{ viewer { id name } }",
                viewer(json!({ "id": "1" })),
                viewer(json!({ "id": "1", "name": null })),
            ),
            ("{ viewer { id name } }", viewer(json!({ "name": "A" })), viewer(json!(null))),
            (
                "{ viewer { x: id ...f } } fragment f on User { name }",
                viewer(json!({ "x": "1" })),
                viewer(json!({ "x": "1", "name": null })),
            ),
            (
                "{ viewer { best { friends { edges { node { id } } } } } }",
                viewer(json!({ "best": { "friends": { "edges": edges } } })),
                viewer(json!({ "best": null })),
            ),
            (
                "{ viewer { friends { totalCount nodes { id } } } }",
                viewer(json!({ "friends": { "totalCount": 1 } })),
                viewer(json!(null)),
            ),
            (
                "{ nodes(ids: []) { id } }",
                json!({ "nodes": [{}, null, { "id": "1" }] }),
                json!({ "nodes": [null, null, { "id": "1" }] }),
            ),
            ("{ nodes(ids: []) { id } }", json!(null), json!(null)),
            // What may not have been wanted is not promised.
            (
                "{ viewer { name id @skip(if: true) ... on User @include(if: false) { tags { name } } } }",
                viewer(json!({ "name": "A" })),
                viewer(json!({ "name": "A" })),
            ),
            (
                "{ node(id: 1) { ... on User { name tags { name } } } }",
                json!({ "node": { "name": "A" } }),
                json!({ "node": { "name": "A" } }),
            ),
        ] {
            assert_eq!(completed(text, data), told, "{text}");
        }
    }

    /// It is told by what there is and what failed which type it is of.
    #[test]
    fn what_failed_behind_an_interface_is_null_too() {
        let both = "... on User { name best { id } } ... on Tag { name colour }";
        for (path, set, node, told) in [
            (&["node", "name"][..], "... on User { name }", json!({}), json!({ "name": null })),
            (&["node", "name"], "...f", json!({ "id": "1" }), json!({ "id": "1", "name": null })),
            // Not what another type is asked for.
            (
                &["node", "name"],
                "id ... on User { name } ... on Tag { colour }",
                json!({ "id": "1" }),
                json!({ "id": "1", "name": null }),
            ),
            (&["node", "best"], both, json!({ "name": "A" }), json!({ "name": "A", "best": null })),
            // Also what failed further in, and what was promised.
            (
                &["node", "best", "id"],
                "... on User { best { ... on Node { id } } }",
                json!({ "best": {} }),
                json!({ "best": null }),
            ),
            (&["node", "colour"], both, json!({ "name": "A" }), json!(null)),
            (&["node", "id"], "id ... on User { name }", json!({ "name": "A" }), json!(null)),
            // What did not fail and is not there was asked of another type.
            (&["viewer"], both, json!({}), json!({})),
        ] {
            let text = format!("{{ node(id: 1) {{ {set} }} }}");
            let text = if set == "...f" {
                "{ node(id: 1) { ...f } } fragment f on Node { id ... on User { name } }".into()
            } else {
                text
            };
            let (node, told) = (json!({ "node": node }), json!({ "node": told }));
            assert_eq!(completed_at(path, &text, node), told, "{text}");
        }
    }

    #[test]
    fn what_was_never_executed_has_no_form() {
        let accepted = documents().accept("{ viewer { id } }").unwrap();
        let mut response = Response::default();
        response.errors.push(ServerError::new("Unknown argument", None));
        accepted.complete(accepted.operation(None).unwrap(), &mut response);
        assert_eq!(response.data, Value::Null);
    }
}
