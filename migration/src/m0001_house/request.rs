//! Asking for feedback: templates with questions, requests, who is asked, and what they answer.

use crate::blueprint::{
    Blueprint,
    Class::{Contact, Content, Credential, Identity, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    [templates(), requests()].concat()
}

fn templates() -> Vec<Blueprint> {
    vec![
        // A version of a template; a change is another row.
        Blueprint::tenant("feedback_template", &["id"])
            .id("id", Impersonal)
            // The first version of the same.
            .id("original_id", Impersonal)
            .number("version", Impersonal)
            .text("name", Impersonal)
            .text("introduction", Impersonal)
            .instant("created_at", Impersonal)
            .instant("retired_at", Impersonal)
            .nullable()
            .unique(&["organization_id", "original_id", "version"]),
        Blueprint::tenant("feedback_question", &["template_id", "position"])
            .id("template_id", Impersonal)
            .number("position", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["text", "mark", "choice"])
            .text("text", Impersonal)
            .id("competency_id", Impersonal)
            .nullable()
            .within("template_id", "feedback_template")
            .within("competency_id", "competency"),
        Blueprint::tenant("feedback_choice", &["template_id", "position", "place"])
            .id("template_id", Impersonal)
            .number("position", Impersonal)
            .number("place", Impersonal)
            .text("text", Impersonal)
            .within("template_id", "feedback_template"),
    ]
}

fn requests() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("feedback_request", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("requester_id", Reference)
            // Each kind of what it may be about has a column.
            .id("about_id", Reference)
            .nullable()
            .id("candidate_id", Reference)
            .nullable()
            .id("template_id", Impersonal)
            .nullable()
            .text("message", Content)
            .text("visibility", Impersonal)
            .one_of(&["recipient", "manager", "team", "organization"])
            // The last day on which it is answered.
            .day("due_on", Impersonal)
            .instant("created_at", Trace)
            .instant("closed_at", Trace)
            .nullable()
            .index(&["organization_id", "requester_id", "id"])
            .index(&["organization_id", "about_id", "id"])
            .index(&["organization_id", "candidate_id", "id"])
            .within("requester_id", "membership")
            .within("about_id", "membership")
            .within("candidate_id", "candidate")
            .within("template_id", "feedback_template"),
        Blueprint::tenant("feedback_request_competency", &["request_id", "competency_id"])
            .id("request_id", Impersonal)
            .id("competency_id", Impersonal)
            .within("request_id", "feedback_request")
            .within("competency_id", "competency"),
        Blueprint::tenant("feedback_invitation", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("request_id", Impersonal)
            // As the request has them, where they never change.
            .id("requester_id", Reference)
            .day("due_on", Impersonal)
            // A member is asked, or somebody from outside by mail.
            .id("member_id", Reference)
            .nullable()
            .text("external_name", Identity)
            .nullable()
            .text("external_address", Contact)
            .nullable()
            .text("language", Preference)
            .nullable()
            // The link's token is derived from its id; none, once it opens nothing any more.
            .id("link_id", Credential)
            .nullable()
            .bytes("link_hash", Credential)
            .nullable()
            .text("state", Content)
            .one_of(&["open", "answered", "declined", "closed"])
            .text("reason", Content)
            .nullable()
            .id("feedback_id", Reference)
            .nullable()
            .instant("invited_at", Trace)
            // Answered, declined or closed.
            .instant("settled_at", Trace)
            .nullable()
            .truth("muted", Preference)
            // When a mail is due next.
            .instant("remind_at", Trace)
            .nullable()
            // Which notice somebody from outside had before them.
            .text("notice_version", Trace)
            .nullable()
            .unique(&["organization_id", "request_id", "member_id"])
            .index(&["organization_id", "member_id", "id"])
            .index(&["organization_id", "requester_id", "id"])
            .index(&["organization_id", "feedback_id"])
            // These are asked of all organisations at once.
            .index(&["link_hash"])
            .index(&["remind_at"])
            .within("request_id", "feedback_request")
            .within("requester_id", "membership")
            .within("member_id", "membership")
            .within("feedback_id", "feedback"),
        // Addresses from outside that want no mails, as the deployment's secret hashes them.
        Blueprint::tenant("feedback_refusal", &["address_digest"]).bytes("address_digest", Contact),
        Blueprint::tenant("feedback_answer", &["feedback_id", "position"])
            .id("feedback_id", Impersonal)
            .number("position", Impersonal)
            .id("template_id", Impersonal)
            .text("text", Content)
            .nullable()
            .number("choice", Content)
            .nullable()
            .within("feedback_id", "feedback")
            .within("template_id", "feedback_template"),
    ]
}
