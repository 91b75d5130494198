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
        // The pool. Whatever is written stands here until it is delivered, sealed under the
        // deployment's secret: whose text it is, of which month, or whether it is taken back.
        Blueprint::tenant("anonymous_waiting", &["label", "position"])
            // Of the hash of a code and the secret: without that no other row leads here, not even
            // the text to what follows it.
            .bytes("label", Credential)
            // 0 the text itself, or its withdrawal; what follows it has a number drawn by chance.
            .number("position", Impersonal)
            .bytes("sealed", Content),
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
