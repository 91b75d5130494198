//! Use cases against a database, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod company;
mod directory_import;
mod emails;
mod grants;
mod graphql;
mod invitations;
mod inviting;
mod members_api;
mod memberships;
mod organization;
mod password;
mod profile;
mod roles;
mod session;
mod structure;
mod throttle;
mod world;
