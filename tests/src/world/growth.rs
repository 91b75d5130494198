//! How people of the fixed world develop.

use serde_json::{Value, json};

use super::{
    Persona, World,
    content::{Content, text},
    people,
};
use crate::data;

/// Objects that tests look at, by what they are.
pub struct Growth {
    /// The member's.
    pub private_goal: String,
    /// With evidence that the manager may not read.
    pub managed_goal: String,
    /// With the same evidence, which the coach may read.
    pub coached_goal: String,
    /// The practice's client's.
    pub client_goal: String,
    /// Of the member and the manager.
    pub check_in: String,
    /// Of the member and the coach.
    pub session: String,
    /// Of the practice's client and the coach.
    pub client_session: String,
    /// Of the practice's client, who releases their goals.
    pub sponsorship: String,
    /// Of the same, over.
    pub former_sponsorship: String,
    /// Of the company, by the colleague's administrator.
    pub opportunity: String,
    /// Of the member, discussed with manager and coach.
    pub interest: String,
    /// Of the peer, discussed with nobody.
    pub quiet_interest: String,
    /// Of the colleague, withdrawn.
    pub withdrawn_interest: String,
}

impl World {
    /// Makes something by a mutation whose payload names it `noun`.
    pub async fn made(&self, who: Persona, mutation: &str, noun: &str, input: Value) -> String {
        let name = mutation[..1].to_uppercase() + &mutation[1..];
        let query = format!(
            "mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {noun} {{ id }} errors {{ code }} }} }}"
        );
        let answer = self.ask_with(who, &query, json!({ "input": input })).await;
        text(&data(&answer)[mutation][noun]["id"], &answer)
    }

    pub(super) async fn grown(&self, feedback: &str) -> Growth {
        let goal = async |who, organization: &str, shared: Value| {
            let organization = people::organization(organization).to_string();
            let input = json!({ "organization": organization, "title": "Lead a project",
                "milestones": [{ "title": "Read about it", "reachedOn": "2026-01-02" }],
                "targetDate": "2026-12-31", "sharedWith": shared });
            self.made(who, "createGoal", "goal", input).await
        };
        let private_goal = goal(Persona::Member, "acme", json!([])).await;
        let managed_goal = goal(Persona::Member, "acme", json!(["MANAGER"])).await;
        let coached_goal = goal(Persona::Member, "acme", json!(["COACH"])).await;
        for goal in [&managed_goal, &coached_goal] {
            let input = json!({ "goal": goal, "evidence": { "feedback": feedback } });
            self.did(Persona::Member, "addGoalEvidence", input).await;
        }
        let client_goal = goal(Persona::Client, "praxis", json!(["COACH"])).await;
        let meeting = async |who, with: kernel::MembershipId, kind: &str| {
            let input = json!({ "with": with.to_string(), "kind": kind, "topic": "The year",
                "startsAt": "2026-02-01T10:00:00Z", "sharedNotes": "Of both.",
                "points": [{ "text": "Call the customer" }] });
            self.made(who, "arrangeMeeting", "meeting", input).await
        };
        let member = people::member("acme", Persona::Member);
        let check_in = meeting(Persona::Manager, member, "CHECK_IN").await;
        let session = meeting(Persona::Coach, member, "COACH_SESSION").await;
        let coach = people::member("praxis", Persona::Coach);
        let client_session = meeting(Persona::Client, coach, "COACH_SESSION").await;
        let (client, sponsor) = (
            people::member("praxis", Persona::Client).to_string(),
            people::member("praxis", Persona::Sponsor).to_string(),
        );
        let sponsored = async || {
            let input = json!({ "client": client, "sponsor": sponsor });
            let id = self.made(Persona::Coach, "startSponsorship", "sponsorship", input).await;
            let input = json!({ "sponsorship": id, "section": "GOALS" });
            self.did(Persona::Client, "releaseToSponsor", input).await;
            id
        };
        let (sponsorship, former_sponsorship) = (sponsored().await, sponsored().await);
        let input = json!({ "sponsorship": former_sponsorship });
        self.did(Persona::Client, "endSponsorship", input).await;
        let opportunity = json!({ "organization": people::organization("acme").to_string(),
            "kind": "PROJECT", "title": "The new yard", "startsOn": "2026-05-01",
            "unit": people::unit("yard").to_string() });
        let opportunity =
            self.made(Persona::OtherAdministrator, "offerOpportunity", "opportunity", opportunity);
        let opportunity = opportunity.await;
        let interested = async |who, shared: Value| {
            let input = json!({ "opportunity": opportunity, "note": "I would.",
                "sharedWith": shared });
            self.made(who, "noteInterest", "interest", input).await
        };
        let interest = interested(Persona::Member, json!(["MANAGER", "COACH"])).await;
        let quiet_interest = interested(Persona::Peer, json!([])).await;
        let withdrawn_interest = interested(Persona::ColleagueElsewhere, json!([])).await;
        let input = json!({ "interest": withdrawn_interest });
        self.did(Persona::ColleagueElsewhere, "withdrawInterest", input).await;
        let input = json!({ "interest": interest, "text": "Do." });
        self.did(Persona::Manager, "commentOnInterest", input).await;
        Growth {
            private_goal,
            managed_goal,
            coached_goal,
            client_goal,
            check_in,
            session,
            client_session,
            sponsorship,
            former_sponsorship,
            opportunity,
            interest,
            quiet_interest,
            withdrawn_interest,
        }
    }
}

/// An input that is right for somebody; none, if the mutation is about something else.
pub fn input(content: &Content, mutation: &str) -> Option<Value> {
    let growth = &content.growth;
    let acme = people::organization("acme").to_string();
    Some(match mutation {
        "createGoal" => json!({ "organization": acme, "title": "Speak in public" }),
        "updateGoal" => json!({ "goal": growth.managed_goal, "version": 1, "progress": 40 }),
        "shareGoal" => json!({ "goal": growth.managed_goal, "sharedWith": ["MANAGER"] }),
        "addGoalEvidence" | "removeGoalEvidence" => {
            json!({ "goal": growth.managed_goal, "evidence": { "feedback": content.team } })
        }
        "arrangeMeeting" => {
            let manager = people::member("acme", Persona::Manager).to_string();
            json!({ "with": manager, "kind": "CHECK_IN", "startsAt": "2026-03-01T10:00:00Z" })
        }
        "updateMeeting" => json!({ "meeting": growth.check_in, "version": 1, "state": "HELD" }),
        "writeMeetingNotes" => json!({ "meeting": growth.check_in, "notes": "Mine." }),
        "startSponsorship" => json!({
            "client": people::member("praxis", Persona::Client).to_string(),
            "sponsor": people::member("praxis", Persona::Sponsor).to_string(),
        }),
        "endSponsorship" => json!({ "sponsorship": growth.sponsorship }),
        "releaseToSponsor" | "revokeSponsorRelease" => {
            json!({ "sponsorship": growth.sponsorship, "section": "ATTENDANCE" })
        }
        "offerOpportunity" => {
            json!({ "organization": acme, "kind": "MENTORING", "title": "Learn to sell" })
        }
        "updateOpportunity" => {
            json!({ "opportunity": growth.opportunity, "version": 1, "title": "The old yard" })
        }
        "noteInterest" => json!({ "opportunity": growth.opportunity }),
        "shareInterest" => json!({ "interest": growth.interest, "sharedWith": ["MANAGER"] }),
        "commentOnInterest" => json!({ "interest": growth.interest, "text": "And?" }),
        "withdrawInterest" => json!({ "interest": growth.interest }),
        _ => return None,
    })
}
