//! What people of the fixed world's company answered under their names, and what it says.

use serde_json::{Value, json};

use super::{
    Persona, World,
    content::{Content, text},
    people,
};
use crate::{campaigns::content, data};

/// Objects that tests look at, by what they are.
pub struct Results {
    /// Of the member; the grant of the coach names questionnaire results or not.
    pub member: String,
    /// A way of scoring that the company brought.
    pub algorithm: String,
    /// One that nobody chooses any more.
    pub retired: String,
}

/// The smallest module there is: no memory asked for, nothing answered but an empty list. In
/// WebAssembly's text:
///
/// ```text
/// (module (memory (export "memory") 1) (data (i32.const 16) "{\"scores\":[]}")
///   (func (export "alloc") (param i32) (result i32) i32.const 4096)
///   (func (export "score") (param i32 i32) (result i64) i64.const 0x000000100000000d))
/// ```
///
/// `turn` makes another module of it: more of the page is filled behind the answer.
pub fn module(turn: u8) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    let mut section = |id: u8, content: &[u8]| {
        bytes.push(id);
        bytes.push(u8::try_from(content.len()).unwrap());
        bytes.extend_from_slice(content);
    };
    // Two types, two functions of them, one page, three exports.
    section(1, &[2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7e]);
    section(3, &[2, 0, 1]);
    section(5, &[1, 0, 1]);
    section(7, b"\x03\x06memory\x02\0\x05alloc\0\0\x05score\0\x01");
    // i32.const 4096; i64.const 16 << 32 | 13, both in LEB128.
    section(
        10,
        &[2, 5, 0, 0x41, 0x80, 0x20, 0x0b, 9, 0, 0x42, 0x8d, 0x80, 0x80, 0x80, 0x80, 0x02, 0x0b],
    );
    let mut data = b"\x01\0\x41\x10\x0b\x0e{\"scores\":[]}".to_vec();
    data.push(turn);
    section(11, &data);
    STANDARD.encode(bytes)
}

impl World {
    pub(super) async fn results(&self, instrument: &str) -> Results {
        let acme = people::organization("acme").to_string();
        let who = Persona::Administrator;
        let member = json!([{ "member": people::member("acme", Persona::Member).to_string() }]);
        let asks = content(instrument, "Answered", "IDENTIFIED", &member);
        let input = json!({ "organization": acme, "content": asks });
        let campaign = self.made(who, "createCampaign", "campaign", input).await;
        self.did(who, "launchCampaign", json!({ "campaign": campaign, "version": 1 })).await;
        let query = format!(
            r#"{{ node(id: "{campaign}") {{ ... on Campaign {{ myInvitation {{ id }} }} }} }}"#
        );
        let told = self.ask(Persona::Member, &query).await;
        let by = json!({ "invitation": text(&data(&told)["node"]["myInvitation"]["id"], &told) });
        self.did(Persona::Member, "startQuestionnaire", json!({ "by": by })).await;
        let answers = json!([{ "item": "a", "answer": { "number": 4 } }]);
        let save = json!({ "by": by, "answers": answers });
        self.did(Persona::Member, "saveAnswers", save).await;
        self.did(Persona::Member, "submitQuestionnaire", json!({ "by": by })).await;
        let told = self.ask(Persona::Member, "{ viewer { results { nodes { id } } } }").await;
        let member = text(&data(&told)["viewer"]["results"]["nodes"][0]["id"], &told);
        let load = async |name: &str, turn| {
            let input = json!({ "organization": acme, "name": name, "module": module(turn) });
            self.made(who, "loadAlgorithm", "algorithm", input).await
        };
        let (algorithm, retired) = (load("Ours", 1).await, load("Ours before", 2).await);
        self.did(who, "retireAlgorithm", json!({ "algorithm": retired })).await;
        Results { member, algorithm, retired }
    }
}

/// For whom the input is right; none, if the mutation is about something else.
pub fn actor(mutation: &str) -> Option<Persona> {
    (mutation == "recogniseResult").then_some(Persona::Member)
}

/// An input that is right for somebody; none, if the mutation is about something else.
pub fn input(of: &Content, mutation: &str) -> Option<Value> {
    let it = &of.results;
    Some(match mutation {
        "releaseResult" | "recomputeResult" => json!({ "result": it.member }),
        "recogniseResult" => {
            json!({ "result": it.member, "scale": "x", "recognised": true })
        }
        "loadAlgorithm" => json!({ "organization": people::organization("acme").to_string(),
            "name": "New", "module": module(3) }),
        "retireAlgorithm" => json!({ "algorithm": it.algorithm }),
        "setCampaignScoring" => json!({ "campaign": of.campaigns.draft }),
        _ => return None,
    })
}
