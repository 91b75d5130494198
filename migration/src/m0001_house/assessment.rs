//! What can be asked: instruments, and what each holds.

use crate::blueprint::{
    Blueprint,
    Class::{Impersonal, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("instrument", &["id"])
            // A UUIDv7: the key is also the order of every list.
            .id("id", Impersonal)
            .id("family_id", Impersonal)
            .number("edition", Impersonal)
            .nullable()
            .number("editions", Impersonal)
            .text("state", Impersonal)
            .one_of(&["draft", "published", "retired"])
            .text("code", Impersonal)
            .text("language", Impersonal)
            .text("name", Impersonal)
            .number("items", Impersonal)
            .number("version", Impersonal)
            .instant("created_at", Trace)
            .instant("published_at", Trace)
            .nullable()
            .instant("retired_at", Trace)
            .nullable()
            .unique(&["organization_id", "family_id", "edition"])
            .within("family_id", "instrument"),
        // Apart, because lists do not need it.
        Blueprint::tenant("instrument_document", &["instrument_id"])
            .id("instrument_id", Impersonal)
            .text("document", Impersonal)
            .within("instrument_id", "instrument"),
    ]
}
