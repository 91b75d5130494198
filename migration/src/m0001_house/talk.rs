//! What is said about feedback by those who read it: replies with their earlier versions,
//! reactions; what of it was flagged; and what members are told of it.

use sea_orm_migration::prelude::{
    ConditionalStatement, Expr, ExprTrait, Index, IndexCreateStatement,
};

use crate::blueprint::{
    Blueprint,
    Class::{Content, Impersonal, Reference, Trace},
};

const KINDS: &[&str] = &["thanks", "agree", "celebrate", "support", "insight"];
const REASONS: &[&str] = &["abusive", "personal_data", "untrue", "other"];

pub fn tables() -> Vec<Blueprint> {
    [replies(), reactions(), flags()].concat()
}

fn replies() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("feedback_reply", &["id"])
            // A UUIDv7: the key is also the order of the conversation.
            .id("id", Impersonal)
            .id("feedback_id", Impersonal)
            // Nobody, if an anonymous author wrote it, or once the author is erased.
            .id("author_id", Reference)
            .nullable()
            // Empty, once it is withdrawn.
            .text("text", Content)
            .number("version", Impersonal)
            .instant("created_at", Trace)
            .instant("edited_at", Trace)
            .nullable()
            .instant("withdrawn_at", Trace)
            .nullable()
            .text("moderation", Trace)
            .nullable()
            .one_of(&["flagged", "hidden"])
            // By who wrote the feedback without a name.
            .truth("anonymous", Impersonal)
            .index(&["organization_id", "feedback_id", "id"])
            .index(&["organization_id", "author_id", "id"])
            .within("feedback_id", "feedback")
            .within("author_id", "membership"),
        // What it said before; the version in force stands in `feedback_reply`.
        Blueprint::tenant("feedback_reply_version", &["reply_id", "version"])
            .id("reply_id", Impersonal)
            .number("version", Impersonal)
            .text("text", Content)
            .instant("written_at", Trace)
            .within("reply_id", "feedback_reply"),
    ]
}

/// One of a kind per person: the key says so.
fn reactions() -> Vec<Blueprint> {
    let to = |table, column: &'static str, other| {
        Blueprint::tenant(table, &[column, "member_id", "kind"])
            .id(column, Impersonal)
            .id("member_id", Reference)
            .text("kind", Content)
            .one_of(KINDS)
            .instant("reacted_at", Trace)
            .within(column, other)
            .within("member_id", "membership")
    };
    vec![
        to("feedback_reaction", "feedback_id", "feedback").index(&[
            "organization_id",
            "member_id",
            "feedback_id",
        ]),
        to("feedback_reply_reaction", "reply_id", "feedback_reply").index(&[
            "organization_id",
            "member_id",
            "reply_id",
        ]),
    ]
}

/// Once per person: the key says so.
fn flags() -> Vec<Blueprint> {
    let of = |table, column: &'static str, other| {
        Blueprint::tenant(table, &[column, "member_id"])
            .id(column, Impersonal)
            .id("member_id", Reference)
            .text("reason", Content)
            .one_of(REASONS)
            .text("note", Content)
            .instant("flagged_at", Trace)
            .within(column, other)
            .within("member_id", "membership")
    };
    vec![
        of("feedback_flag", "feedback_id", "feedback").index(&[
            "organization_id",
            "member_id",
            "feedback_id",
        ]),
        of("feedback_reply_flag", "reply_id", "feedback_reply").index(&[
            "organization_id",
            "member_id",
            "reply_id",
        ]),
    ]
}

/// After the requests, which they may be about.
pub fn notifications() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("notification", &["id"])
            // That of the fact it follows from: told twice, it is one.
            .id("id", Impersonal)
            .id("member_id", Reference)
            .text("kind", Impersonal)
            .one_of(&["feedback", "reply", "thanks", "request", "reminder", "answer"])
            .id("feedback_id", Reference)
            .nullable()
            .id("reply_id", Reference)
            .nullable()
            .id("request_id", Reference)
            .nullable()
            // A UUIDv7: the order of every list.
            .id("place", Impersonal)
            .instant("at", Trace)
            .instant("read_at", Trace)
            .nullable()
            // When a summary told of it.
            .instant("digested_at", Trace)
            .nullable()
            .index(&["organization_id", "member_id", "place"])
            .index(&["at"])
            .within("member_id", "membership")
            .within("feedback_id", "feedback")
            .within("reply_id", "feedback_reply")
            .within("request_id", "feedback_request"),
    ]
}

/// The few texts that somebody has to look at.
pub fn moderated() -> Vec<IndexCreateStatement> {
    let index = |table: &'static str| {
        Index::create()
            .name(format!("{table}_moderated"))
            .table(table)
            .col("organization_id")
            .col("id")
            .and_where(Expr::col("moderation").is_not_null())
            .to_owned()
    };
    vec![index("feedback"), index("feedback_reply")]
}
