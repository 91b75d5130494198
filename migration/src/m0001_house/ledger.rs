//! What every use case writes beside its own rows, and what the deployment knows of itself.

use sea_orm_migration::prelude::{
    ConditionalStatement, Expr, ExprTrait, Index, IndexCreateStatement,
};

use crate::blueprint::{
    Blueprint,
    Class::{Credential, Impersonal, Reference, Trace},
};

pub fn tables() -> Vec<Blueprint> {
    vec![
        Blueprint::tenant("audit_entry", &["id"])
            .id("id", Impersonal)
            .instant("at", Trace)
            .id("actor_id", Reference)
            .nullable()
            .text("action", Trace)
            .text("subject_kind", Impersonal)
            .nullable()
            .id("subject_id", Reference)
            .nullable()
            .text("outcome", Trace)
            .one_of(&["done", "refused"])
            .text("address", Trace)
            .nullable()
            .text("request_id", Trace)
            // Where the act asks for one.
            .text("reason", Trace)
            .nullable()
            // How many acts it stands for, where they are counted and not listed.
            .number("counted", Impersonal)
            .nullable(),
        Blueprint::tenant("outbox", &["id"])
            .id("id", Impersonal)
            .text("topic", Impersonal)
            .id("subject_id", Reference)
            // Whom it is told, where one fact was spread over several.
            .id("recipient_id", Reference)
            .nullable()
            .instant("due_at", Trace)
            .number("attempts", Impersonal)
            .instant("claimed_until", Trace)
            .nullable()
            .instant("done_at", Trace)
            .nullable()
            .text("last_error", Impersonal)
            .nullable(),
        Blueprint::tenant("idempotency", &["actor_id", "key_hash"])
            .id("actor_id", Reference)
            .bytes("key_hash", Impersonal)
            .bytes("input_hash", Impersonal)
            .bytes("results", Impersonal)
            .instant("at", Trace)
            .index(&["at"]),
        Blueprint::global("deployment", &["id"])
            .number("id", Impersonal)
            // Tells whether a process holds the secret that the others hold.
            .bytes("secret_fingerprint", Credential)
            .instant("created_at", Impersonal),
    ]
}

/// What the worker looks for.
pub fn due() -> IndexCreateStatement {
    Index::create()
        .name("outbox_due")
        .table("outbox")
        .col("due_at")
        .and_where(Expr::col("done_at").is_null())
        .to_owned()
}
