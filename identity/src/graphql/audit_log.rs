use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use kernel::{
    Answer, AsViewer, Call, List, NodeId, OrganizationId, Page, PageInput, Sealed, Total, UserId,
    list,
};
use uuid::Uuid;

use crate::{directory::Snapshots, entity::audit_entry, policy, repo};

/// What this context adds to `Organization` for those who oversee it.
pub struct OrganizationOversight(pub OrganizationId);

#[Object]
impl OrganizationOversight {
    /// Visible to compliance managers: who did what to what, the newest first. Of your
    /// personal account, to you; of the platform, to operators.
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Answer<Option<List<AuditEntry>>> {
        let standing = Snapshots::of(ctx).organization(self.0);
        if !standing.is_some_and(policy::may_read_audit_log) {
            return Ok(ctx.deny());
        }
        let (call, organization) = (Call::of(ctx), self.0);
        let sealed = Sealed::new(call, "Organization.auditLog", &[organization.0.as_bytes()]);
        let page = PageInput { first, after, last, before };
        let page = Page::<Uuid>::try_new(&page, &sealed)?;
        let rows = repo::organization::audit_log(&call.db, organization, &page).await?;
        let rows = rows.into_iter().map(|row| (row.id, AuditEntry::from(row))).collect();
        let total = Total::counted(move |ctx| {
            async move {
                let db = &Call::of(ctx).db;
                let count = repo::organization::count_audit_log(db, organization).await?;
                Ok(i64::try_from(count).ok())
            }
            .boxed()
        });
        Ok(Some(list(&page, &sealed, rows, total)))
    }
}

/// One line of the audit log. It names ids and never content.
#[derive(SimpleObject)]
pub struct AuditEntry {
    /// When it was done.
    at: DateTime<Utc>,
    /// The id of the person who did it; null for a stranger.
    actor: Option<ID>,
    /// What was done, by the name of the mutation: `giveFeedback`.
    action: String,
    /// The id of what it was done to.
    subject: Option<ID>,
    /// How it ended.
    outcome: AuditOutcome,
    /// The network address it was done from.
    address: Option<String>,
    /// The request it was part of.
    request_id: String,
    /// Why, where whoever did it was asked for a reason: `forceDirectoryImport`.
    reason: Option<String>,
    /// How many acts it stands for, where they are counted and not listed: anonymous writing.
    count: Option<i64>,
}

/// How something ended.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "audit_entry::Outcome")]
pub enum AuditOutcome {
    /// It was done.
    Done,
    /// It was refused, and nothing was done.
    Refused,
}

impl From<audit_entry::Model> for AuditEntry {
    fn from(row: audit_entry::Model) -> Self {
        let subject = row.subject_kind.zip(row.subject_id);
        let subject = subject.and_then(|(noun, id)| NodeId::of(&noun, id));
        Self {
            at: row.at,
            actor: row.actor_id.map(|id: UserId| id.to_string().into()),
            action: row.action,
            subject: subject.map(|id| id.to_string().into()),
            outcome: row.outcome.into(),
            address: row.address,
            request_id: row.request_id,
            reason: row.reason,
            count: row.counted,
        }
    }
}
