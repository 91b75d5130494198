//! One object of each noun at Globex, all marked, and ids of nothing.

use kernel::{MembershipId, NodeId};
use serde_json::{Value, json};
use tests::{Persona, World, content::GIVE, data, people};

/// Stands in every text of Globex's.
pub const CANARY: &str = "canary-7d1f";

pub struct Foreign(pub Vec<String>);

impl Foreign {
    pub async fn enter(world: &World) -> Self {
        use Persona::{OutsideAdministrator, Outsider};
        let globex = people::organization("globex").to_string();
        let (outsider, boss) =
            (people::member("globex", Outsider), people::member("globex", OutsideAdministrator));
        let [competency, group, unit, invitation] = structure(world, &globex).await;
        let input = json!({ "recipient": { "members": [boss.to_string()] }, "kind": "PRAISE",
            "visibility": "ORGANIZATION", "text": CANARY });
        let answer = world.ask_with(Outsider, GIVE, json!({ "input": input })).await;
        let feedback = data(&answer)["giveFeedback"]["feedback"]["id"].as_str().unwrap().to_owned();
        world.did(Outsider, "updateProfile", json!({ "professionalRole": CANARY })).await;
        let input = json!({ "organization": globex, "name": CANARY, "controller": CANARY });
        world.did(OutsideAdministrator, "updateOrganization", input).await;
        let [goal, meeting, opportunity, interest] = growing(world, &globex, boss).await;
        let reply = json!({ "feedback": feedback, "text": CANARY });
        let reply = made(world, Outsider, "replyToFeedback", "reply", reply).await;
        let document = tests::instruments::short(CANARY);
        let input = json!({ "organization": globex, "source": { "document": document } });
        let instrument =
            made(world, OutsideAdministrator, "importInstrument", "instrument", input).await;
        let (campaign, invited) = asked_there(world, &globex).await;
        let (result, algorithm) = answered_there(world, &globex, &campaign).await;
        let (template, request, asked, candidate) = asking(world, &globex, &competency).await;
        let session = world.session(Outsider).unwrap().session.to_string();
        let (user, home) = (people::user(Outsider), people::newcomer(Outsider).home);
        Self(vec![
            competency,
            group,
            unit,
            invitation,
            feedback,
            goal,
            meeting,
            opportunity,
            interest,
            reply,
            asked,
            instrument,
            campaign,
            invited,
            result,
            algorithm,
            request,
            template,
            candidate,
            session,
            globex,
            home.to_string(),
            user.to_string(),
            outsider.to_string(),
            boss.to_string(),
        ])
    }

    /// One of this kind.
    pub fn like(&self, id: &str) -> Option<&str> {
        let kind = |id: &str| id.parse::<NodeId>().map(NodeId::noun);
        self.0.iter().find(|it| kind(it) == kind(id)).map(String::as_str)
    }
}

/// What an administrator sets up: a competency, a group, a unit, and an invitation.
async fn structure(world: &World, globex: &str) -> [String; 4] {
    let who = Persona::OutsideAdministrator;
    let named = |name: &str| json!({ "organization": globex, "name": format!("{CANARY} {name}") });
    let competency = made(world, who, "createCompetency", "competency", named("c")).await;
    let group = made(world, who, "createGroup", "group", named("g")).await;
    let mut unit = named("u");
    unit["code"] = CANARY.into();
    let unit = made(world, who, "createUnit", "unit", unit).await;
    let invitation = json!({ "organization": globex, "address": format!("{CANARY}@example.org"),
        "name": { "given": CANARY, "family": "Example" }, "kind": "EMPLOYEE" });
    let invitation = made(world, who, "inviteMember", "invitation", invitation).await;
    [competency, group, unit, invitation]
}

/// A goal of the outsider's, a meeting with who leads them, an opportunity, and their interest.
async fn growing(world: &World, globex: &str, boss: MembershipId) -> [String; 4] {
    use Persona::{OutsideAdministrator, Outsider};
    let goal = json!({ "organization": globex, "title": CANARY, "description": CANARY });
    let goal = made(world, Outsider, "createGoal", "goal", goal).await;
    let meeting = json!({ "with": boss.to_string(), "kind": "CHECK_IN",
        "startsAt": "2026-03-01T10:00:00Z", "topic": CANARY, "sharedNotes": CANARY,
        "points": [{ "text": CANARY }] });
    let meeting = made(world, Outsider, "arrangeMeeting", "meeting", meeting).await;
    let opportunity = json!({ "organization": globex, "kind": "ROLE", "title": CANARY });
    let opportunity =
        made(world, OutsideAdministrator, "offerOpportunity", "opportunity", opportunity).await;
    let interest = json!({ "opportunity": opportunity, "note": CANARY });
    let interest = made(world, Outsider, "noteInterest", "interest", interest).await;
    [goal, meeting, opportunity, interest]
}

