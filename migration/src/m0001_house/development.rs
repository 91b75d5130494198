//! How people develop: their goals with milestones and evidence, and their meetings with who
//! leads or coaches them, and what of it a client releases to who pays; and
//! what is offered to them within.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    [goals(), meetings(), sponsors(), opportunities()].concat()
}

fn goals() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("goal", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("owner_id", Reference)
            .text("title", Content)
            .text("description", Content)
            .id("competency_id", Content)
            .nullable()
            .day("target_on", Content)
            .nullable()
            .text("state", Content)
            .one_of(&["open", "achieved", "dropped"])
            .number("progress", Content)
            .truth("shared_with_manager", Preference)
            .truth("shared_with_coach", Preference)
            .number("version", Impersonal)
            .instant("created_at", Trace)
            .instant("updated_at", Trace)
            .instant("closed_at", Trace)
            .nullable()
            .index(&["organization_id", "owner_id", "id"])
            .within("owner_id", "membership")
            .within("competency_id", "competency"),
        Blueprint::tenant("goal_milestone", &["goal_id", "position"])
            .id("goal_id", Impersonal)
            .number("position", Impersonal)
            .text("title", Content)
            .day("due_on", Content)
            .nullable()
            .day("reached_on", Content)
            .nullable()
            .within("goal_id", "goal"),
        // One row for each thing that shows how far somebody is; each kind has a column.
        Blueprint::tenant("goal_evidence", &["goal_id", "id"])
            .id("goal_id", Impersonal)
            .id("id", Impersonal)
            .id("feedback_id", Reference)
            .nullable()
            .text("note", Content)
            .instant("added_at", Trace)
            .unique(&["organization_id", "goal_id", "feedback_id"])
            .within("goal_id", "goal")
            .within("feedback_id", "feedback"),
    ]
}

fn meetings() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("meeting", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["check_in", "coach_session"])
            .id("person_id", Reference)
            .id("host_id", Reference)
            .instant("starts_at", Trace)
            .text("state", Content)
            .one_of(&["planned", "held", "cancelled"])
            .text("topic", Content)
            // Of both; of the host alone; of the person alone.
            .text("shared_notes", Content)
            .text("host_notes", Content)
            .text("person_notes", Content)
            .number("version", Impersonal)
            .instant("created_at", Trace)
            .instant("updated_at", Trace)
            .index(&["organization_id", "person_id", "id"])
            .index(&["organization_id", "host_id", "id"])
            .within("person_id", "membership")
            .within("host_id", "membership"),
        Blueprint::tenant("meeting_point", &["meeting_id", "position"])
            .id("meeting_id", Impersonal)
            .number("position", Impersonal)
            .text("text", Content)
            .day("due_on", Content)
            .nullable()
            .truth("done", Content)
            .within("meeting_id", "meeting"),
    ]
}

fn sponsors() -> Vec<Blueprint> {
    const SECTIONS: &[&str] = &["attendance", "goals", "agreements"];
    vec![
        Blueprint::tenant("sponsorship", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("client_id", Reference)
            .id("coach_id", Reference)
            .id("sponsor_id", Reference)
            .instant("started_at", Trace)
            .instant("ended_at", Trace)
            .nullable()
            .index(&["organization_id", "client_id", "id"])
            .index(&["organization_id", "coach_id", "id"])
            .index(&["organization_id", "sponsor_id", "id"])
            .within("client_id", "membership")
            .within("coach_id", "membership")
            .within("sponsor_id", "membership"),
        // What the sponsor may read; revoked, the row is gone.
        Blueprint::tenant("sponsor_release", &["sponsorship_id", "section"])
            .id("sponsorship_id", Impersonal)
            .text("section", Preference)
            .one_of(SECTIONS)
            .instant("released_at", Trace)
            .within("sponsorship_id", "sponsorship"),
        // What the sponsor read, and when; for the client.
        Blueprint::tenant("sponsor_reading", &["sponsorship_id", "id"])
            .id("sponsorship_id", Impersonal)
            .id("id", Impersonal)
            .text("section", Trace)
            .one_of(SECTIONS)
            .instant("read_at", Trace)
            .within("sponsorship_id", "sponsorship"),
    ]
}

fn opportunities() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("opportunity", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["role", "project", "mentoring"])
            .text("title", Content)
            .text("description", Content)
            .id("unit_id", Impersonal)
            .nullable()
            .id("offered_by_id", Reference)
            .day("starts_on", Impersonal)
            .nullable()
            .day("ends_on", Impersonal)
            .nullable()
            .text("state", Impersonal)
            .one_of(&["open", "closed"])
            .number("version", Impersonal)
            .instant("created_at", Trace)
            .instant("updated_at", Trace)
            .within("unit_id", "unit")
            .within("offered_by_id", "membership"),
        Blueprint::tenant("opportunity_interest", &["id"])
            // A UUIDv4: the order of lists says nothing of who came first.
            .id("id", Impersonal)
            .id("opportunity_id", Content)
            .id("member_id", Reference)
            // As the opportunity has it, where it never changes.
            .id("offered_by_id", Reference)
            .text("note", Content)
            .truth("shared_with_manager", Preference)
            .truth("shared_with_coach", Preference)
            .instant("noted_at", Trace)
            .instant("withdrawn_at", Trace)
            .nullable()
            .unique(&["organization_id", "opportunity_id", "member_id"])
            .index(&["organization_id", "member_id", "id"])
            .index(&["organization_id", "offered_by_id", "id"])
            .within("opportunity_id", "opportunity")
            .within("member_id", "membership")
            .within("offered_by_id", "membership"),
        Blueprint::tenant("opportunity_comment", &["interest_id", "id"])
            .id("interest_id", Impersonal)
            .id("id", Impersonal)
            // Nobody, once the author is erased.
            .id("author_id", Reference)
            .nullable()
            .text("text", Content)
            .instant("written_at", Trace)
            .within("interest_id", "opportunity_interest")
            .within("author_id", "membership"),
    ]
}
