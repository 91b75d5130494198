//! All SQL of this context. Every select starts at what the viewer may see; what does not says
//! so in its name.

pub mod competency;
mod lists;
mod narrowed;
pub mod paged;
mod parts;
mod summary;
pub mod whole;
pub mod write;

use std::sync::Arc;

use kernel::{Db, FeedbackId, MembershipId, OrganizationId, Place, Viewer, within};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, DbErr, Iterable, QueryResult,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    entity::feedback::{Column, Entity, Model},
    policy,
};

pub use self::{
    lists::{Reach, Side, by_members, count, count_by_members, list},
    parts::{
        marks_unchecked, receipts_unchecked, recipients_unchecked, version_marks_unchecked,
        versions_unchecked,
    },
    summary::{Counts, Mean, counts_unchecked, means_unchecked},
};

/// A piece of feedback and who received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub feedback: Model,
    /// Unless there is only one, who then stands in the row.
    several: Box<[MembershipId]>,
}

impl Row {
    pub fn new(feedback: Model, recipients: &[MembershipId]) -> Self {
        let several = if feedback.sole_recipient_id.is_some() { &[] } else { recipients };
        Self { feedback, several: several.into() }
    }

    /// In the order in which they became members.
    pub fn recipients(&self) -> &[MembershipId] {
        match &self.feedback.sole_recipient_id {
            Some(sole) => std::slice::from_ref(sole),
            None => &self.several,
        }
    }
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<FeedbackId>) -> Result<Vec<Row>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows(backend, policy::visible(viewer, backend));
    select.and_where(within(backend, (Entity, Column::Id), ids));
    select.column((Entity, Column::OrganizationId));
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| read(backend, row.try_get_by_index(COLUMNS)?, row)).collect()
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: FeedbackId) -> Result<Option<Arc<Row>>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop().map(Arc::new))
}

/// All that a select of [`visible_rows`] finds.
pub async fn fetch(db: &Db, place: &Place, select: &SelectStatement) -> Result<Vec<Row>, DbErr> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| read(db.get_database_backend(), place.organization, row)).collect()
}

/// Rows that the viewer may see in an organisation of theirs.
pub fn visible_rows(backend: DbBackend, place: &Place) -> SelectStatement {
    rows(backend, policy::visible_in(place, backend))
}

/// How many columns [`rows`] have.
const COLUMNS: usize = 15;

/// Rows under a rule, whole but for their organisation, which whoever asks for a list knows. A
/// second table is read only for those with several recipients.
fn rows(backend: DbBackend, rule: Condition) -> SelectStatement {
    let recipients = match backend {
        DbBackend::Postgres => RECIPIENTS,
        _ => RECIPIENTS_AS_JSON,
    };
    Query::select()
        .columns(Column::iter().skip(1).map(|column| (Entity, column)))
        .expr_as(Expr::cust(recipients), "recipients")
        .from(Entity)
        .cond_where(rule)
        .take()
}

const RECIPIENTS: &str = "\
case when feedback.sole_recipient_id is null then array(\
select too.recipient_id from feedback_recipient too \
where too.organization_id = feedback.organization_id and too.feedback_id = feedback.id) end";

const RECIPIENTS_AS_JSON: &str = "\
case when feedback.sole_recipient_id is null then (\
select json_group_array(hex(too.recipient_id)) from feedback_recipient too \
where too.organization_id = feedback.organization_id and too.feedback_id = feedback.id) end";

/// By the place of each column in [`rows`]: to look for their names takes longer than the rest.
fn read(
    backend: DbBackend,
    organization_id: OrganizationId,
    row: &QueryResult,
) -> Result<Row, DbErr> {
    let feedback = Model {
        organization_id,
        id: row.try_get_by_index(0)?,
        author_id: row.try_get_by_index(1)?,
        kind: row.try_get_by_index(2)?,
        text: row.try_get_by_index(3)?,
        visibility: row.try_get_by_index(4)?,
        group_id: row.try_get_by_index(5)?,
        unit_id: row.try_get_by_index(6)?,
        sole_recipient_id: row.try_get_by_index(7)?,
        created_at: row.try_get_by_index(8)?,
        version: row.try_get_by_index(9)?,
        edited_at: row.try_get_by_index(10)?,
        withdrawn_at: row.try_get_by_index(11)?,
        moderation: row.try_get_by_index(12)?,
        anonymous: row.try_get_by_index(13)?,
    };
    if feedback.sole_recipient_id.is_some() {
        return Ok(Row::new(feedback, &[]));
    }
    let mut ids: Vec<Uuid> = if backend == DbBackend::Postgres {
        row.try_get_by_index(COLUMNS - 1)?
    } else {
        let text: String = row.try_get_by_index(COLUMNS - 1)?;
        serde_json::from_str::<Vec<String>>(&text)
            .ok()
            .and_then(|ids| ids.iter().map(|id| Uuid::try_parse(id).ok()).collect())
            .ok_or_else(|| DbErr::Type("recipients are not a list of ids".into()))?
    };
    ids.sort_unstable();
    let ids: Vec<_> = ids.into_iter().map(MembershipId).collect();
    Ok(Row::new(feedback, &ids))
}