/// A template, a request by the outsider about themself, who is asked, and a candidate.
async fn asking(world: &World, globex: &str, competency: &str) -> (String, String, String, String) {
    use Persona::{OutsideAdministrator, Outsider};
    let template = json!({ "organization": globex, "name": CANARY, "introduction": CANARY,
        "questions": [{ "text": CANARY, "wants": { "mark": competency } },
            { "text": CANARY, "wants": { "choices": [CANARY, "Other"] } }] });
    let template =
        made(world, OutsideAdministrator, "createFeedbackTemplate", "template", template).await;
    let about = people::member("globex", Outsider).to_string();
    let boss = people::member("globex", OutsideAdministrator).to_string();
    let request = json!({ "about": { "member": about }, "message": CANARY, "template": template,
        "visibility": "ORGANIZATION", "asked": { "members": [boss], "externals":
            [{ "name": CANARY, "address": format!("{CANARY}@example.com") }] } });
    let request = made(world, Outsider, "requestFeedback", "request", request).await;
    let asked = world.invitations(Outsider, &request).await.remove(0);
    let candidate = json!({ "organization": globex, "name": CANARY, "role": CANARY,
        "address": format!("{CANARY}@example.com"), "expiresOn": "2026-06-30",
        "responsible": boss });
    let candidate =
        made(world, OutsideAdministrator, "registerCandidate", "candidate", candidate).await;
    (template, request, asked, candidate)
}

/// A campaign of the outside administrator's, and a guest who is invited to it.
async fn asked_there(world: &World, globex: &str) -> (String, String) {
    let who = Persona::OutsideAdministrator;
    let document = tests::instruments::short(CANARY);
    let input = json!({ "organization": globex, "source": { "document": document } });
    let instrument = made(world, who, "importInstrument", "instrument", input).await;
    world.did(who, "publishInstrument", json!({ "instrument": instrument, "version": 1 })).await;
    let all = json!([{ "everybody": true }]);
    let content = tests::campaigns::content(&instrument, CANARY, "IDENTIFIED", &all);
    let input = json!({ "organization": globex, "content": content });
    let campaign = made(world, who, "createCampaign", "campaign", input).await;
    world.did(who, "launchCampaign", json!({ "campaign": campaign, "version": 1 })).await;
    let input = json!({ "campaign": campaign, "name": CANARY,
        "address": format!("{CANARY}@example.com") });
    let invited = made(world, who, "inviteGuestToCampaign", "invitation", input).await;
    (campaign, invited)
}

/// What somebody answered there under their name, and a way of scoring.
async fn answered_there(world: &World, globex: &str, campaign: &str) -> (String, String) {
    let who = Persona::Outsider;
    let query = format!(
        r#"{{ node(id: "{campaign}") {{ ... on Campaign {{ myInvitation {{ id }} }} }} }}"#
    );
    let told = world.ask(who, &query).await;
    let invitation = data(&told)["node"]["myInvitation"]["id"].clone();
    let by = json!({ "invitation": invitation });
    world.did(who, "startQuestionnaire", json!({ "by": by })).await;
    let answers = json!([{ "item": "a", "answer": { "number": 4 } }]);
    world.did(who, "saveAnswers", json!({ "by": by, "answers": answers })).await;
    world.did(who, "submitQuestionnaire", json!({ "by": by })).await;
    let told = world.ask(who, "{ viewer { results { nodes { id } } } }").await;
    let result = data(&told)["viewer"]["results"]["nodes"][0]["id"].as_str().unwrap().to_owned();
    let module = tests::results::module(9);
    let input = json!({ "organization": globex, "name": CANARY, "module": module });
    let algorithm =
        made(world, Persona::OutsideAdministrator, "loadAlgorithm", "algorithm", input).await;
    (result, algorithm)
}

async fn made(world: &World, who: Persona, mutation: &str, noun: &str, input: Value) -> String {
    let name = mutation[..1].to_uppercase() + &mutation[1..];
    let query = format!(
        "mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {noun} {{ id }} errors {{ code }} }} }}"
    );
    let answer = world.ask_with(who, &query, json!({ "input": input })).await;
    let id = data(&answer)[mutation][noun]["id"].as_str();
    id.unwrap_or_else(|| panic!("{answer:#}")).to_owned()
}

/// An id of the same kind that names nothing.
pub fn nothing_like(world: &World, id: &str) -> String {
    let id: NodeId = id.parse().unwrap();
    NodeId::of(id.noun(), world.clock.id()).unwrap().to_string()
}

/// The same input with each id in it replaced, where there is one to replace it by.
pub fn replace(input: &Value, by: &dyn Fn(&str) -> Option<String>) -> Value {
    match input {
        Value::String(text) if text.parse::<NodeId>().is_ok() => {
            by(text).unwrap_or_else(|| text.clone()).into()
        }
        Value::Array(items) => items.iter().map(|it| replace(it, by)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, it)| (key.clone(), replace(it, by)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}
