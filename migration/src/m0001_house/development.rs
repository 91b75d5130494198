//! How people develop: their goals with milestones and evidence.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    goals()
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
