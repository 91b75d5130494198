//! Use cases against a database, on SQLite and on PostgreSQL.

// The schema of many mutations nests its futures deeply.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod company;
mod create_organization;
mod directory_import;
mod emails;
mod grants;
mod graphql;
mod invitations;
mod inviting;
mod members_api;
mod memberships;
mod narrower;
mod organization;
mod password;
mod photo;
mod profile;
mod roles;
mod session;
mod stale;
mod structure;
mod throttle;
mod transactions;
mod world;
