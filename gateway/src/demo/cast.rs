//! Who plays which part.

use kernel::{OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The personas, and the organisations by name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Cast {
    pub personas: Vec<Part>,
    pub organizations: Vec<(String, Uuid)>,
}

/// One persona.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Part {
    /// As in the tokens: `unitAdministrator`.
    pub name: String,
    /// Who that is, in a few words.
    pub title: String,
    pub person: Uuid,
}

impl Cast {
    pub fn with(&mut self, name: &str, title: &str, person: UserId) {
        let (name, title) = (name.to_owned(), title.to_owned());
        self.personas.push(Part { name, title, person: person.0 });
    }

    pub fn at(&mut self, name: &str, id: OrganizationId) {
        self.organizations.push((name.to_owned(), id.0));
    }
}
