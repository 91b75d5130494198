//! Connects to either engine and brings its schema up to date.

use std::{str::FromStr, sync::Arc, time::Duration};

use kernel::{Db, Lanes};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    DatabaseConnection,
    sqlx::{
        ConnectOptions, Connection, PgPool, SqlitePool,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

/// Whatever kept the database from being opened; it may name the address, never a password.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Connections to a database whose schema is up to date; see [`migrate`].
pub fn open(url: &str, connections: usize) -> Result<Db, Problem> {
    if url.starts_with("sqlite:") {
        let options = sqlite(url)?;
        let read = Arc::new(Lanes::new(options.clone(), connections));
        Ok(Db::Sqlite { read, write: Arc::new(Lanes::new(options, 1)) })
    } else {
        Ok(Db::Postgres(Arc::new(Lanes::new(postgres(url)?, connections))))
    }
}

/// The same for a database that nobody else uses yet. It does not wait for the disk after each
/// commit: what is lost with power is made anew.
pub fn open_to_fill(url: &str) -> Result<Db, Problem> {
    if url.starts_with("sqlite:") {
        let options = sqlite(url)?.synchronous(SqliteSynchronous::Off);
        let read = Arc::new(Lanes::new(options.clone(), 2));
        return Ok(Db::Sqlite { read, write: Arc::new(Lanes::new(options, 1)) });
    }
    let options = postgres(url)?.options([("synchronous_commit", "off")]);
    Ok(Db::Postgres(Arc::new(Lanes::new(options, 2))))
}

/// Brings the schema up to date; a SQLite file is made if there is none.
pub async fn migrate(url: &str) -> Result<(), Problem> {
    let connection: DatabaseConnection = if url.starts_with("sqlite:") {
        let options = sqlite(url)?;
        owner_only(options.get_filename());
        SqlitePool::connect_with(options).await?.into()
    } else {
        let options = postgres(url)?;
        // A pool tries for half a minute, and then has nothing to say about the cause.
        options.connect().await?.close().await?;
        PgPool::connect_with(options).await?.into()
    };
    Migrator::up(&connection, None).await?;
    Ok(connection.close().await?)
}

/// Whether there is something to be opened; a cluster's databases are not made by us.
pub fn is_there(url: &str) -> Result<bool, Problem> {
    Ok(!url.starts_with("sqlite:") || sqlite(url)?.get_filename().exists())
}

/// A file of personal data is made for its owner only.
fn owner_only(path: &std::path::Path) {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    // One that exists keeps its mode; what goes wrong otherwise, connecting tells better.
    drop(options.write(true).create_new(true).mode(0o600).open(path));
}

/// A statement's text never changes with what is asked, and each is written for one plan. Left
/// to itself PostgreSQL plans the feed anew at every call, which takes longer than to run it.
fn postgres(url: &str) -> Result<PgConnectOptions, sea_orm::SqlxError> {
    let options = PgConnectOptions::from_str(url)?.application_name("hei").options([
        ("statement_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("plan_cache_mode", "force_generic_plan"),
    ]);
    Ok(options.statement_cache_capacity(500).disable_statement_logging())
}

/// Readers do not wait for the writer (WAL), and an acknowledged commit survives the loss of
/// power (FULL): neither is the default, and each connection must be told. Clean pages are read
/// where the file is mapped, so that a connection's own cache, of 8 MiB, holds few others.
fn sqlite(url: &str) -> Result<SqliteConnectOptions, sea_orm::SqlxError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(500)
        .pragma("secure_delete", "on")
        .pragma("cache_size", "-8192")
        .pragma("mmap_size", "1073741824");
    Ok(options.disable_statement_logging())
}
