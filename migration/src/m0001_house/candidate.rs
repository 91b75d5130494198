//! People from outside who are under evaluation, and what is written about them. All of it is
//! deleted with them: no other table but that of requests refers to them.

use crate::blueprint::{
    Blueprint,
    Class::{Contact, Content, Credential, Identity, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("candidate", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .text("name", Identity)
            .text("address", Contact)
            .text("language", Preference)
            .text("role", Content)
            .id("responsible_id", Reference)
            .instant("asked_at", Trace)
            // None, until they consent.
            .instant("consented_at", Trace)
            .nullable()
            .text("notice_version", Trace)
            .nullable()
            // The last day on which they are kept.
            .day("expires_on", Impersonal)
            // The link's token is derived from its id.
            .id("link_id", Credential)
            .bytes("link_hash", Credential)
            .index(&["organization_id", "responsible_id", "id"])
            // These are asked of all organisations at once.
            .index(&["link_hash"])
            .index(&["expires_on"])
            .within("responsible_id", "membership"),
    ]
}

/// After the requests, to which an evaluation may answer.
pub fn evaluations() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("candidate_evaluation", &["id"])
            .id("id", Impersonal)
            .id("candidate_id", Reference)
            // Nobody, where somebody from outside wrote it.
            .id("author_id", Reference)
            .nullable()
            .text("author_name", Identity)
            .nullable()
            .id("invitation_id", Reference)
            .nullable()
            .text("kind", Content)
            .one_of(&["praise", "suggestion", "evaluation"])
            .text("text", Content)
            .text("marks", Content)
            .text("answers", Content)
            .instant("written_at", Trace)
            // A member once; of those from outside each.
            .unique(&["organization_id", "candidate_id", "author_id"])
            .index(&["organization_id", "candidate_id", "id"])
            .index(&["organization_id", "author_id", "id"])
            .index(&["organization_id", "invitation_id"])
            .within("candidate_id", "candidate")
            .within("author_id", "membership")
            .within("invitation_id", "feedback_invitation"),
    ]
}
