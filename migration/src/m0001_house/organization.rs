//! Organisations, their licences and structure, and who belongs to them.

use crate::blueprint::{
    Blueprint,
    Class::{Contact, Employment, Identity, Impersonal, Reference, Trace},
};

#[expect(clippy::too_many_lines, reason = "a list of tables is read line by line")]
pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::global("organization", &["id"])
            .id("id", Impersonal)
            .text("slug", Impersonal)
            .text("name", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["company", "practice", "personal", "platform"])
            // Raised first by every change of what the directory shows.
            .number("directory_version", Impersonal)
            .text("controller", Impersonal)
            .nullable()
            .text("processor", Impersonal)
            .nullable()
            .instant("created_at", Impersonal)
            // The version in which it last changed what it says about itself.
            .number("changed_in", Impersonal)
            .unique(&["slug"]),
        Blueprint::tenant("licence", &["id"])
            .id("id", Impersonal)
            .text("kind", Impersonal)
            .one_of(&["b2b", "b2c"])
            .number("seats", Impersonal)
            .day("valid_from", Impersonal)
            // The last day it is in force.
            .day("valid_until", Impersonal),
        Blueprint::tenant("unit", &["id"])
            .id("id", Impersonal)
            .id("parent_id", Impersonal)
            .nullable()
            .text("code", Impersonal)
            .text("name", Impersonal)
            .truth("removed", Impersonal)
            .number("changed_in", Impersonal)
            .index(&["organization_id", "changed_in"])
            .index(&["organization_id", "code"])
            .within("parent_id", "unit"),
        Blueprint::tenant("membership", &["id"])
            .id("id", Reference)
            // Nobody, until the invitation is accepted.
            .id("person_id", Reference)
            .nullable()
            .text("state", Employment)
            .one_of(&["invited", "active", "suspended", "left"])
            .text("kind", Employment)
            .one_of(&[
                "employee",
                "collaborator",
                "candidate",
                "student",
                "client",
                "coach",
                "guest",
            ])
            // One bit for each role.
            .number("roles", Employment)
            .id("unit_id", Employment)
            .nullable()
            .id("manager_id", Employment)
            .nullable()
            .text("job_title", Employment)
            .nullable()
            // As the organisation states it; shown until the person's own is there.
            .text("given_name", Identity)
            .text("infix", Identity)
            .nullable()
            .text("family_name", Identity)
            .text("work_address", Contact)
            .nullable()
            .text("work_phone", Contact)
            .nullable()
            .text("external_id", Employment)
            .nullable()
            .day("employed_from", Employment)
            .nullable()
            .day("employed_until", Employment)
            .nullable()
            // Sessions that began earlier do not count in this organisation.
            .instant("sessions_after", Trace)
            .nullable()
            .number("changed_in", Impersonal)
            .unique(&["organization_id", "person_id"])
            .unique(&["organization_id", "external_id"])
            .index(&["person_id"])
            .index(&["organization_id", "changed_in"])
            .index(&["organization_id", "unit_id"])
            .to("person_id", "person")
            .within("unit_id", "unit")
            .within("manager_id", "membership"),
        Blueprint::tenant("member_group", &["id"])
            .id("id", Impersonal)
            .text("name", Impersonal)
            .truth("removed", Impersonal)
            .number("changed_in", Impersonal)
            .index(&["organization_id", "changed_in"]),
        Blueprint::tenant("group_member", &["group_id", "membership_id"])
            .id("group_id", Employment)
            .id("membership_id", Reference)
            .index(&["organization_id", "membership_id"])
            .within("group_id", "member_group")
            .within("membership_id", "membership"),
        // Of an administrator: everybody (all three null), a unit with its subtree, a group,
        // or one person.
        Blueprint::tenant("administrator_scope", &["id"])
            .id("id", Impersonal)
            .id("membership_id", Reference)
            .id("unit_id", Employment)
            .nullable()
            .id("group_id", Employment)
            .nullable()
            .id("member_id", Reference)
            .nullable()
            .index(&["organization_id", "membership_id"])
            .within("membership_id", "membership")
            .within("unit_id", "unit")
            .within("group_id", "member_group")
            .within("member_id", "membership"),
        Blueprint::tenant("coach_grant", &["id"])
            .id("id", Impersonal)
            .id("coach_id", Reference)
            .id("client_id", Reference)
            // One bit for each kind of data.
            .number("kinds", Employment)
            .instant("starts_at", Trace)
            .instant("ends_at", Trace)
            .nullable()
            .instant("granted_at", Trace)
            .id("granted_by", Reference)
            // A second administrator, where one is asked for; until then it grants nothing.
            .truth("needs_confirmation", Impersonal)
            .id("confirmed_by", Reference)
            .nullable()
            .instant("revoked_at", Trace)
            .nullable()
            .index(&["organization_id", "coach_id"])
            .index(&["organization_id", "client_id"])
            .within("coach_id", "membership")
            .within("client_id", "membership")
            .within("granted_by", "membership")
            .within("confirmed_by", "membership"),
        Blueprint::tenant("invitation", &["id"])
            .id("id", Impersonal)
            .id("membership_id", Reference)
            .text("address", Contact)
            .text("language", Impersonal)
            .text("state", Impersonal)
            .one_of(&["pending", "accepted", "revoked"])
            .id("invited_by", Reference)
            .nullable()
            .instant("created_at", Trace)
            .instant("expires_at", Trace)
            .index(&["organization_id", "membership_id"])
            .within("membership_id", "membership")
            .within("invited_by", "membership"),
    ]
}
