//! For each mutation an input that is right for somebody.

use async_graphql::parser::types::FieldDefinition;
use serde_json::{Value, json};

use crate::{Persona, content::Content, people};

/// One red pixel.
pub const PHOTO: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// A mutation that tells why it was not done.
pub fn document(mutation: &str, takes_input: bool) -> String {
    let name = mutation[..1].to_uppercase() + &mutation[1..];
    if takes_input {
        format!(
            "mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}"
        )
    } else {
        format!("mutation {{ {mutation} {{ errors {{ code }} }} }}")
    }
}

/// For whom the input is right.
pub fn actor(mutation: &str) -> Persona {
    if let Some(persona) = crate::asking::actor(mutation) {
        return persona;
    }
    match mutation {
        "acceptPolicy"
        | "acknowledgeFeedback"
        | "addEmail"
        | "changePassword"
        | "endSession"
        | "removeEmail"
        | "setPrimaryEmail"
        | "updatePreferences"
        | "updateProfile"
        | "leaveOrganization"
        | "setPhoto"
        | "createGoal"
        | "drawTickets"
        | "noteInterest"
        | "shareInterest"
        | "commentOnInterest"
        | "withdrawInterest"
        | "arrangeMeeting"
        | "updateMeeting"
        | "writeMeetingNotes"
        | "updateGoal"
        | "shareGoal"
        | "addGoalEvidence"
        | "removeGoalEvidence"
        | "addReaction"
        | "editReply"
        | "flagFeedback"
        | "markNotificationsRead"
        | "removeReaction"
        | "replyToFeedback"
        | "withdrawReply" => Persona::Member,
        "startSponsorship" => Persona::Coach,
        "updateOpportunity" => Persona::OtherAdministrator,
        "endSponsorship" | "releaseToSponsor" | "revokeSponsorRelease" => Persona::Client,
        "editFeedback" | "flagReply" | "giveFeedback" | "withdrawFeedback" => Persona::Peer,
        "createOrganization" | "publishPolicy" | "setLicence" => Persona::Operator,
        "editAnonymousFeedback"
        | "editAnonymousReply"
        | "giveAnonymousFeedback"
        | "replyAnonymously"
        | "withdrawAnonymousFeedback"
        | "withdrawAnonymousReply" => Persona::Holder,
        "completeRegistration"
        | "refreshSession"
        | "register"
        | "requestPasswordReset"
        | "resetPassword"
        | "signIn"
        | "verifyEmail" => Persona::Nobody,
        _ => Persona::Administrator,
    }
}

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
        "drawTickets" => json!({ "organization": acme }),
        "editAnonymousFeedback" | "replyAnonymously" => json!({ "text": "Thank you, all." }),
        "editAnonymousReply" => json!({ "reply": "waiting_1", "text": "Thank you, all." }),
        "withdrawAnonymousReply" => json!({ "reply": "waiting_1" }),
        "editFeedback" => {
            json!({ "feedback": content.team, "version": 1, "text": "Thank you, all." })
        }
        "endSession" => json!({ "session": content.session }),
        "giveAnonymousFeedback" | "giveFeedback" => {
            crate::content::praise(people::member("acme", Persona::Member), "RECIPIENT")
        }
        "publishPolicy" => json!({ "version": "2026-02", "body": "We keep less." }),
        "refreshSession" => json!({ "refreshToken": "A".repeat(43) }),
        "register" => json!({ "email": "new@example.org",
            "name": { "given": "New", "family": "Comer" } }),
        "removeEmail" | "setPrimaryEmail" => json!({ "address": "member@example.org" }),
        "requestPasswordReset" => json!({ "email": "member@example.org" }),
        "resetPassword" => json!({ "token": "A".repeat(43), "password": "quay tulip marrow" }),
        "signIn" => json!({ "email": "member@example.org", "password": "not theirs",
            "transport": "BEARER" }),
        "updateAnonymousWriting" => json!({ "organization": acme, "version": 0, "crowd": 7 }),
        "updateCompetency" => json!({ "competency": content.competency, "name": "Hearing" }),
        "updatePreferences" => json!({ "theme": "DARK" }),
        "setPhoto" => json!({ "image": PHOTO }),
        "updateProfile" => json!({ "professionalRole": "Gardener" }),
        "verifyEmail" => json!({ "token": "A".repeat(43) }),
        "withdrawFeedback" => json!({ "feedback": content.team }),
        _ => {
            return crate::growth::input(content, mutation)
                .or_else(|| crate::talk::input(content, mutation))
                .or_else(|| crate::instruments::input(content, mutation))
                .or_else(|| crate::asking::input(content, mutation))
                .or_else(|| structure(content, mutation, &acme, &member));
        }
    })
}

