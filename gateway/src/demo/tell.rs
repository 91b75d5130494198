//! What the demo says once it is ready.

use std::{fmt::Write, net::SocketAddr};

use kernel::OrganizationId;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{cast::Cast, company, others, tokens::Lent};
use crate::{config::Config, explorer::Persona};

/// Everything that is told.
pub struct Told<'a> {
    pub config: &'a Config,
    pub cast: &'a Cast,
    pub lent: &'a Lent,
    pub address: SocketAddr,
}

/// To paste: as whom, in which organisation, and what.
const QUERIES: [(&str, &str, &str, &str); 3] = [
    (
        "Who am I, and where do I work?",
        "member",
        company::NAME,
        "{ viewer { displayName memberships { jobTitle organization { name } unit { name } \
         manager { displayName } } } }",
    ),
    (
        "What was said about the people I lead?",
        "manager",
        company::NAME,
        "{ organization(id: \"ORGANIZATION\") { feedbackAboutReports(first: 5) { nodes { kind \
         text createdAt author { displayName } } } } }",
    ),
    (
        "What do my clients let me read?",
        "coach",
        others::PRACTICE,
        "{ organization(id: \"ORGANIZATION\") { feedbackGranted(first: 5) { nodes { kind text \
         author { displayName } } } } }",
    ),
];

impl Told<'_> {
    fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    pub fn personas(&self) -> Vec<Persona> {
        let parts = self.cast.personas.iter().zip(self.lent.revealed());
        let personas = parts.map(|(part, token)| Persona {
            name: part.name.clone(),
            title: part.title.clone(),
            token,
        });
        personas.collect()
    }

    /// One line, for programs.
    pub fn json(&self) -> String {
        let tokens = self.personas().into_iter().map(|it| (it.name, Value::from(it.token)));
        let organizations = self.cast.organizations.iter();
        let organizations = organizations.map(|(name, id)| (name.clone(), shown(*id).into()));
        json!({
            "url": self.url(),
            "tokens": tokens.collect::<Map<_, _>>(),
            "organizations": organizations.collect::<Map<_, _>>(),
        })
        .to_string()
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let (url, personas) = (self.url(), self.personas());
        writeln!(text, "HEI serves a demo. It ends with Ctrl-C.\n")?;
        writeln!(text, "  API       {url}")?;
        if self.config.explorer {
            writeln!(text, "  Explorer  http://{}/explorer", self.address)?;
        }
        writeln!(text, "  Mails     {}", crate::process::mails_go_to(self.config))?;
        writeln!(text, "\nOrganisations:\n")?;
        for (name, id) in &self.cast.organizations {
            writeln!(text, "  {name:<20}{}", shown(*id))?;
        }
        writeln!(text, "\nA token for each persona, good as long as the demo runs:\n")?;
        for it in &personas {
            writeln!(text, "  {:<20}{}  {}", it.name, it.token, it.title)?;
        }
        writeln!(text, "\nThree queries to paste:")?;
        for (question, name, place, query) in QUERIES {
            let organizations = &self.cast.organizations;
            let (Some(persona), Some((_, id))) = (
                personas.iter().find(|it| it.name == name),
                organizations.iter().find(|(name, _)| name == place),
            ) else {
                continue;
            };
            let body = json!({ "query": query.replace("ORGANIZATION", &shown(*id)) });
            writeln!(text, "\n# {question} ({name})")?;
            writeln!(
                text,
                "curl -s {url} -H 'authorization: Bearer {}' \\\n  -H 'content-type: application/json' -d '{body}'",
                persona.token
            )?;
        }
        Ok(())
    }
}

fn shown(organization: Uuid) -> String {
    OrganizationId(organization).to_string()
}
