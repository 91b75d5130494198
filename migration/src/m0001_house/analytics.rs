//! What is released of campaigns and of feedback: plans, and the numbers that were fixed with
//! them. Nothing here is ever made anew, and nothing of it tells of fewer people than a
//! threshold allows.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Employment, Impersonal, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    [released(), months(), actions()].concat()
}

fn released() -> Vec<Blueprint> {
    vec![
        // One for each campaign that was closed; what is there is kept as it is.
        Blueprint::tenant("release_plan", &["campaign_id"])
            .id("campaign_id", Impersonal)
            .day("made_on", Impersonal)
            // As they were at close.
            .number("threshold", Impersonal)
            .number("comments_threshold", Impersonal)
            .within("campaign_id", "campaign"),
        Blueprint::tenant("release_view", &["campaign_id", "place"])
            .id("campaign_id", Impersonal)
            // In the order of the plan, from 0: the whole audience.
            .number("place", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["whole", "unit", "attribute", "attribute_in_unit"])
            .id("unit_id", Employment)
            .nullable()
            .text("attribute", Impersonal)
            .one_of(&["manager", "seniority", "job_title", "kind"])
            .nullable()
            // Of a manager the id as text.
            .text("value", Employment)
            .nullable()
            // The unit's name at close.
            .text("label", Employment)
            .nullable()
            // Of which view it is a part.
            .number("parent", Impersonal)
            .nullable()
            .text("state", Impersonal)
            .one_of(&["shown", "suppressed"])
            // What was put together in it, as JSON.
            .text("merged", Employment)
            .nullable()
            // All statistics of it, as JSON: those that are shown, and that others are not.
            .text("numbers", Content)
            .index(&["organization_id", "campaign_id", "parent"])
            .within("campaign_id", "campaign"),
        // In an order that tells nothing.
        Blueprint::tenant("release_comment", &["campaign_id", "place", "item", "position"])
            .id("campaign_id", Impersonal)
            .number("place", Impersonal)
            .text("item", Impersonal)
            .number("position", Impersonal)
            .text("text", Content)
            .within("campaign_id", "campaign"),
    ]
}

fn months() -> Vec<Blueprint> {
    vec![
        // A month that has ended; what is there is kept as it is.
        Blueprint::tenant("feedback_month", &["month"])
            // Its first day.
            .day("month", Impersonal)
            .day("made_on", Impersonal)
            .number("threshold", Impersonal),
        Blueprint::tenant("feedback_month_view", &["month", "unit_id"])
            .day("month", Impersonal)
            // Nil for the whole organisation.
            .id("unit_id", Employment)
            .text("label", Employment)
            .nullable()
            .id("parent_id", Employment)
            .nullable()
            .text("numbers", Content),
    ]
}

fn actions() -> Vec<Blueprint> {
    vec![
        // What is done after a campaign.
        Blueprint::tenant("action_plan", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("campaign_id", Impersonal)
            // Whose unit it concerns; null for everybody who was asked.
            .id("unit_id", Employment)
            .nullable()
            .text("title", Content)
            .text("text", Content)
            // The question it answers.
            .text("item", Impersonal)
            .nullable()
            .id("owner_id", Reference)
            .day("due_on", Impersonal)
            // In percent.
            .number("progress", Impersonal)
            .text("state", Impersonal)
            .one_of(&["open", "done", "dropped"])
            .id("created_by", Reference)
            .instant("created_at", Trace)
            .instant("closed_at", Trace)
            .nullable()
            .number("version", Impersonal)
            .index(&["organization_id", "campaign_id", "id"])
            .within("campaign_id", "campaign")
            .within("unit_id", "unit")
            .within("owner_id", "membership")
            .within("created_by", "membership"),
    ]
}
