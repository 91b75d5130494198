//! What is answered: sheets and the answers on them. Nothing here tells when an answer was given,
//! but of those whose answers stand under their name; and nothing leads from an anonymous sheet to
//! a person.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Credential, Employment, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("sheet", &["id"])
            // A UUIDv4: no order tells when it was begun.
            .id("id", Impersonal)
            .id("campaign_id", Impersonal)
            // None in an anonymous campaign.
            .id("invitation_id", Reference)
            .nullable()
            // Of the ticket, in an anonymous campaign only.
            .bytes("code_hash", Credential)
            .nullable()
            .id("instrument_id", Impersonal)
            .text("language", Preference)
            .text("state", Content)
            .one_of(&["open", "submitted", "withdrawn"])
            // The day of the close, unless answers stand under names.
            .day("submitted_on", Trace)
            .nullable()
            // As of the launch. No key leads away from here: a unit may go, and a key would leave
            // the mark of whoever answers on the row it points to.
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
            .number("version", Impersonal)
            .unique(&["organization_id", "invitation_id"])
            .unique(&["organization_id", "code_hash"])
            .index(&["organization_id", "campaign_id", "state"])
            .within("campaign_id", "campaign")
            .within("invitation_id", "campaign_invitation")
            .within("instrument_id", "instrument"),
        Blueprint::tenant("sheet_answer", &["sheet_id", "item"])
            .id("sheet_id", Impersonal)
            // Its code in the instrument.
            .text("item", Impersonal)
            // None, where it was taken back; of a submitted sheet there is no such row.
            .text("value", Content)
            .nullable()
            // From 1, one more for each change.
            .number("revision", Impersonal)
            .within("sheet_id", "sheet"),
        // Only of sheets whose answers stand under a name, to tell who answered too fast.
        Blueprint::tenant("sheet_clock", &["sheet_id"])
            .id("sheet_id", Impersonal)
            .instant("started_at", Trace)
            .instant("submitted_at", Trace)
            .nullable()
            .within("sheet_id", "sheet"),
        // An anonymous sheet until the close: one row, so that it can be written anew among
        // others. At the close what was submitted becomes a sheet with answers.
        Blueprint::tenant("sheet_draft", &["code_hash"])
            .bytes("code_hash", Credential)
            .id("campaign_id", Impersonal)
            .text("language", Preference)
            .text("state", Content)
            .one_of(&["open", "submitted", "withdrawn"])
            // By item: revision and answer, as JSON.
            .text("answers", Content)
            // As the ticket has them: shared by enough of those who were invited.
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
            .index(&["organization_id", "campaign_id"])
            .within("campaign_id", "campaign"),
    ]
}
