//! Connections that are handed from statement to statement.
//!
//! sqlx's own pool asks the server for a sign of life whenever a connection is given back,
//! which doubles the round trips of a request with one statement. Here a connection goes
//! back to a kept pool as it is, if its last statement ran to the end; one that was left in
//! the middle (a request was dropped, the server went away) is closed and made anew.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool::managed::{self, Metrics, Object, PoolError, RecycleError, RecycleResult, Timeouts};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement,
    sqlx::{
        self, AssertSqlSafe, Connection, Database, Executor, IntoArguments, Postgres, Sqlite,
        query::Query,
    },
};
use sea_query_sqlx::SqlxValues;

/// A connection older than this is made anew, so that a server that was changed over, or
/// whose plans grew old, is met again.
const OLDEST: Duration = Duration::from_mins(30);
/// One that lay idle longer is asked for a sign of life first.
const IDLE: Duration = Duration::from_secs(5);
/// How long a statement waits for a connection.
const WAIT: Duration = Duration::from_secs(2);
/// How long a statement runs.
const STATEMENT: Duration = Duration::from_secs(5);

/// What differs between the engines: their names.
pub trait Engine: Database<Row: Into<QueryResult>, QueryResult: Into<ExecResult>> {
    const BACKEND: DatabaseBackend;
    const BEGIN: &'static str;
}

impl Engine for Postgres {
    const BACKEND: DatabaseBackend = DatabaseBackend::Postgres;
    const BEGIN: &'static str = "begin";
}

impl Engine for Sqlite {
    const BACKEND: DatabaseBackend = DatabaseBackend::Sqlite;
    /// A writer says so at once; one that turns into a writer later can be refused.
    const BEGIN: &'static str = "begin immediate";
}

/// Up to so many connections to one database.
pub struct Lanes<E: Engine> {
    pool: managed::Pool<Maker<E>>,
    statements: Arc<AtomicU64>,
}

impl<E: Engine> Lanes<E>
where
    SqlxValues: IntoArguments<E>,
    for<'c> &'c mut E::Connection: Executor<'c, Database = E>,
{
    pub fn new(options: <E::Connection as Connection>::Options, most: usize) -> Self {
        let timeouts = Timeouts { wait: Some(WAIT), create: Some(WAIT), recycle: Some(WAIT) };
        let pool = managed::Pool::builder(Maker { options })
            .max_size(most)
            .timeouts(timeouts)
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .expect("a pool with a runtime");
        Self { pool, statements: Arc::default() }
    }

    /// How many statements were sent so far; tests hold queries to their budget by it.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Closes what is idle, and what is in use when it comes back; what is asked afterwards
    /// fails.
    pub fn close(&self) {
        self.pool.close();
    }

    /// A connection for several statements in turn.
    pub(crate) async fn lane(&self) -> Result<Lane<E>, DbErr> {
        let connection = self.pool.get().await.map_err(no_connection)?;
        let statements = self.statements.clone();
        Ok(Lane { connection: Some(connection), statements, transaction: false, failed: false })
    }
}

fn no_connection(error: PoolError<sqlx::Error>) -> DbErr {
    match error {
        PoolError::Backend(error) => DbErr::Conn(RuntimeErr::SqlxError(error.into())),
        PoolError::Timeout(_) => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        _ => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
    }
}

struct Maker<E: Engine> {
    options: <E::Connection as Connection>::Options,
}

/// A connection, and whether its last statement ran to the end.
struct Wire<E: Engine> {
    connection: E::Connection,
    whole: bool,
}

impl<E: Engine> managed::Manager for Maker<E> {
    type Type = Wire<E>;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<Wire<E>, sqlx::Error> {
        let connection = E::Connection::connect_with(&self.options).await?;
        Ok(Wire { connection, whole: true })
    }

    async fn recycle(&self, wire: &mut Wire<E>, used: &Metrics) -> RecycleResult<sqlx::Error> {
        if !wire.whole || used.age() > OLDEST {
            return Err(RecycleError::message("not worth keeping"));
        }
        if used.last_used() > IDLE {
            wire.connection.ping().await?;
        }
        Ok(())
    }
}

