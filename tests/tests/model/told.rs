//! What the two said, side by side.

use std::{collections::BTreeSet, fmt::Debug};

use async_graphql::{PathSegment, Response};
use kernel::{CoachGrantId, FeedbackId, GroupId, MembershipId, OrganizationId, UnitId, UserId};
use serde_json::Value;

use crate::universe::Universe;

/// How many differences are printed.
const PRINTED: usize = 40;

/// How often the model and the code were asked, and where they differed.
pub struct Compared {
    seed: u64,
    triples: usize,
    differences: Vec<String>,
}

impl Compared {
    pub fn new(seed: u64) -> Self {
        Self { seed, triples: 0, differences: vec![] }
    }

    /// One triple: somebody, an action, an object.
    #[expect(clippy::needless_pass_by_value, reason = "values are computed where they are told")]
    pub fn one<T: PartialEq + Debug>(&mut self, what: impl Fn() -> String, rules: T, code: T) {
        self.triples += 1;
        if rules != code {
            self.differences.push(format!("{}: rules {rules:?}, code {code:?}", what()));
        }
    }

    /// A list: as many triples as there are objects that might stand in it.
    pub fn list<'a>(
        &mut self,
        what: impl Fn() -> String,
        objects: impl Iterator<Item = (&'a str, bool)>,
        code: &BTreeSet<&str>,
    ) {
        let mut known = 0;
        for (id, rules) in objects {
            let in_code = code.contains(id);
            known += usize::from(in_code);
            self.one(|| format!("{} has {id}", what()), rules, in_code);
        }
        self.one(|| format!("{}: known ids", what()), code.len(), known);
    }

    /// How many triples there were; fails, if the two differed in one.
    pub fn end(self) -> usize {
        let shown = self.differences.iter().take(PRINTED).cloned().collect::<Vec<_>>().join("\n");
        let count = self.differences.len();
        assert!(count == 0, "HEI_MODEL_SEED={}: {count} differences\n{shown}", self.seed);
        self.triples
    }
}

/// An answer, and which of its fields were refused.
pub struct Answer {
    pub data: Value,
    denied: BTreeSet<String>,
}

impl Answer {
    pub fn of(response: Response) -> Self {
        let mut denied = BTreeSet::new();
        for error in &response.errors {
            let code = error.extensions.as_ref().and_then(|it| it.get("code")).cloned();
            let forbidden = code == Some(async_graphql::Value::String("FORBIDDEN".into()));
            assert!(forbidden, "{error:?}");
            let path = error.path.iter().map(|step| match step {
                PathSegment::Field(name) => name.clone(),
                PathSegment::Index(index) => index.to_string(),
            });
            denied.insert(path.collect::<Vec<_>>().join("."));
        }
        Self { data: response.data.into_json().unwrap(), denied }
    }

    /// Whether this field was refused; each refusal is taken once.
    pub fn denied(&mut self, path: &str) -> bool {
        self.denied.remove(path)
    }

    /// Refusals that nobody asked about.
    pub fn rest(&self) -> Vec<&String> {
        self.denied.iter().collect()
    }
}

/// The ids of a list of nodes.
pub fn ids(nodes: &Value) -> BTreeSet<&str> {
    let nodes = nodes.as_array().into_iter().flatten();
    nodes.map(|node| node["id"].as_str().unwrap()).collect()
}

/// Everything's ids, as they are told.
pub struct Ids {
    pub organizations: Vec<String>,
    pub users: Vec<String>,
    pub members: Vec<String>,
    pub units: Vec<String>,
    pub groups: Vec<String>,
    pub grants: Vec<String>,
    pub feedback: Vec<String>,
}

impl Ids {
    pub fn of(it: &Universe) -> Self {
        fn all<T>(of: &[T], id: impl Fn(&T) -> String) -> Vec<String> {
            of.iter().map(id).collect()
        }
        Self {
            organizations: all(&it.organizations, |it| OrganizationId(it.id).to_string()),
            users: all(&it.people, |id| UserId(*id).to_string()),
            members: all(&it.members, |it| MembershipId(it.id).to_string()),
            units: all(&it.units, |it| UnitId(it.id).to_string()),
            groups: all(&it.groups, |it| GroupId(it.id).to_string()),
            grants: all(&it.grants, |it| CoachGrantId(it.id).to_string()),
            feedback: all(&it.feedback, |it| FeedbackId(it.id).to_string()),
        }
    }
}
