//! Questionnaires of the fixed world's company.

use serde_json::{Value, json};

use super::{Persona, World, content::Content, people};

/// Objects that tests look at, by what they are.
pub struct Instruments {
    pub draft: String,
    /// A draft that nobody writes anew.
    pub ready: String,
    /// A draft to throw away.
    pub thrown: String,
    pub published: String,
    pub retired: String,
}

/// One item on one scale.
pub fn short(name: &str) -> String {
    json!({
        "format": "hei-instrument/1", "code": "short", "language": "en", "name": { "en": name },
        "purpose": { "en": name }, "legalBasis": "consent",
        "sections": [{ "code": "one", "items": [{ "code": "a", "text": { "en": name },
            "answer": { "likert": { "lowest": 1, "highest": 5 } } }] }],
        "scales": [{ "code": "x", "name": { "en": name }, "combine": "mean", "lowest": 1.0,
            "highest": 5.0, "items": [{ "item": "a" }] }]
    })
    .to_string()
}

impl World {
    pub(super) async fn instruments(&self) -> Instruments {
        let acme = people::organization("acme").to_string();
        let import = async || {
            let input = json!({ "organization": acme, "source": { "document": short("Short") } });
            self.made(Persona::Administrator, "importInstrument", "instrument", input).await
        };
        let thrown = import().await;
        let (draft, ready) = (import().await, import().await);
        let (published, retired) = (import().await, import().await);
        for instrument in [&published, &retired] {
            let input = json!({ "instrument": instrument, "version": 1 });
            self.did(Persona::Administrator, "publishInstrument", input).await;
        }
        let input = json!({ "instrument": retired });
        self.did(Persona::Administrator, "retireInstrument", input).await;
        Instruments { draft, ready, thrown, published, retired }
    }
}

/// For each mutation an input that is right for an administrator of everybody.
pub fn input(content: &Content, mutation: &str) -> Option<Value> {
    let acme = people::organization("acme").to_string();
    let it = &content.instruments;
    Some(match mutation {
        "createInstrument" => {
            json!({ "organization": acme, "code": "pulse", "language": "en", "name": "Pulse" })
        }
        "importInstrument" => {
            json!({ "organization": acme, "source": { "shipped": "riasec-48" } })
        }
        "updateInstrument" => {
            json!({ "instrument": it.draft, "version": 1, "document": short("Shorter") })
        }
        "publishInstrument" => json!({ "instrument": it.ready, "version": 1 }),
        "deleteInstrument" => json!({ "instrument": it.thrown, "version": 1 }),
        "retireInstrument" => json!({ "instrument": it.published }),
        "duplicateInstrument" => json!({ "instrument": it.published, "nextEdition": true }),
        _ => return None,
    })
}
