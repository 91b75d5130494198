//! Statements, use cases and resolvers against a database, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod anonymous;
mod answers;
mod api;
mod asking;
mod candidates;
mod candidates_erased;
mod candidates_refused;
mod change;
mod competency;
mod crowd;
mod cursors;
mod decisions;
mod deliveries;
mod forms;
mod give;
mod goals;
mod interests;
mod isolation;
mod links;
mod lists;
mod meetings;
mod moderation;
mod notifications;
mod once;
mod opportunities;
mod people;
mod reactions;
mod readers;
mod reminders;
mod reply_traces;
mod sealed;
mod search;
mod sponsors;
mod statements;
mod summary;
mod talk;
mod templates;
mod traces;
mod unlicensed;
mod unnamed;
mod unnamed_talk;
mod world;
