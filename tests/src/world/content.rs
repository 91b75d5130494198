//! What people of the fixed world wrote, by the ways of the API.

use kernel::NodeId;
use serde_json::{Value, json};

use super::{
    Persona, World, asking::Asking, campaigns::Campaigns, growth::Growth, instruments::Instruments,
    people, results::Results, talk::Talk,
};
use crate::data;

/// Objects that tests look at, by what they are.
pub struct Content {
    /// The peer's to the member, one for each visibility, and one that was withdrawn.
    pub recipient: String,
    pub manager: String,
    pub team: String,
    pub organization: String,
    pub withdrawn: String,
    /// The manager's evaluation of the member, acknowledged, and edited later.
    pub evaluation: String,
    /// The coach's to the client.
    pub practice: String,
    pub competency: String,
    pub policy: String,
    /// The member's.
    pub session: String,
    /// To the coach, about the member.
    pub grant: String,
    /// Of somebody who has not come yet.
    pub invitation: String,
    pub growth: Growth,
    pub talk: Talk,
    pub instruments: Instruments,
    pub asking: Asking,
    pub campaigns: Campaigns,
    pub results: Results,
}

pub const GIVE: &str = "mutation($input: GiveFeedbackInput!) { giveFeedback(input: $input) {
    feedback { id version editedAt } errors { code field message } } }";

/// Those who draw tickets: as many as must have been able to write something.
pub const DRAW: [Persona; 6] = [
    Persona::Manager,
    Persona::Peer,
    Persona::ColleagueElsewhere,
    Persona::Administrator,
    Persona::ItAdministrator,
    Persona::UnitAdministrator,
];

/// What somebody gives one member.
pub fn praise(to: impl Into<NodeId>, visibility: &str) -> Value {
    json!({ "recipient": { "members": [to.into().to_string()] }, "kind": "PRAISE",
        "visibility": visibility, "text": format!("Thank you, {visibility}.") })
}

impl World {
    /// The id of what was given.
    pub async fn give(&self, who: Persona, input: Value) -> String {
        let answer = self.ask_with(who, GIVE, json!({ "input": input })).await;
        text(&data(&answer)["giveFeedback"]["feedback"]["id"], &answer)
    }

    /// Fills the world.
    pub async fn filled(&self) -> Content {
        let policy = self.publish("2026-01").await;
        let competency = self.competency("Listening").await;
        let member = people::member("acme", Persona::Member);
        let peer = async |visibility| self.give(Persona::Peer, praise(member, visibility)).await;
        let (recipient, manager) = (peer("RECIPIENT").await, peer("MANAGER").await);
        let (team, organization) = (peer("TEAM").await, peer("ORGANIZATION").await);
        let withdrawn = peer("ORGANIZATION").await;
        self.did(Persona::Peer, "withdrawFeedback", json!({ "feedback": withdrawn })).await;
        let evaluation = self.evaluation(&competency).await;
        let client = people::member("praxis", Persona::Client);
        let practice = self.give(Persona::Coach, praise(client, "ORGANIZATION")).await;
        let session = self.session(Persona::Member).expect("they are signed in").session;
        let (grant, invitation) = (self.grant().await, self.invite().await);
        let growth = self.grown(&recipient).await;
        let talk = self.talked(&recipient, &team).await;
        let instruments = self.instruments().await;
        let asking = self.asked(&competency).await;
        let campaigns = self.campaigns().await;
        let results = self.results(&campaigns.instrument).await;
        Content {
            session: session.to_string(),
            grant,
            invitation,
            recipient,
            manager,
            team,
            organization,
            withdrawn,
            evaluation,
            practice,
            competency,
            policy,
            growth,
            talk,
            asking,
            campaigns,
            results,
            instruments,
        }
    }

