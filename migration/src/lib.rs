//! Every change of the schema, in order, for both engines.

mod blueprint;
mod m0001_house;

use sea_orm_migration::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigratorTrait, prelude::DbErr};

pub use crate::blueprint::Class;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_house::Migration)]
    }
}

/// Every column there is after all migrations: table, column, class of personal data.
pub fn columns() -> Vec<(&'static str, &'static str, Class)> {
    let tables = m0001_house::tables();
    let columns = tables.iter().flat_map(blueprint::Blueprint::columns);
    columns.chain(m0001_house::search::COLUMNS).collect()
}
