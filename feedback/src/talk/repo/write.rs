//! What the use cases write.

use chrono::{DateTime, Utc};
use kernel::{MembershipId, OrganizationId, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query, UpdateStatement},
};
use uuid::Uuid;

use crate::{
    entity::feedback::Moderation,
    talk::{
        Subject,
        entity::{
            flag::Reason,
            reaction::Kind,
            reply::{self, Column, Model},
            version,
        },
    },
};

/// A reply; who its author is, if anybody, stands in the row.
pub fn replied(row: &Model) -> Write {
    reply::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// With a new text; touches nothing if it is no longer what was read, or was withdrawn.
pub fn edited(read: &Model, next: &Model) -> Write {
    this(read)
        .value(Column::Text, next.text.clone())
        .value(Column::Version, next.version)
        .value(Column::EditedAt, next.edited_at)
        .and_where(Column::Version.eq(read.version))
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned()
        .into()
}

/// What it said until now.
pub fn kept(read: &Model) -> Write {
    let row = version::Model {
        organization_id: read.organization_id,
        reply_id: read.id,
        version: read.version,
        text: read.text.clone(),
        written_at: read.edited_at.unwrap_or(read.created_at),
    };
    version::Entity::insert(row.into_active_model().reset_all()).into_query().into()
}

/// Its place stays. Touches nothing if it is withdrawn already.
pub fn withdrawn(read: &Model, now: DateTime<Utc>) -> Write {
    this(read)
        .value(Column::Text, "")
        .value(Column::WithdrawnAt, now)
        .value(Column::Moderation, Option::<Moderation>::None)
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned()
        .into()
}

/// What it said before, and how others found it.
pub fn forgotten(read: &Model) -> [Write; 3] {
    ["feedback_reply_version", "feedback_reply_reaction", "feedback_reply_flag"].map(|table| {
        Query::delete()
            .from_table(Alias::new(table))
            .and_where(Expr::col("organization_id").eq(read.organization_id))
            .and_where(Expr::col("reply_id").eq(read.id))
            .to_owned()
            .into()
    })
}

/// Touches nothing if they reacted so before.
pub fn reacted(
    organization: OrganizationId,
    on: Subject,
    by: MembershipId,
    kind: Kind,
    now: DateTime<Utc>,
) -> Write {
    let Names { reactions, column, .. } = Names::of(on);
    let key = ["organization_id", column, "member_id", "kind"];
    Query::insert()
        .into_table(Alias::new(reactions))
        .columns(["organization_id", column, "member_id", "kind", "reacted_at"].map(Alias::new))
        .values_panic([
            Expr::val(organization),
            Expr::val(on.uuid()),
            Expr::val(by),
            Expr::val(kind),
            Expr::val(now),
        ])
        .on_conflict(OnConflict::columns(key.map(Alias::new)).do_nothing().to_owned())
        .to_owned()
        .into()
}

/// Touches nothing if they did not react so.
pub fn taken_back(
    organization: OrganizationId,
    on: Subject,
    by: MembershipId,
    kind: Kind,
) -> Write {
    let Names { reactions, column, .. } = Names::of(on);
    Query::delete()
        .from_table(Alias::new(reactions))
        .and_where(Expr::col("organization_id").eq(organization))
        .and_where(Expr::col(column).eq(on.uuid()))
        .and_where(Expr::col("member_id").eq(by))
        .and_where(Expr::col("kind").eq(kind))
        .to_owned()
        .into()
}

/// Touches nothing if they flagged it before.
pub fn flagged(
    organization: OrganizationId,
    on: Subject,
    by: MembershipId,
    (reason, note): (Reason, &str),
    now: DateTime<Utc>,
) -> Write {
    let Names { flags, column, .. } = Names::of(on);
    let columns = ["organization_id", column, "member_id", "reason", "note", "flagged_at"];
    let key = ["organization_id", column, "member_id"];
    Query::insert()
        .into_table(Alias::new(flags))
        .columns(columns.map(Alias::new))
        .values_panic([
            Expr::val(organization),
            Expr::val(on.uuid()),
            Expr::val(by),
            Expr::val(reason),
            Expr::val(note),
            Expr::val(now),
        ])
        .on_conflict(OnConflict::columns(key.map(Alias::new)).do_nothing().to_owned())
        .to_owned()
        .into()
}

/// Nobody has flagged it any more.
pub fn unflagged(organization: OrganizationId, on: Subject) -> Write {
    let Names { flags, column, .. } = Names::of(on);
    Query::delete()
        .from_table(Alias::new(flags))
        .and_where(Expr::col("organization_id").eq(organization))
        .and_where(Expr::col(column).eq(on.uuid()))
        .to_owned()
        .into()
}

/// Somebody is to look at it. Touches nothing if somebody is already, or it was withdrawn.
pub fn put_up(organization: OrganizationId, on: Subject) -> Write {
    let unlooked = Condition::all().add(Expr::col("moderation").is_null());
    moderated(organization, on, Some(Moderation::Flagged), unlooked)
}

/// It was decided. Touches nothing if there is nothing to decide, or it is so already.
pub fn decided(organization: OrganizationId, on: Subject, to: Option<Moderation>) -> Write {
    let mut open = Condition::all().add(Expr::col("moderation").is_not_null());
    if let Some(to) = to {
        open = open.add(Expr::col("moderation").ne(to));
    }
    moderated(organization, on, to, open)
}

fn moderated(
    organization: OrganizationId,
    on: Subject,
    to: Option<Moderation>,
    only: Condition,
) -> Write {
    Query::update()
        .table(Alias::new(Names::of(on).table))
        .value("moderation", to)
        .and_where(Expr::col("organization_id").eq(organization))
        .and_where(Expr::col("id").eq(on.uuid()))
        .and_where(Expr::col("withdrawn_at").is_null())
        .cond_where(only)
        .to_owned()
        .into()
}

fn this(read: &Model) -> UpdateStatement {
    Query::update()
        .table(reply::Entity)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .to_owned()
}

/// Where what belongs to a text of this kind stands.
struct Names {
    table: &'static str,
    reactions: &'static str,
    flags: &'static str,
    column: &'static str,
}

impl Names {
    fn of(on: Subject) -> Self {
        match on {
            Subject::Feedback(_) => Self {
                table: "feedback",
                reactions: "feedback_reaction",
                flags: "feedback_flag",
                column: "feedback_id",
            },
            Subject::Reply(_) => Self {
                table: "feedback_reply",
                reactions: "feedback_reply_reaction",
                flags: "feedback_reply_flag",
                column: "reply_id",
            },
        }
    }
}

impl Subject {
    fn uuid(self) -> Uuid {
        match self {
            Self::Feedback(id) => id.0,
            Self::Reply(id) => id.0,
        }
    }
}
