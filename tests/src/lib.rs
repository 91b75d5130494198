//! What the end-to-end tests have in common: a fresh database on either engine, a server over
//! it with a fixed world of organisations and people, and a client.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod client;
mod database;
pub mod inputs;
mod process;
pub mod schema;
pub mod world;

pub use self::{
    client::{Client, Errors, Reply, code, data, named},
    database::{Database, Engine},
    process::{Process, hei},
    world::{
        Persona, World, asking, campaigns, content, growth, instruments,
        people::{self, group, member, organization, unit, user},
        results, settings, talk,
    },
};

/// Runs a test in a fresh world on SQLite, and on PostgreSQL where `HEI_TEST_POSTGRES` names a
/// cluster.
#[macro_export]
macro_rules! on_both {
    ($(#[$doc:meta])* async fn $name:ident($world:ident: &World) $body:block) => {
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "not all use all")]
            use super::*;

            async fn run($world: &$crate::World) $body

            #[tokio::test]
            async fn sqlite() {
                let world = $crate::World::on($crate::Engine::Sqlite).await;
                run(&world).await;
                world.end().await;
            }

            #[tokio::test]
            async fn postgres() {
                if $crate::Engine::Postgres.is_there() {
                    let world = $crate::World::on($crate::Engine::Postgres).await;
                    run(&world).await;
                    world.end().await;
                }
            }
        }
    };
}
