//! Who is asked what, when, and how what they answer is shown: campaigns and their invitations.

use crate::blueprint::{
    Blueprint,
    Class::{
        Contact, Content, Credential, Employment, Identity, Impersonal, Preference, Reference,
        Trace,
    },
};

pub fn tables() -> Vec<Blueprint> {
    vec![campaign(), target(), attribute(), invitation()]
}

fn campaign() -> Blueprint {
    Blueprint::tenant("campaign", &["id"])
        // A UUIDv7: the key is also the order of every list.
        .id("id", Impersonal)
        .id("instrument_id", Impersonal)
        .text("name", Impersonal)
        .text("purpose", Impersonal)
        .nullable()
        .text("mode", Impersonal)
        .one_of(&["identified", "confidential", "anonymous"])
        // By whose right people are asked.
        .text("origin", Impersonal)
        .one_of(&["administrator", "coach", "person"])
        .number("threshold", Impersonal)
        .text("state", Impersonal)
        .one_of(&["draft", "live", "paused", "closed"])
        .instant("opens_at", Impersonal)
        .instant("closes_at", Impersonal)
        // Tags with commas between.
        .text("languages", Impersonal)
        // Whom to ask for help.
        .id("contact_id", Reference)
        .truth("debrief", Impersonal)
        .text("role", Impersonal)
        .nullable()
        // The first round, and the one before.
        .id("series_id", Impersonal)
        .id("previous_id", Impersonal)
        .nullable()
        .number("round", Impersonal)
        // Which version of what is promised.
        .number("promise", Impersonal)
        // As it was at launch, and at close.
        .number("invited", Impersonal)
        .nullable()
        .number("answered", Impersonal)
        .nullable()
        .id("created_by", Reference)
        .instant("created_at", Trace)
        .instant("launched_at", Impersonal)
        .nullable()
        .instant("paused_at", Impersonal)
        .nullable()
        .instant("closed_at", Impersonal)
        .nullable()
        .day("closed_on", Impersonal)
        .nullable()
        .number("version", Impersonal)
        .unique(&["organization_id", "series_id", "round"])
        .index(&["organization_id", "instrument_id"])
        // This is asked of all organisations at once.
        .index(&["state", "closes_at"])
        .within("instrument_id", "instrument")
        .within("contact_id", "membership")
        .within("series_id", "campaign")
        .within("previous_id", "campaign")
        .within("created_by", "membership")
}

/// Whom it asks, as it was chosen.
fn target() -> Blueprint {
    Blueprint::tenant("campaign_target", &["campaign_id", "kind", "target_id"])
        .id("campaign_id", Impersonal)
        .text("kind", Impersonal)
        .one_of(&["everybody", "unit", "group", "member"])
        // Nil for everybody.
        .id("target_id", Reference)
        .within("campaign_id", "campaign")
}

/// By what its results are told apart. Of an anonymous one, once it is launched, what is left.
fn attribute() -> Blueprint {
    Blueprint::tenant("campaign_attribute", &["campaign_id", "attribute"])
        .id("campaign_id", Impersonal)
        .text("attribute", Impersonal)
        .one_of(&["unit", "manager", "seniority", "job_title", "kind"])
        // The most important has 0.
        .number("place", Impersonal)
        // How it was coarsened at launch; null, if it was not.
        .text("coarsened", Impersonal)
        .one_of(&["ancestor"])
        .nullable()
        .within("campaign_id", "campaign")
}

fn invitation() -> Blueprint {
    Blueprint::tenant("campaign_invitation", &["id"])
        // A UUIDv7: the key is also the order of every list.
        .id("id", Impersonal)
        .id("campaign_id", Impersonal)
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
        // The last day on which it opens anything.
        .day("link_until", Impersonal)
        .nullable()
        // Of an anonymous campaign only the first two and declined: a ticket was drawn or not.
        .text("state", Content)
        .one_of(&["invited", "opened", "submitted", "declined", "withdrawn"])
        // As they were at launch; of an anonymous campaign as coarse as they stand on answers.
        .id("unit_id", Employment)
        .nullable()
        .id("manager_id", Employment)
        .nullable()
        .text("seniority", Employment)
        .nullable()
        .text("job_title", Employment)
        .nullable()
        .text("kind", Employment)
        .nullable()
        .instant("invited_at", Trace)
        .day("settled_on", Trace)
        .nullable()
        .truth("muted", Preference)
        // When a mail is due next.
        .instant("remind_at", Trace)
        .nullable()
        .unique(&["organization_id", "campaign_id", "member_id"])
        .index(&["organization_id", "member_id", "id"])
        // These are asked of all organisations at once.
        .index(&["link_hash"])
        .index(&["remind_at"])
        .within("campaign_id", "campaign")
        .within("member_id", "membership")
        .within("unit_id", "unit")
        .within("manager_id", "membership")
}
