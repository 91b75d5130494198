//! What was answered under a name says: results, who read them, how the person sees themself, and
//! the algorithms that organisations bring.

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Preference, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    let mut tables = algorithms();
    tables.extend(results());
    tables
}

fn algorithms() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("algorithm", &["id"])
            .id("id", Impersonal)
            .text("name", Impersonal)
            // SHA-256 of the module.
            .bytes("hash", Impersonal)
            .text("state", Impersonal)
            .one_of(&["active", "retired"])
            .id("created_by", Reference)
            .instant("created_at", Trace)
            .instant("retired_at", Trace)
            .nullable()
            .unique(&["organization_id", "hash"])
            .within("created_by", "membership"),
        // Apart, because lists do not need it.
        Blueprint::tenant("algorithm_module", &["algorithm_id"])
            .id("algorithm_id", Impersonal)
            .bytes("module", Impersonal)
            .within("algorithm_id", "algorithm"),
        // How a campaign is scored, where it is not as its instrument says.
        Blueprint::tenant("campaign_scoring", &["campaign_id"])
            .id("campaign_id", Impersonal)
            .id("algorithm_id", Impersonal)
            .nullable()
            // The code of a group of the instrument.
            .text("norm_group", Impersonal)
            .nullable()
            .within("campaign_id", "campaign")
            .within("algorithm_id", "algorithm"),
    ]
}

fn results() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("result", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("sheet_id", Impersonal)
            .id("campaign_id", Impersonal)
            .id("invitation_id", Reference)
            // None of somebody who answered by a link.
            .id("member_id", Reference)
            .nullable()
            // Whose it is and stays, also once the membership has ended.
            .id("person_id", Reference)
            .nullable()
            .id("asked_by", Reference)
            // Whether the person asked themself.
            .truth("own", Impersonal)
            // The edition, which is a later one than was answered where a key was corrected.
            .id("instrument_id", Impersonal)
            .text("language", Preference)
            // A name of ours, or the SHA-256 of a module.
            .text("algorithm", Impersonal)
            .text("norm_group", Impersonal)
            .nullable()
            .text("role", Impersonal)
            .nullable()
            // SHA-256 of keys, norms, bands and roles.
            .text("key_digest", Impersonal)
            // None, where the algorithm failed.
            .text("outcome", Content)
            .nullable()
            .text("failure", Impersonal)
            .nullable()
            .one_of(&["not_run", "trapped", "out_of_fuel", "not_a_module", "wrong_answer"])
            // From the first answer to the last.
            .number("seconds", Trace)
            .nullable()
            .day("answered_on", Trace)
            .instant("computed_at", Trace)
            .instant("released_at", Trace)
            .nullable()
            .id("released_by", Reference)
            .nullable()
            .day("expires_on", Trace)
            // The result beside which this one stands.
            .id("supersedes", Impersonal)
            .nullable()
            .unique(&["organization_id", "supersedes"])
            .index(&["organization_id", "member_id", "id"])
            .index(&["organization_id", "campaign_id", "id"])
            .index(&["organization_id", "invitation_id", "id"])
            .index(&["person_id", "id"])
            .within("sheet_id", "sheet")
            .within("campaign_id", "campaign")
            .within("invitation_id", "campaign_invitation")
            .within("member_id", "membership")
            .to("person_id", "person")
            .within("asked_by", "membership")
            .within("instrument_id", "instrument")
            .within("released_by", "membership")
            .within("supersedes", "result"),
        // Who read what of somebody else's.
        Blueprint::tenant("result_reading", &["id"])
            .id("id", Impersonal)
            .id("result_id", Impersonal)
            .id("reader_id", Reference)
            .text("part", Trace)
            .instant("read_at", Trace)
            .index(&["organization_id", "result_id", "id"])
            .within("result_id", "result")
            .within("reader_id", "membership"),
        // How the person sees what was computed; each time once more.
        Blueprint::tenant("result_recognition", &["result_id", "scale", "revision"])
            .id("result_id", Impersonal)
            // Its code in the instrument.
            .text("scale", Impersonal)
            .number("revision", Impersonal)
            .truth("recognised", Content)
            // A position between the poles, 0 to 100, as text.
            .text("corrected", Content)
            .nullable()
            .text("note", Content)
            .instant("recognised_at", Trace)
            .within("result_id", "result"),
    ]
}
