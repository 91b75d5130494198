//! Writing without a name. No table here holds a person and what they wrote, nor when: what is
//! written waits in a pool without times, and is delivered with a day as its only date.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Credential, Impersonal, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        // What the organisation set; without a row the defaults hold.
        Blueprint::tenant("anonymous_setting", &[])
            .number("monthly_tickets", Impersonal)
            .number("crowd", Impersonal)
            .number("delivery_hour", Impersonal)
            // Another hour counts from the next day on; until then the one before.
            .number("hour_before", Impersonal)
            .day("hour_from", Impersonal)
            .number("version", Impersonal),
        // That somebody drew the tickets of a month, and nothing of the tickets: of those
        // nothing is kept until they are used.
        Blueprint::tenant("ticket_drawing", &["month", "membership_id"])
            .day("month", Trace)
            .id("membership_id", Reference)
            .index(&["organization_id", "membership_id"])
            .within("membership_id", "membership"),
        // The pool. Whatever is written stands here until it is delivered. Recipients and marks
        // are lists in a text, so that no other row is touched when one is written.
        Blueprint::tenant("anonymous_waiting", &["code_hash", "position"])
            .bytes("code_hash", Credential)
            // 0 the text itself, or its withdrawal; what follows it has a number drawn by chance.
            .number("position", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["feedback", "withdrawal", "reply"])
            // The month of the ticket.
            .day("month", Impersonal)
            // How many must have been able to write it, as it was promised.
            .number("crowd", Impersonal)
            .number("promise", Impersonal)
            .text("text", Content)
            .nullable()
            .text("feedback_kind", Content)
            .one_of(&["praise", "suggestion", "evaluation"])
            .nullable()
            .text("visibility", Impersonal)
            .one_of(&["recipient", "manager", "team", "organization"])
            .nullable()
            .text("recipients", Reference)
            .nullable()
            .id("group_id", Impersonal)
            .nullable()
            .id("unit_id", Impersonal)
            .nullable()
            .text("marks", Content)
            .nullable()
            // What is withdrawn, if not all.
            .id("reply_id", Impersonal)
            .nullable(),
        // What came of it: the hash of a code, and what the code opens.
        Blueprint::tenant("anonymous_thread", &["code_hash"])
            .bytes("code_hash", Credential)
            .text("state", Impersonal)
            .one_of(&["delivered", "withdrawn", "too_few"])
            .id("feedback_id", Impersonal)
            .nullable()
            // Not how many must have been able to write it: who changes that now and then would
            // read from it when it was written.
            .number("promise", Impersonal)
            .unique(&["organization_id", "feedback_id"])
            .within("feedback_id", "feedback"),
        // How much was delivered on which day.
        Blueprint::tenant("anonymous_delivery", &["day"])
            .day("day", Impersonal)
            .number("written", Impersonal),
    ]
}
