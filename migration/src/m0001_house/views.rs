//! What analytics may read of other contexts: views, each with the columns that a number can be
//! made of, and no more. A context changes its tables as it likes, as long as these stay.

use sea_orm_migration::sea_orm::DbBackend;

/// Name and content of each.
const VIEWS: [(&str, &str); 13] = [
    ("analytics_organization", "select id as organization_id, kind from organization"),
    ("analytics_unit", "select organization_id, id, parent_id, name, removed from unit"),
    (
        "analytics_membership",
        "select organization_id, id, state, kind, unit_id, manager_id, employed_from
         from membership",
    ),
    ("analytics_group", "select organization_id, id, name, removed from member_group"),
    ("analytics_group_member", "select organization_id, group_id, membership_id from group_member"),
    (
        "analytics_instrument",
        "select i.organization_id, i.id, i.family_id, i.edition, d.document
         from instrument i join instrument_document d
         on d.organization_id = i.organization_id and d.instrument_id = i.id",
    ),
    (
        "analytics_campaign",
        "select organization_id, id, instrument_id, name, mode, threshold, state, series_id,
         previous_id, round, closed_on from campaign where launched_at is not null",
    ),
    (
        "analytics_campaign_target",
        "select organization_id, campaign_id, kind, target_id from campaign_target",
    ),
    (
        "analytics_campaign_attribute",
        "select organization_id, campaign_id, attribute, place from campaign_attribute",
    ),
    // Whether somebody takes part; of an anonymous campaign, whether they drew their ticket.
    (
        "analytics_invitation",
        "select i.organization_id, i.campaign_id, i.id, i.member_id, i.unit_id, i.manager_id,
         i.seniority, i.job_title, i.kind,
         case when c.mode = 'anonymous' then i.state = 'opened' else i.state = 'submitted' end
         as takes_part
         from campaign_invitation i join campaign c
         on c.organization_id = i.organization_id and c.id = i.campaign_id",
    ),
    // What was submitted of campaigns that are over, without whose it is.
    (
        "analytics_sheet",
        "select s.organization_id, s.campaign_id, s.id, s.unit_id, s.manager_id, s.seniority,
         s.job_title, s.kind
         from sheet s join campaign c
         on c.organization_id = s.organization_id and c.id = s.campaign_id
         where s.state = 'submitted' and c.state = 'closed'",
    ),
    (
        "analytics_answer",
        "select organization_id, sheet_id, item, value from sheet_answer where value is not null",
    ),
    // What still stands: neither withdrawn nor hidden; nobody is the author of what is anonymous.
    (
        "analytics_feedback",
        "select f.organization_id, f.id, f.author_id, f.kind, f.anonymous, f.created_at,
         r.recipient_id
         from feedback f join feedback_recipient r
         on r.organization_id = f.organization_id and r.feedback_id = f.id
         where f.withdrawn_at is null and (f.moderation is null or f.moderation <> 'hidden')",
    ),
];

/// On PostgreSQL a view shows what its reader may read of the tables behind it.
pub fn statements(backend: DbBackend) -> Vec<String> {
    let options = match backend {
        DbBackend::Postgres => " with (security_invoker = true)",
        _ => "",
    };
    VIEWS.iter().map(|(name, select)| format!("create view {name}{options} as {select}")).collect()
}
