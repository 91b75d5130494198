//! What people of the fixed world ask each other.

use feedback::{candidates::letter::candidate_letter_unchecked, requests::letter::link_unchecked};
use kernel::{CandidateId, FeedbackInvitationId};
use serde_json::{Value, json};

use super::{
    Persona, World,
    content::{Content, text},
    people,
};
use crate::data;

/// Objects that tests look at, by what they are.
pub struct Asking {
    pub template: String,
    /// By the manager about the member: the peer answered, the colleague declined, somebody from
    /// outside answered, and another is still asked.
    pub about_report: String,
    pub answered: String,
    pub declined: String,
    /// Of those from outside.
    pub outside: String,
    /// What the peer answered.
    pub answer: String,
    /// What somebody from outside answered.
    pub answer_from_outside: String,
    /// Somebody under evaluation who consented; the unit's administrator is responsible, and wrote
    /// about them.
    pub candidate: String,
    /// What their link carries.
    pub candidate_link: String,
    /// By the member about themself; the peer is asked.
    pub about_self: String,
    pub open: String,
    /// The same again; the peer is asked.
    pub again: String,
    pub also_open: String,
}

impl World {
    /// By the administrator.
    async fn template(&self, competency: &str) -> String {
        let input = json!({ "organization": people::organization("acme").to_string(),
            "name": "After a project", "introduction": "Take your time.", "questions": [
                { "text": "What went well?", "wants": { "text": true } },
                { "text": "How do they listen?", "wants": { "mark": competency } },
                { "text": "Again?", "wants": { "choices": ["Gladly", "Rather not"] } } ] });
        self.made(Persona::Administrator, "createFeedbackTemplate", "template", input).await
    }

    /// The invitations of a request, by its requester, in the order in which people were asked.
    pub async fn invitations(&self, who: Persona, request: &str) -> Vec<String> {
        let query = format!(
            r#"{{ node(id: "{request}") {{ ... on FeedbackRequest {{ invitations(last: 100) {{
                nodes {{ id }} }} }} }} }}"#
        );
        let answer = self.ask(who, &query).await;
        let nodes = data(&answer)["node"]["invitations"]["nodes"].as_array().cloned();
        let mut ids: Vec<_> =
            nodes.unwrap_or_default().iter().map(|it| text(&it["id"], &answer)).collect();
        ids.sort_unstable();
        ids
    }

    /// What the mail to somebody from outside carries.
    pub async fn link(&self, organization: &str, invitation: &str) -> String {
        let id: FeedbackInvitationId = invitation.parse().unwrap();
        let of = people::organization(organization);
        let letter = link_unchecked(&self.db, &self.secret, &self.clock, of, id).await;
        letter.ok().flatten().expect("they are asked").token.reveal()
    }

    async fn candidate(&self) -> (String, String) {
        let candidate = self
            .made(Persona::Administrator, "registerCandidate", "candidate", candidate_input())
            .await;
        let (of, id): (_, CandidateId) = (people::organization("acme"), candidate.parse().unwrap());
        let letter = candidate_letter_unchecked(&self.db, &self.secret, &self.clock, of, id).await;
        let letter = letter.ok().flatten().expect("they are asked for their consent");
        let link = letter.token.reveal();
        self.did(Persona::Nobody, "giveCandidateConsent", consent_input(&link)).await;
        let input = json!({ "candidate": candidate, "kind": "PRAISE", "text": "Calm at night." });
        self.did(Persona::UnitAdministrator, "evaluateCandidate", input).await;
        (candidate, link)
    }

    pub(super) async fn asked(&self, competency: &str) -> Asking {
        let template = self.template(competency).await;
        let member = |persona| people::member("acme", persona).to_string();
        let about = member(Persona::Member);
        let input = json!({ "about": { "member": about }, "template": template,
            "asked": { "members": [member(Persona::Peer), member(Persona::ColleagueElsewhere)],
                "externals": [{ "name": "Eva Extern", "address": "eva@example.com" },
                    { "name": "Edo Extern", "address": "edo@example.com" }] },
            "message": "How did it go?", "visibility": "MANAGER", "dueOn": "2026-02-01" });
        let about_report = self.made(Persona::Manager, "requestFeedback", "request", input).await;
        let all = self.invitations(Persona::Manager, &about_report).await;
        let [answered, declined, first, outside] = &all[..] else { panic!("{all:?}") };
        let said = json!([{ "question": 0, "text": "All of it." }, { "question": 2, "choice": 0 }]);
        let input = json!({ "by": { "invitation": answered }, "kind": "EVALUATION",
            "text": "They listen.", "marks": [{ "competency": competency, "mark": 4 }],
            "answers": said });
        let answer = self.made(Persona::Peer, "answerFeedbackRequest", "feedback", input).await;
        let input = json!({ "by": { "invitation": declined }, "reason": "I was not there." });
        self.did(Persona::ColleagueElsewhere, "declineFeedbackRequest", input).await;
        let link = self.link("acme", first).await;
        let input = json!({ "by": { "link": link }, "kind": "PRAISE", "text": "A pleasure.",
            "name": "Eva E." });
        self.did(Persona::Nobody, "answerFeedbackRequest", input).await;
        let query = format!(
            r#"{{ node(id: "{about}") {{ ... on Membership {{ feedbackReceived(first: 1) {{
                nodes {{ id externalAuthor }} }} }} }} }}"#
        );
        let told = self.ask(Persona::Member, &query).await;
        let newest = &data(&told)["node"]["feedbackReceived"]["nodes"][0];
        assert_eq!(newest["externalAuthor"], "Eva E.", "{told}");
        let own = async || {
            let input = json!({ "about": { "member": about },
                "asked": { "members": [member(Persona::Peer)] }, "visibility": "RECIPIENT",
                "dueOn": "2026-02-01" });
            let id = self.made(Persona::Member, "requestFeedback", "request", input).await;
            let invitation = self.invitations(Persona::Member, &id).await.remove(0);
            (id, invitation)
        };
        let ((about_self, open), (again, also_open)) = (own().await, own().await);
        let (candidate, candidate_link) = self.candidate().await;
        Asking {
            template,
            candidate,
            candidate_link,
            answered: answered.clone(),
            declined: declined.clone(),
            outside: outside.clone(),
            answer,
            answer_from_outside: text(&newest["id"], &told),
            about_report,
            about_self,
            open,
            again,
            also_open,
        }
    }
}

