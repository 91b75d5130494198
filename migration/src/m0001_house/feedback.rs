//! Feedback: what was said, to whom, with which marks, and its earlier versions.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("competency", &["id"])
            .id("id", Impersonal)
            .text("name", Impersonal)
            .text("description", Impersonal)
            .truth("archived", Impersonal)
            .number("version", Impersonal),
        Blueprint::tenant("feedback", &["id"])
            // A UUIDv7: the key is also the order of every feed.
            .id("id", Impersonal)
            // Nobody, if it is anonymous, and once the author is erased.
            .id("author_id", Reference)
            .nullable()
            .text("kind", Content)
            .one_of(&["praise", "suggestion", "evaluation"])
            .text("text", Content)
            .text("visibility", Impersonal)
            .one_of(&["recipient", "manager", "team", "organization"])
            // Written to a group or a unit; its members then stand among the recipients.
            .id("group_id", Impersonal)
            .nullable()
            .id("unit_id", Impersonal)
            .nullable()
            // The recipient, where there is only one: feeds need no second table then.
            .id("sole_recipient_id", Reference)
            .nullable()
            .instant("created_at", Trace)
            .number("version", Impersonal)
            .instant("edited_at", Trace)
            .nullable()
            .instant("withdrawn_at", Trace)
            .nullable()
            .text("moderation", Trace)
            .nullable()
            .one_of(&["flagged", "hidden"])
            // Nobody knows who wrote it; otherwise an author who is null was erased.
            .truth("anonymous", Impersonal)
            .index(&["organization_id", "author_id", "id"])
            .index(&["organization_id", "sole_recipient_id", "id"])
            .within("author_id", "membership")
            .within("sole_recipient_id", "membership")
            .within("group_id", "member_group")
            .within("unit_id", "unit"),
        Blueprint::tenant("feedback_recipient", &["feedback_id", "recipient_id"])
            .id("feedback_id", Impersonal)
            .id("recipient_id", Reference)
            // Whoever was the recipient's manager when it was given.
            .id("manager_id", Reference)
            .nullable()
            .instant("acknowledged_at", Trace)
            .nullable()
            // Not the only one: a list of what somebody received finds the others without this table.
            .truth("several", Impersonal)
            .index(&["organization_id", "recipient_id", "several", "feedback_id"])
            .within("feedback_id", "feedback")
            .within("recipient_id", "membership")
            .within("manager_id", "membership"),
        Blueprint::tenant("feedback_mark", &["feedback_id", "competency_id"])
            .id("feedback_id", Impersonal)
            .id("competency_id", Impersonal)
            .number("mark", Content)
            .index(&["organization_id", "competency_id", "feedback_id"])
            .within("feedback_id", "feedback")
            .within("competency_id", "competency"),
        // What it said before; the version in force stands in `feedback`.
        Blueprint::tenant("feedback_version", &["feedback_id", "version"])
            .id("feedback_id", Impersonal)
            .number("version", Impersonal)
            .text("text", Content)
            .instant("written_at", Trace)
            // Whether it was hidden when another took its place.
            .truth("hidden", Content)
            .within("feedback_id", "feedback"),
        // The marks of those versions; the marks in force stand in `feedback_mark`.
        Blueprint::tenant("feedback_version_mark", &["feedback_id", "version", "competency_id"])
            .id("feedback_id", Impersonal)
            .number("version", Impersonal)
            .id("competency_id", Impersonal)
            .number("mark", Content)
            .index(&["organization_id", "competency_id"])
            .within("feedback_id", "feedback")
            .within("competency_id", "competency"),
    ]
}
