//! The first schema: people and what they sign in with, organisations and their members,
//! feedback, how people develop, questionnaires, and what every use case writes.

mod anonymous;
mod assessment;
mod candidate;
mod development;
mod feedback;
mod ledger;
mod organization;
mod person;
mod request;
pub mod search;
mod talk;

use sea_orm_migration::{
    prelude::{DbErr, Expr, MigrationName, MigrationTrait, Query, SchemaManager, async_trait},
    sea_orm::ConnectionTrait,
};

use crate::blueprint::Blueprint;

pub struct Migration;

/// Not derived: that would take the file's name, which is the same for each.
impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_house"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for table in tables() {
            manager.create_table(table.create(backend)).await?;
            for index in table.create_indexes() {
                manager.create_index(index).await?;
            }
        }
        manager.create_index(ledger::due()).await?;
        for index in talk::moderated() {
            manager.create_index(index).await?;
        }
        let connection = manager.get_connection();
        for statement in search::statements(backend) {
            connection.execute_unprepared(&statement).await?;
        }
        connection.execute(&platform()).await?;
        Ok(())
    }
}

/// In an order in which each refers only to earlier ones.
pub fn tables() -> Vec<Blueprint> {
    [
        person::tables(),
        organization::tables(),
        feedback::tables(),
        anonymous::tables(),
        development::tables(),
        talk::tables(),
        assessment::tables(),
        candidate::tables(),
        request::tables(),
        candidate::evaluations(),
        talk::notifications(),
        ledger::tables(),
    ]
    .concat()
}

/// The organisation of the service itself, whose members are its operators.
fn platform() -> sea_orm_migration::prelude::InsertStatement {
    Query::insert()
        .into_table("organization")
        .columns(["id", "slug", "name", "kind", "directory_version", "created_at", "changed_in"])
        .values_panic([
            Expr::val(uuid_nil()),
            Expr::val("platform"),
            Expr::val("Platform"),
            Expr::val("platform"),
            Expr::val(1_i64),
            Expr::val(sea_orm_migration::sea_orm::prelude::DateTimeUtc::UNIX_EPOCH),
            Expr::val(1_i64),
        ])
        .to_owned()
}

fn uuid_nil() -> sea_orm_migration::sea_orm::prelude::Uuid {
    sea_orm_migration::sea_orm::prelude::Uuid::nil()
}
