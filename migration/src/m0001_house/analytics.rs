//! What is released of campaigns and of feedback: plans, and the numbers that were fixed with
//! them. No plan is ever made anew, and nothing of it tells of fewer people than a
//! threshold allows.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Employment, Impersonal},
};

pub fn tables() -> Vec<Blueprint> {
    [released(), months()].concat()
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
            // In the order of the plan, from 0.
            .number("place", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["whole", "unit", "attribute", "within", "group", "crossing", "together"])
            // Which people it is of, as JSON: the kind of view with ids and values.
            .text("view", Employment)
            // Of a unit: its name at close.
            .text("label", Employment)
            .nullable()
            // Of which view it is a part.
            .number("parent", Impersonal)
            .nullable()
            // All numbers that were released of it, as JSON.
            .text("numbers", Content)
            .index(&["organization_id", "campaign_id", "kind"])
            .index(&["organization_id", "campaign_id", "parent"])
            .index(&["organization_id", "campaign_id", "view"])
            .within("campaign_id", "campaign"),
        // How many take part: made anew while a campaign runs, and for the last time at close.
        Blueprint::tenant("participation_view", &["campaign_id", "view"])
            .id("campaign_id", Impersonal)
            // As in a plan.
            .text("view", Employment)
            .text("numbers", Content)
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
        Blueprint::tenant("feedback_month_view", &["month", "view"])
            .day("month", Impersonal)
            // As in a plan.
            .text("view", Employment)
            .text("label", Employment)
            .nullable()
            .text("numbers", Content),
    ]
}
