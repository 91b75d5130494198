//! The schema comes up in an empty database, and again in one that has it.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};

#[tokio::test]
async fn comes_up_once_on_sqlite() {
    let options = ConnectOptions::new("sqlite::memory:").max_connections(1).to_owned();
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let sql = "select name from sqlite_master where type = 'table' and sql not like '%rowid%strict%' \
               and name not like 'sqlite_%' and name not like 'search_text%' \
               and name <> 'seaql_migrations'";
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql);
    assert!(db.query_all_raw(statement).await.unwrap().is_empty());
}
