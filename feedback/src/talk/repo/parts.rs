//! What belongs to texts that were seen. Whoever asks has read them through the rule; here only
//! the viewer's organisations are held to.

use kernel::{Db, FeedbackId, MembershipId, OrganizationId, ReplyId, Viewer};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, QueryOrder,
    sea_query::{Expr, Query},
};

use crate::{
    entity::{feedback, recipient},
    repo::whole::parts,
    talk::{
        Subject,
        entity::{flag, reaction, reply, reply_flag, reply_reaction, version},
        policy,
        repo::firsts::{Of, Tallied, firsts_unchecked},
    },
};

/// Earlier versions, the latest first.
pub async fn versions_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<ReplyId>,
) -> Result<Vec<version::Model>, DbErr> {
    use version::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::ReplyId, seen)
        .order_by_desc(Column::Version)
        .all(db)
        .await
}

/// The first who reacted in each way.
pub async fn reactions_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<Tallied<reaction::Model>>, DbErr> {
    use reaction::{Column, Entity};
    let of = Of {
        organization: Column::OrganizationId,
        text: Column::FeedbackId,
        member: Column::MemberId,
        at: Column::ReactedAt,
        kind: Some(Column::Kind),
    };
    firsts_unchecked::<Entity, _>(db, viewer, of, seen).await
}

/// The first who reacted in each way.
pub async fn reply_reactions_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<ReplyId>,
) -> Result<Vec<Tallied<reply_reaction::Model>>, DbErr> {
    use reply_reaction::{Column, Entity};
    let of = Of {
        organization: Column::OrganizationId,
        text: Column::ReplyId,
        member: Column::MemberId,
        at: Column::ReactedAt,
        kind: Some(Column::Kind),
    };
    firsts_unchecked::<Entity, _>(db, viewer, of, seen).await
}

/// Why it was flagged, the earliest first.
pub async fn flags_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<Tallied<flag::Model>>, DbErr> {
    use flag::{Column, Entity};
    let of = Of {
        organization: Column::OrganizationId,
        text: Column::FeedbackId,
        member: Column::MemberId,
        at: Column::FlaggedAt,
        kind: None,
    };
    firsts_unchecked::<Entity, _>(db, viewer, of, seen).await
}

/// Why it was flagged, the earliest first.
pub async fn reply_flags_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<ReplyId>,
) -> Result<Vec<Tallied<reply_flag::Model>>, DbErr> {
    use reply_flag::{Column, Entity};
    let of = Of {
        organization: Column::OrganizationId,
        text: Column::ReplyId,
        member: Column::MemberId,
        at: Column::FlaggedAt,
        kind: None,
    };
    firsts_unchecked::<Entity, _>(db, viewer, of, seen).await
}

/// Whom a reply may be told: the author and the recipients of the feedback, and who else
/// replied, in the order of their ids; without who wrote it. Nobody, once it is withdrawn or
/// hidden, or the feedback is.
pub async fn participants_unchecked(
    db: &Db,
    organization: OrganizationId,
    reply: ReplyId,
) -> Result<Option<(FeedbackId, Vec<MembershipId>)>, DbErr> {
    let mut said = Query::select();
    said.columns([reply::Column::FeedbackId, reply::Column::AuthorId])
        .from(reply::Entity)
        .and_where(reply::Column::OrganizationId.eq(organization))
        .and_where(reply::Column::Id.eq(reply))
        .and_where(reply::Column::WithdrawnAt.is_null())
        .cond_where(policy::is_not_hidden());
    let Some(said) = db.query_one(&said).await? else { return Ok(None) };
    let feedback: FeedbackId = said.try_get("", "feedback_id")?;
    let author: Option<MembershipId> = said.try_get("", "author_id")?;
    let mut about = Query::select();
    about
        .column(feedback::Column::AuthorId)
        .from(feedback::Entity)
        .and_where(feedback::Column::OrganizationId.eq(organization))
        .and_where(feedback::Column::Id.eq(feedback))
        .and_where(feedback::Column::WithdrawnAt.is_null())
        .cond_where(crate::policy::is_not_hidden());
    let Some(about) = db.query_one(&about).await? else { return Ok(None) };
    let mut others = Query::select();
    others
        .column(recipient::Column::RecipientId)
        .from(recipient::Entity)
        .and_where(recipient::Column::OrganizationId.eq(organization))
        .and_where(recipient::Column::FeedbackId.eq(feedback));
    let mut repliers = Query::select();
    repliers
        .column(reply::Column::AuthorId)
        .from(reply::Entity)
        .and_where(reply::Column::OrganizationId.eq(organization))
        .and_where(reply::Column::FeedbackId.eq(feedback))
        .and_where(reply::Column::AuthorId.is_not_null());
    let mut members: Vec<MembershipId> = vec![];
    members.extend(about.try_get::<Option<MembershipId>>("", "author_id")?);
    for (select, column) in [(others, "recipient_id"), (repliers, "author_id")] {
        for row in db.query_all(&select).await? {
            members.push(row.try_get("", column)?);
        }
    }
    members.retain(|member| Some(*member) != author);
    members.sort_unstable();
    members.dedup();
    Ok(Some((feedback, members)))
}

/// Who wrote a text, if that is known, and the feedback that it is or is about; as long as it
/// stands and somebody thanks for it.
pub async fn author_unchecked(
    db: &Db,
    organization: OrganizationId,
    on: Subject,
) -> Result<Option<(FeedbackId, MembershipId)>, DbErr> {
    let (mut select, mut thanks) = (Query::select(), Query::select());
    thanks.expr(Expr::cust("1"));
    let (feedback, author) = match on {
        Subject::Feedback(id) => {
            use reaction::{Column, Entity, Kind};
            thanks
                .from(Entity)
                .and_where(Column::OrganizationId.eq(organization))
                .and_where(Column::FeedbackId.eq(id))
                .and_where(Column::Kind.eq(Kind::Thanks));
            select
                .columns([feedback::Column::Id, feedback::Column::AuthorId])
                .from(feedback::Entity)
                .and_where(feedback::Column::OrganizationId.eq(organization))
                .and_where(feedback::Column::Id.eq(id))
                .and_where(feedback::Column::WithdrawnAt.is_null())
                .cond_where(crate::policy::is_not_hidden());
            ("id", "author_id")
        }
        Subject::Reply(id) => {
            use reply_reaction::{Column, Entity};
            thanks
                .from(Entity)
                .and_where(Column::OrganizationId.eq(organization))
                .and_where(Column::ReplyId.eq(id))
                .and_where(Column::Kind.eq(reaction::Kind::Thanks));
            select
                .columns([reply::Column::FeedbackId, reply::Column::AuthorId])
                .from(reply::Entity)
                .and_where(reply::Column::OrganizationId.eq(organization))
                .and_where(reply::Column::Id.eq(id))
                .and_where(reply::Column::WithdrawnAt.is_null())
                .cond_where(policy::is_not_hidden());
            ("feedback_id", "author_id")
        }
    };
    select.and_where(Expr::exists(thanks));
    let Some(row) = db.query_one(&select).await? else { return Ok(None) };
    let author: Option<MembershipId> = row.try_get("", author)?;
    let feedback: FeedbackId = row.try_get("", feedback)?;
    Ok(author.map(|author| (feedback, author)))
}