fn candidate_input() -> Value {
    json!({ "organization": people::organization("acme").to_string(), "name": "Cleo Candidate",
        "address": "cleo@example.com", "role": "Night shift", "expiresOn": "2026-06-30",
        "responsible": people::member("acme", Persona::UnitAdministrator).to_string() })
}

fn consent_input(link: &str) -> Value {
    json!({ "link": link, "noticeVersion": "2026-11" })
}

/// For whom the input is right; none, if the mutation is about something else.
pub fn actor(mutation: &str) -> Option<Persona> {
    Some(match mutation {
        "requestFeedback" | "closeFeedbackRequest" => Persona::Member,
        "answerFeedbackRequest" | "declineFeedbackRequest" | "muteFeedbackReminders" => {
            Persona::Peer
        }
        "revokeFeedbackInvitation" | "forgetFeedbackExternal" => Persona::Manager,
        "registerCandidate" => Persona::Administrator,
        "evaluateCandidate" | "withdrawCandidateEvaluation" | "eraseCandidate" => {
            Persona::UnitAdministrator
        }
        "giveCandidateConsent" | "withdrawCandidateConsent" => Persona::Nobody,
        _ => return None,
    })
}

/// An input that is right for somebody; none, if the mutation is about something else.
pub fn input(content: &Content, mutation: &str) -> Option<Value> {
    let asking = &content.asking;
    let questions = json!([{ "text": "What else?", "wants": { "text": true } }]);
    Some(match mutation {
        "requestFeedback" => json!({
            "about": { "member": people::member("acme", Persona::Member).to_string() },
            "asked": { "members": [people::member("acme", Persona::Peer).to_string()] },
            "visibility": "RECIPIENT" }),
        "answerFeedbackRequest" => json!({ "by": { "invitation": asking.open },
            "kind": "PRAISE", "text": "Go on like this." }),
        "declineFeedbackRequest" | "muteFeedbackReminders" => {
            json!({ "by": { "invitation": asking.also_open } })
        }
        "closeFeedbackRequest" => json!({ "request": asking.again }),
        "revokeFeedbackInvitation" => json!({ "invitation": asking.outside }),
        "forgetFeedbackExternal" => json!({ "by": { "invitation": asking.outside } }),
        "createFeedbackTemplate" => json!({
            "organization": people::organization("acme").to_string(), "name": "Shortly",
            "questions": questions }),
        "reviseFeedbackTemplate" => json!({ "template": asking.template, "name": "Longer",
            "questions": questions }),
        "registerCandidate" => candidate_input(),
        "evaluateCandidate" => json!({ "candidate": asking.candidate, "kind": "PRAISE",
            "text": "Calm by day as well." }),
        "withdrawCandidateEvaluation" | "eraseCandidate" => {
            json!({ "candidate": asking.candidate })
        }
        "giveCandidateConsent" => consent_input(&asking.candidate_link),
        "withdrawCandidateConsent" => json!({ "link": asking.candidate_link }),
        "retireFeedbackTemplate" => json!({ "template": asking.template }),
        _ => return None,
    })
}