/// The same, of a field of `Mutation`; none, if it takes none. What nobody wrote an input for
/// nobody tries: so it panics where there is no line for it.
pub fn of(content: &Content, field: &FieldDefinition) -> Option<Value> {
    let name = field.name.node.as_str();
    let missing = || panic!("{name} has no right input in tests/src/inputs.rs");
    (!field.arguments.is_empty()).then(|| input(content, name).unwrap_or_else(missing))
}

/// What administrators and operators do to an organisation.
fn structure(content: &Content, mutation: &str, acme: &str, member: &str) -> Option<Value> {
    let (unit, group) =
        (people::unit("logistics").to_string(), people::group("Mentors").to_string());
    Some(match mutation {
        "createGroup" => json!({ "organization": acme, "name": "Runners", "members": [member] }),
        "applyDirectoryImport" | "previewDirectoryImport" => {
            json!({ "organization": acme, "csv": "external_id,given_name,family_name\nacme-0,Member,Example\n" })
        }
        "createOrganization" => json!({ "name": "Initech", "slug": "initech", "kind": "COMPANY",
            "licence": { "seats": 5, "validFrom": "2026-01-01", "validUntil": "2027-01-01" },
            "administrator": { "address": "first@example.org",
                "name": { "given": "First", "family": "Example" } } }),
        "createUnit" => json!({ "organization": acme, "code": "garden", "name": "Garden" }),
        "removeGroup" => json!({ "group": group }),
        "removeUnit" => json!({ "unit": people::unit("yard").to_string() }),
        "setLicence" => json!({ "organization": acme, "kind": "B2B", "seats": 200,
            "validFrom": "2026-01-01", "validUntil": "2031-12-31" }),
        "updateGroup" => json!({ "group": group, "name": "Guides" }),
        "updateOrganization" => json!({ "organization": acme, "name": "Acme & Sons" }),
        "updateUnit" => json!({ "unit": unit, "name": "Transport" }),
        _ => return belonging(content, mutation, acme, member),
    })
}

/// What is done about who belongs.
fn belonging(content: &Content, mutation: &str, acme: &str, member: &str) -> Option<Value> {
    let coach = people::member("acme", Persona::OtherCoach).to_string();
    let peer = people::member("acme", Persona::Peer).to_string();
    let token = "A".repeat(43);
    Some(match mutation {
        "acceptInvitation" | "declineInvitation" => json!({ "token": token }),
        "confirmCoachGrant" | "revokeCoachGrant" => json!({ "grant": content.grant }),
        // Of somebody to whom it is shown: everybody may end their own.
        "endMemberSessions" => json!({
            "membership": people::member("acme", Persona::UnitAdministrator).to_string() }),
        "suspendMembership" | "reinstateMembership" | "endMembership" => {
            json!({ "membership": peer })
        }
        "grantCoach" => json!({ "coach": coach, "client": member, "kinds": ["GOALS"] }),
        "inviteMember" => json!({ "organization": acme, "address": "fresh@example.org",
            "name": { "given": "Fresh", "family": "Example" }, "kind": "EMPLOYEE" }),
        "leaveOrganization" => json!({ "organization": acme }),
        "resendInvitation" | "revokeInvitation" => json!({ "invitation": content.invitation }),
        "setAdministratorScope" => json!({
            "membership": people::member("acme", Persona::UnitAdministrator).to_string(),
            "scope": { "everybody": false, "units": [people::unit("inside").to_string()] } }),
        "setRoles" => json!({ "membership": peer, "roles": ["COMPLIANCE_MANAGER"] }),
        "updateMembership" => json!({ "membership": member, "jobTitle": "Gardener" }),
        _ => return None,
    })
}