    /// The id of what was given to the member without a name, and delivered on the next day.
    pub async fn unnamed(&self) -> String {
        let draw = json!({ "organization": people::organization("acme").to_string() });
        for persona in DRAW {
            self.did(persona, "drawTickets", draw.clone()).await;
        }
        let ticket = super::ticket(&self.clock, &self.secret);
        let query = "mutation($input: GiveAnonymousFeedbackInput!) {
            giveAnonymousFeedback(input: $input) { errors { code } } }";
        let input = praise(people::member("acme", Persona::Member), "ORGANIZATION");
        let answer = self.client.ask(Some(&ticket), query, json!({ "input": input })).await;
        assert_eq!(data(&answer)["giveAnonymousFeedback"]["errors"], json!([]), "{answer}");
        let tomorrow = chrono::TimeDelta::hours(29);
        self.manual.advance(tomorrow);
        assert_eq!(self.server.deliver().await.unwrap(), 1);
        self.manual.advance(-tomorrow);
        let row = self.rows("select id from feedback where anonymous").await.remove(0);
        kernel::FeedbackId(row.try_get("", "id").unwrap()).to_string()
    }

    async fn evaluation(&self, competency: &str) -> String {
        let member = people::member("acme", Persona::Member).to_string();
        let given = self
            .give(
                Persona::Manager,
                json!({ "recipient": { "members": [member] }, "kind": "EVALUATION",
                    "visibility": "MANAGER", "text": "You listen.",
                    "marks": [{ "competency": competency, "mark": 4 }] }),
            )
            .await;
        self.manual.advance(chrono::TimeDelta::minutes(16));
        let edit = json!({ "feedback": given, "version": 1, "text": "You listen well." });
        self.did(Persona::Manager, "editFeedback", edit).await;
        self.did(Persona::Member, "acknowledgeFeedback", json!({ "feedback": given })).await;
        given
    }

    pub async fn publish(&self, version: &str) -> String {
        let query = "mutation($input: PublishPolicyInput!) { publishPolicy(input: $input) {
            policyVersion { id } errors { code } } }";
        let input = json!({ "input": { "version": version, "body": "We keep little." } });
        let answer = self.ask_with(Persona::Operator, query, input).await;
        text(&data(&answer)["publishPolicy"]["policyVersion"]["id"], &answer)
    }

    pub async fn competency(&self, name: &str) -> String {
        let query = "mutation($input: CreateCompetencyInput!) { createCompetency(input: $input) {
            competency { id } errors { code } } }";
        let organization = people::organization("acme").to_string();
        let input = json!({ "input": { "organization": organization, "name": name } });
        let answer = self.ask_with(Persona::Administrator, query, input).await;
        text(&data(&answer)["createCompetency"]["competency"]["id"], &answer)
    }

    async fn grant(&self) -> String {
        let member = people::member("acme", Persona::Member);
        let query = format!(
            r#"{{ node(id: "{member}") {{ ... on Membership {{ coachGrants {{ id }} }} }} }}"#
        );
        let answer = self.ask(Persona::Member, &query).await;
        text(&data(&answer)["node"]["coachGrants"][0]["id"], &answer)
    }

    async fn invite(&self) -> String {
        let query = "mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
            invitation { id } errors { code } } }";
        let organization = people::organization("acme").to_string();
        let input = json!({ "organization": organization, "address": "invited@example.org",
            "name": { "given": "Invited", "family": "Example" }, "kind": "EMPLOYEE",
            "unit": people::unit("inside").to_string() });
        let answer = self.ask_with(Persona::Administrator, query, json!({ "input": input })).await;
        text(&data(&answer)["inviteMember"]["invitation"]["id"], &answer)
    }

    /// Runs a mutation that has no errors.
    pub async fn did(&self, who: Persona, mutation: &str, input: Value) {
        let name = mutation[..1].to_uppercase() + &mutation[1..];
        let query = format!(
            "mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}"
        );
        let answer = self.ask_with(who, &query, json!({ "input": input })).await;
        assert_eq!(data(&answer)[mutation]["errors"], json!([]), "{answer}");
    }
}

pub fn text(value: &Value, answer: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{answer:#}")).to_owned()
}