/// A connection in use.
pub(crate) struct Lane<E: Engine> {
    /// There until it is dropped.
    connection: Option<Object<Maker<E>>>,
    statements: Arc<AtomicU64>,
    /// Left before its commit, the connection is closed, and the transaction with it.
    transaction: bool,
    failed: bool,
}

/// One that was left in the middle is closed at once: in the pool it would hold its locks until
/// somebody took it.
impl<E: Engine> Drop for Lane<E> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take().filter(|it| !it.whole) {
            drop(Object::take(connection));
        }
    }
}

impl<E: Engine> Lane<E>
where
    SqlxValues: IntoArguments<E>,
    for<'c> &'c mut E::Connection: Executor<'c, Database = E>,
{
    /// Until the statement has run to its end, the connection is in the middle of something.
    async fn run<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut E::Connection) -> Result<T, sqlx::Error>,
    ) -> Result<T, DbErr> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        let wire = self.wire();
        wire.whole = false;
        let done = tokio::time::timeout(STATEMENT, work(&mut wire.connection)).await;
        match done {
            Ok(Ok(value)) => {
                self.done();
                Ok(value)
            }
            Ok(Err(error)) => {
                self.failed = true;
                // The server answered; outside a transaction the connection is as good as new.
                if matches!(error, sqlx::Error::Database(_)) {
                    self.done();
                }
                Err(DbErr::Query(RuntimeErr::SqlxError(error.into())))
            }
            Err(_) => {
                self.failed = true;
                Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))
            }
        }
    }

    fn wire(&mut self) -> &mut Wire<E> {
        self.connection.as_mut().expect("it is there until it is dropped")
    }

    fn done(&mut self) {
        self.wire().whole = !self.transaction;
    }

    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<ExecResult, DbErr> {
        self.run(async |lane| query::<E>(statement).execute(lane).await.map(Into::into)).await
    }

    pub(crate) async fn fetch(&mut self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        let rows = self.run(async |lane| query::<E>(statement).fetch_all(lane).await).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    pub(crate) async fn unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql.to_owned());
        self.run(async |lane| lane.execute(sql).await.map(Into::into)).await
    }

    pub(crate) async fn begin(&mut self) -> Result<(), DbErr> {
        self.transaction = true;
        self.unprepared(E::BEGIN).await.map(drop)
    }

    /// PostgreSQL answers the commit of a transaction in which a statement failed as if all
    /// were well, and keeps nothing of it: such a commit is an error here.
    pub(crate) async fn commit(&mut self) -> Result<(), DbErr> {
        if self.failed {
            return Err(DbErr::Custom("a statement of this transaction failed".into()));
        }
        self.unprepared("commit").await?;
        self.transaction = false;
        self.done();
        Ok(())
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), DbErr> {
        self.unprepared("rollback").await?;
        self.transaction = false;
        self.done();
        Ok(())
    }
}

#[async_trait::async_trait]
impl<E: Engine> ConnectionTrait for Lanes<E>
where
    SqlxValues: IntoArguments<E>,
    for<'c> &'c mut E::Connection: Executor<'c, Database = E>,
{
    fn get_database_backend(&self) -> DatabaseBackend {
        E::BACKEND
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.lane().await?.execute(&statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.lane().await?.unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    /// A read is asked once more if the connection turned out to be dead.
    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.lane().await?.fetch(&statement).await {
            Err(error) if is_lost(&error) => self.lane().await?.fetch(&statement).await,
            answer => answer,
        }
    }
}

fn is_lost(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(error)) = error else { return false };
    matches!(**error, sqlx::Error::Io(_))
}

fn query<E: Engine>(statement: &Statement) -> Query<'_, E, SqlxValues>
where
    SqlxValues: IntoArguments<E>,
{
    let values = statement.values.clone().unwrap_or(sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}
