//! For each mutation an input that is right for somebody.

use serde_json::{Value, json};

use crate::{Persona, content::Content, people};

/// None, if this mutation takes none or is not known here.
pub fn input(content: &Content, mutation: &str) -> Option<Value> {
    let acme = people::organization("acme").to_string();
    let member = people::member("acme", Persona::Member).to_string();
    Some(match mutation {
        "acceptPolicy" => json!({ "policyVersion": content.policy }),
        "acknowledgeFeedback" => json!({ "feedback": content.organization }),
        "addEmail" => json!({ "address": "another@example.org" }),
        "archiveCompetency" => json!({ "competency": content.competency }),
        "changePassword" => {
            json!({ "currentPassword": "not theirs", "newPassword": "quay tulip marrow" })
        }
        "completeRegistration" => json!({ "token": "A".repeat(43), "transport": "BEARER",
            "password": "quay tulip marrow", "policyVersion": content.policy }),
        "createCompetency" => json!({ "organization": acme, "name": "Patience" }),
        "editFeedback" => {
            json!({ "feedback": content.team, "version": 1, "text": "Thank you, all." })
        }
        "endSession" => json!({ "session": content.session }),
        "giveFeedback" => crate::content::praise(
            people::member("acme", Persona::Member),
            "RECIPIENT",
        ),
        "publishPolicy" => json!({ "version": "2026-02", "body": "We keep less." }),
        "refreshSession" => json!({ "refreshToken": "A".repeat(43) }),
        "register" => json!({ "email": "new@example.org",
            "name": { "given": "New", "family": "Comer" } }),
        "removeEmail" | "setPrimaryEmail" => json!({ "address": "member@example.org" }),
        "requestPasswordReset" => json!({ "email": "member@example.org" }),
        "resetPassword" => json!({ "token": "A".repeat(43), "password": "quay tulip marrow" }),
        "signIn" => json!({ "email": "member@example.org", "password": "not theirs",
            "transport": "BEARER" }),
        "updateCompetency" => json!({ "competency": content.competency, "name": "Hearing" }),
        "updatePreferences" => json!({ "theme": "DARK" }),
        "updateProfile" => json!({ "professionalRole": "Gardener" }),
        "verifyEmail" => json!({ "token": "A".repeat(43) }),
        "withdrawFeedback" => json!({ "feedback": content.team }),
        _ => return structure(content, mutation, &acme, &member),
    })
}

/// What administrators do to an organisation.
fn structure(content: &Content, mutation: &str, acme: &str, member: &str) -> Option<Value> {
    _ = (content, mutation, acme, member);
    None
}
