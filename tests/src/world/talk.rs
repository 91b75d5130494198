//! What people of the fixed world say about feedback.

use feedback::notifications::{Kind, Notice, notify_unchecked};
use kernel::NotificationId;
use serde_json::{Value, json};

use super::{
    Persona, World,
    content::{Content, praise},
    people,
};

/// Objects that tests look at, by what they are.
pub struct Talk {
    /// The member's, about feedback for the team; edited later.
    pub reply: String,
    /// The same, withdrawn.
    pub withdrawn: String,
    /// The peer's, about the same, flagged by the member.
    pub flagged: String,
    /// The peer's, about the same, hidden.
    pub hidden: String,
    /// The member's, about feedback that is for its recipient.
    pub private: String,
    /// The peer's to the member, for the recipient, flagged.
    pub flagged_feedback: String,
    /// The same, hidden.
    pub hidden_feedback: String,
    /// The member's, of a reply about feedback for the team.
    pub notification: String,
}

impl World {
    pub(super) async fn talked(&self, private: &str, team: &str) -> Talk {
        let say = async |who, about: &str, text: &str| {
            let input = json!({ "feedback": about, "text": text });
            self.made(who, "replyToFeedback", "reply", input).await
        };
        let reply = say(Persona::Member, team, "You are welcome.").await;
        let withdrawn = say(Persona::Member, team, "Never mind.").await;
        self.did(Persona::Member, "withdrawReply", json!({ "reply": withdrawn })).await;
        let flagged = say(Persona::Peer, team, "As if.").await;
        let hidden = say(Persona::Peer, team, "As if you could.").await;
        for reply in [&flagged, &hidden] {
            let input = json!({ "reply": reply, "reason": "ABUSIVE", "note": "Look." });
            self.did(Persona::Member, "flagReply", input).await;
        }
        let hide = |on: Value| json!({ "on": on, "decision": "HIDE" });
        let input = hide(json!({ "reply": hidden }));
        self.did(Persona::Administrator, "resolveFlag", input).await;
        let private = say(Persona::Member, private, "Between us.").await;
        let member = people::member("acme", Persona::Member);
        let give = async || self.give(Persona::Peer, praise(member, "RECIPIENT")).await;
        let (flagged_feedback, hidden_feedback) = (give().await, give().await);
        for feedback in [&flagged_feedback, &hidden_feedback] {
            let input = json!({ "feedback": feedback, "reason": "UNTRUE" });
            self.did(Persona::Member, "flagFeedback", input).await;
        }
        let input = hide(json!({ "feedback": hidden_feedback }));
        self.did(Persona::Administrator, "resolveFlag", input).await;
        self.manual.advance(chrono::TimeDelta::minutes(16));
        let input = json!({ "reply": reply, "version": 1, "text": "You are very welcome." });
        self.did(Persona::Member, "editReply", input).await;
        let thanks = json!({ "on": { "feedback": team }, "kind": "THANKS" });
        self.did(Persona::Member, "addReaction", thanks).await;
        let notification = self.told(&flagged, team).await;
        Talk {
            reply,
            withdrawn,
            flagged,
            hidden,
            private,
            flagged_feedback,
            hidden_feedback,
            notification,
        }
    }

    /// What the worker would tell the member.
    async fn told(&self, reply: &str, feedback: &str) -> String {
        let whom = (people::organization("acme"), people::member("acme", Persona::Member));
        let (feedback, reply) = (feedback.parse().unwrap(), reply.parse().ok());
        let (notice, fact) =
            (Notice::of_feedback(Kind::Reply, feedback, reply), self.clock.random_id());
        notify_unchecked(&self.db, &self.clock, whom, notice, fact).await.unwrap();
        NotificationId(fact).to_string()
    }
}

/// An input that is right for somebody; none, if the mutation is about something else.
pub fn input(content: &Content, mutation: &str) -> Option<Value> {
    let talk = &content.talk;
    Some(match mutation {
        "replyToFeedback" => json!({ "feedback": content.team, "text": "And so are you." }),
        "editReply" => json!({ "reply": talk.reply, "version": 2, "text": "Gladly." }),
        "withdrawReply" => json!({ "reply": talk.private }),
        "addReaction" | "removeReaction" => {
            json!({ "on": { "feedback": content.organization }, "kind": "AGREE" })
        }
        "flagFeedback" => json!({ "feedback": content.organization, "reason": "OTHER" }),
        "flagReply" => json!({ "reply": talk.reply, "reason": "OTHER", "note": "Look." }),
        "markNotificationsRead" => {
            json!({ "organization": people::organization("acme").to_string() })
        }
        "resolveFlag" => {
            json!({ "on": { "feedback": talk.flagged_feedback }, "decision": "DISMISS" })
        }
        _ => return None,
    })
}
