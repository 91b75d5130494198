//! What people of the fixed world's company are asked.

use assessment::campaigns::letter::guest_unchecked;
use serde_json::{Value, json};

use super::{
    Persona, World,
    content::{Content, text},
    people,
};
use crate::{data, instruments::short};

/// Objects that tests look at, by what they are.
pub struct Campaigns {
    /// What they ask with, which nobody retires.
    pub instrument: String,
    /// Drafts: one that nobody touches, one to launch, one to throw away.
    pub draft: String,
    pub ready: String,
    pub thrown: String,
    /// Launched: one to close, one that is paused, one without names, one with.
    pub closing: String,
    pub paused: String,
    pub anonymous: String,
    pub identified: String,
    /// The peer's, to the one with names.
    pub invitation: String,
    /// The peer's, to one that they have begun to answer, and to the one without names.
    pub begun: String,
    pub unnamed: String,
    /// Of somebody from outside, to the same.
    pub guest: String,
    /// What the mail to another one carries.
    pub link: String,
}

/// What a campaign asks, in January of 2026.
pub fn content(instrument: &str, name: &str, mode: &str, audience: &Value) -> Value {
    json!({ "instrument": instrument, "name": name, "mode": mode, "threshold": 3,
        "opensAt": "2026-01-01T00:00:00Z", "closesAt": "2026-02-01T00:00:00Z",
        "audience": audience })
}

fn member(persona: Persona) -> Value {
    json!({ "member": people::member("acme", persona).to_string() })
}

impl World {
    /// By the administrator of everybody.
    async fn campaign(&self, instrument: &str, name: &str, mode: &str, audience: Value) -> String {
        let organization = people::organization("acme").to_string();
        let content = content(instrument, name, mode, &audience);
        let input = json!({ "organization": organization, "content": content });
        self.made(Persona::Administrator, "createCampaign", "campaign", input).await
    }

    async fn launched(&self, campaign: String) -> String {
        let input = json!({ "campaign": campaign, "version": 1 });
        self.did(Persona::Administrator, "launchCampaign", input).await;
        campaign
    }

    pub(super) async fn campaigns(&self) -> Campaigns {
        let acme = people::organization("acme").to_string();
        let input = json!({ "organization": acme, "source": { "document": short("Pulse") } });
        let of = self.made(Persona::Administrator, "importInstrument", "instrument", input).await;
        let input = json!({ "instrument": of, "version": 1 });
        self.did(Persona::Administrator, "publishInstrument", input).await;
        let everybody = || json!([{ "everybody": true }]);
        let some = json!([member(Persona::Member), member(Persona::Peer)]);
        let begun = self.campaign(&of, "Begun", "IDENTIFIED", some.clone()).await;
        let begun = self.launched(begun).await;
        let begun = self.invited(&begun).await;
        let input = json!({ "by": { "invitation": begun } });
        self.did(Persona::Peer, "startQuestionnaire", input).await;
        let thrown = self.campaign(&of, "Thrown away", "IDENTIFIED", everybody()).await;
        let ready = self.campaign(&of, "Ready", "CONFIDENTIAL", everybody()).await;
        let closing = self.campaign(&of, "Closing", "CONFIDENTIAL", some.clone()).await;
        let closing = self.launched(closing).await;
        let paused = self.campaign(&of, "Paused", "CONFIDENTIAL", some.clone()).await;
        let paused = self.launched(paused).await;
        self.did(Persona::Administrator, "pauseCampaign", json!({ "campaign": paused })).await;
        let draft = self.campaign(&of, "Draft", "IDENTIFIED", some.clone()).await;
        let anonymous = self.campaign(&of, "Without names", "ANONYMOUS", everybody()).await;
        let anonymous = self.launched(anonymous).await;
        let identified = self.campaign(&of, "With names", "IDENTIFIED", some).await;
        let identified = self.launched(identified).await;
        let invitation = self.invited(&identified).await;
        let unnamed = self.invited(&anonymous).await;
        let input = json!({ "campaign": identified, "name": "Eva Extern",
            "address": "eva@example.com" });
        let who = Persona::Administrator;
        let guest = self.made(who, "inviteGuestToCampaign", "invitation", input).await;
        let input = json!({ "campaign": identified, "name": "Ugo Extern",
            "address": "ugo@example.com" });
        let other = self.made(who, "inviteGuestToCampaign", "invitation", input).await;
        let (id, here) = (other.parse().unwrap(), people::organization("acme"));
        let letter = guest_unchecked(&self.db, &self.secret, &self.clock, here, id).await;
        let link = letter.ok().flatten().expect("they are invited").token.reveal();
        Campaigns {
            instrument: of,
            draft,
            ready,
            thrown,
            closing,
            paused,
            anonymous,
            identified,
            invitation,
            begun,
            unnamed,
            guest,
            link,
        }
    }

