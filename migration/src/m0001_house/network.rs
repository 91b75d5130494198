//! Who is tied to whom by what they did in the product, month by month, and what is told of it.

use sea_orm_migration::sea_orm::DbBackend;

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Reference},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        // A month that has ended; once it is done it is kept as it is.
        Blueprint::tenant("network_snapshot", &["month"])
            // Its first day.
            .day("month", Impersonal)
            .text("state", Impersonal)
            .one_of(&["requested", "building", "done", "cancelled", "failed"])
            // In percent.
            .number("progress", Impersonal)
            // Whether who builds it is to end.
            .truth("cancel", Impersonal)
            .instant("started_at", Impersonal)
            .nullable()
            // Whoever builds it says so again and again.
            .instant("touched_at", Impersonal)
            .nullable()
            .instant("finished_at", Impersonal)
            .nullable()
            // What passed the gate, as JSON: of many people each.
            .text("release", Content)
            .nullable(),
        // What a month told of each of the people, for them alone.
        Blueprint::tenant("network_snapshot_member", &["month", "member_id"])
            .day("month", Impersonal)
            .id("member_id", Reference)
            // Numbers of their own ties, as JSON.
            .text("measures", Content)
            .index(&["organization_id", "member_id"])
            .within("member_id", "membership"),
    ]
}

/// Who did something to whom, and when: feedback that stands and has an author who is named, and
/// requests that a member answered by name. Never what was said.
const TIES: &str = "\
select f.organization_id, 'feedback' as kind, f.author_id as from_id, r.recipient_id as to_id, \
f.created_at as at \
from feedback f join feedback_recipient r \
on r.organization_id = f.organization_id and r.feedback_id = f.id \
where not f.anonymous and f.author_id is not null and f.author_id <> r.recipient_id \
and f.withdrawn_at is null and (f.moderation is null or f.moderation <> 'hidden') \
union all \
select i.organization_id, 'request' as kind, i.requester_id as from_id, i.member_id as to_id, \
i.settled_at as at \
from feedback_invitation i join feedback f \
on f.organization_id = i.organization_id and f.id = i.feedback_id \
where i.state = 'answered' and i.member_id is not null and i.member_id <> i.requester_id \
and not f.anonymous and f.author_id = i.member_id and f.withdrawn_at is null";

/// The view that analytics reads. On PostgreSQL it shows what its reader may read.
pub fn statements(backend: DbBackend) -> Vec<String> {
    let options = match backend {
        DbBackend::Postgres => " with (security_invoker = true)",
        _ => "",
    };
    vec![format!("create view analytics_tie{options} as {TIES}")]
}