    /// The peer's invitation.
    async fn invited(&self, campaign: &str) -> String {
        let query = format!(
            r#"{{ node(id: "{campaign}") {{ ... on Campaign {{ myInvitation {{ id }} }} }} }}"#
        );
        let told = self.ask(Persona::Peer, &query).await;
        text(&data(&told)["node"]["myInvitation"]["id"], &told)
    }
}

/// For whom the input is right; none, if the mutation is about something else.
pub fn actor(mutation: &str) -> Option<Persona> {
    match mutation {
        "declineCampaign"
        | "muteCampaign"
        | "openAnonymousQuestionnaire"
        | "saveAnswers"
        | "startQuestionnaire"
        | "submitQuestionnaire"
        | "withdrawQuestionnaire" => Some(Persona::Peer),
        "forgetCampaignGuest" => Some(Persona::Nobody),
        _ => None,
    }
}

/// An input that is right for somebody; none, if the mutation is about something else.
pub fn input(of: &Content, mutation: &str) -> Option<Value> {
    let it = &of.campaigns;
    let some = json!([member(Persona::Member)]);
    let fresh = content(&it.instrument, "Pulse", "IDENTIFIED", &some);
    Some(match mutation {
        "createCampaign" => json!({
            "organization": people::organization("acme").to_string(), "content": fresh }),
        "updateCampaign" => json!({ "campaign": it.draft, "version": 1, "content": fresh }),
        "deleteCampaign" => json!({ "campaign": it.thrown, "version": 1 }),
        "launchCampaign" => json!({ "campaign": it.ready, "version": 1 }),
        "pauseCampaign" => json!({ "campaign": it.identified }),
        "resumeCampaign" => json!({ "campaign": it.paused }),
        "extendCampaign" => {
            json!({ "campaign": it.identified, "closesAt": "2026-03-01T00:00:00Z" })
        }
        "raiseCampaignThreshold" => json!({ "campaign": it.anonymous, "threshold": 7 }),
        "closeCampaign" => json!({ "campaign": it.closing }),
        "repeatCampaign" => json!({ "campaign": it.anonymous,
            "opensAt": "2026-04-01T00:00:00Z", "closesAt": "2026-05-01T00:00:00Z" }),
        "inviteGuestToCampaign" => json!({ "campaign": it.identified, "name": "Edo Extern",
            "address": "edo@example.com" }),
        "revokeCampaignInvitation" => json!({ "invitation": it.guest }),
        "forgetCampaignGuest" => json!({ "link": it.link }),
        "declineCampaign" | "muteCampaign" => json!({ "by": { "invitation": it.invitation } }),
        "startQuestionnaire" | "submitQuestionnaire" | "withdrawQuestionnaire" => {
            json!({ "by": { "invitation": it.begun } })
        }
        "saveAnswers" => json!({ "by": { "invitation": it.begun },
            "answers": [{ "item": "a", "answer": { "number": 3.0 } }] }),
        "openAnonymousQuestionnaire" => json!({ "invitation": it.unnamed }),
        _ => return None,
    })
}
