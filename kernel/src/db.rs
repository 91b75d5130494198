//! The database, whichever engine it is, and the one way to ask for many ids at once.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    sea_query::{
        Alias, ArrayType, CommonTableExpression, DeleteStatement, Expr, ExprTrait, Func,
        InsertStatement, IntoColumnRef, Query, SimpleExpr, UpdateStatement, Value, WithClause,
        WithQuery, extension::postgres::PgFunc,
    },
    sqlx::{Postgres, Sqlite},
};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{Lanes, lanes::Lane};

/// Our connections to the database.
#[derive(Clone)]
pub enum Db {
    Postgres(Arc<Lanes<Postgres>>),
    /// `write` has a single connection, so that writers queue in this process and never
    /// meet in the file; readers wait for nobody.
    Sqlite {
        read: Arc<Lanes<Sqlite>>,
        write: Arc<Lanes<Sqlite>>,
    },
}

/// A write that needs nothing of what another wrote.
#[derive(Clone, Debug)]
pub enum Write {
    Insert(InsertStatement),
    Update(UpdateStatement),
    Delete(DeleteStatement),
}

impl From<InsertStatement> for Write {
    fn from(insert: InsertStatement) -> Self {
        Self::Insert(insert)
    }
}

impl From<UpdateStatement> for Write {
    fn from(update: UpdateStatement) -> Self {
        Self::Update(update)
    }
}

impl From<DeleteStatement> for Write {
    fn from(delete: DeleteStatement) -> Self {
        Self::Delete(delete)
    }
}

impl Write {
    fn build(&self, backend: DbBackend) -> Statement {
        match self {
            Self::Insert(it) => backend.build(it),
            Self::Update(it) => backend.build(it),
            Self::Delete(it) => backend.build(it),
        }
    }
}

impl Db {
    /// All of these or none, acknowledged when they are on disk. PostgreSQL takes them as
    /// one statement, which spares three round trips of a transaction; SQLite, which is in
    /// this process, as a transaction. None may need what another of them writes.
    pub async fn write_all(&self, writes: Vec<Write>) -> Result<(), DbErr> {
        match self {
            Self::Postgres(lanes) => lanes.execute(&together(writes)).await.map(drop),
            Self::Sqlite { .. } => {
                let tx = self.begin().await?;
                for write in &writes {
                    tx.execute_raw(write.build(DbBackend::Sqlite)).await?;
                }
                tx.commit().await
            }
        }
    }

    /// A transaction: of writes that depend on what was read in it. On SQLite it is the only
    /// writer from here to its end; on PostgreSQL rows that a decision rests on are to be
    /// locked. Dropped without [`Tx::commit`], nothing of it is kept.
    pub async fn begin(&self) -> Result<Tx, DbErr> {
        match self {
            Self::Postgres(lanes) => {
                let mut lane = lanes.lane().await?;
                lane.begin().await?;
                Ok(Tx(Held::Postgres(Mutex::new(lane))))
            }
            Self::Sqlite { write, .. } => {
                let mut lane = write.lane().await?;
                lane.begin().await?;
                Ok(Tx(Held::Sqlite(Mutex::new(lane))))
            }
        }
    }

    /// How many statements were sent so far, by all callers; a transaction's begin and commit
    /// are statements too.
    pub fn statements(&self) -> u64 {
        match self {
            Self::Postgres(lanes) => lanes.statements(),
            Self::Sqlite { read, write } => read.statements() + write.statements(),
        }
    }

    /// Ends every connection; nothing can be asked afterwards.
    pub fn close(&self) {
        match self {
            Self::Postgres(lanes) => lanes.close(),
            Self::Sqlite { read, write } => {
                read.close();
                write.close();
            }
        }
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// A transaction under way.
pub struct Tx(Held);

enum Held {
    Postgres(Mutex<Lane<Postgres>>),
    Sqlite(Mutex<Lane<Sqlite>>),
}

impl Tx {
    /// Acknowledged when it is on disk.
    pub async fn commit(self) -> Result<(), DbErr> {
        match &self.0 {
            Held::Postgres(lane) => lane.lock().await.commit().await,
            Held::Sqlite(lane) => lane.lock().await.commit().await,
        }
    }

    /// Gives up; dropping does the same at the price of a connection.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match &self.0 {
            Held::Postgres(lane) => lane.lock().await.rollback().await,
            Held::Sqlite(lane) => lane.lock().await.rollback().await,
        }
    }

    /// All of these, as [`Db::write_all`]; none may need what another of them writes.
    pub async fn write_all(&self, writes: Vec<Write>) -> Result<(), DbErr> {
        if writes.is_empty() {
            return Ok(());
        }
        if self.get_database_backend() == DbBackend::Postgres {
            return self.execute(&together(writes)).await.map(drop);
        }
        for write in &writes {
            self.execute_raw(write.build(DbBackend::Sqlite)).await?;
        }
        Ok(())
    }

    /// How many rows it touched.
    pub async fn write(&self, write: impl Into<Write> + Send) -> Result<u64, DbErr> {
        let statement = write.into().build(self.get_database_backend());
        Ok(self.execute_raw(statement).await?.rows_affected())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Held::Postgres(_) => DbBackend::Postgres,
            Held::Sqlite(_) => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Held::Postgres(lane) => lane.lock().await.execute(&statement).await,
            Held::Sqlite(lane) => lane.lock().await.execute(&statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Held::Postgres(lane) => lane.lock().await.unprepared(sql).await,
            Held::Sqlite(lane) => lane.lock().await.unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Held::Postgres(lane) => lane.lock().await.fetch(&statement).await,
            Held::Sqlite(lane) => lane.lock().await.fetch(&statement).await,
        }
    }
}

/// Reads, and writes of one statement.
#[async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Postgres(_) => DbBackend::Postgres,
            Self::Sqlite { .. } => DbBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Postgres(lanes) => lanes.execute_raw(statement).await,
            Self::Sqlite { write, .. } => write.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Postgres(lanes) => lanes.execute_unprepared(sql).await,
            Self::Sqlite { write, .. } => write.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Postgres(lanes) => lanes.query_one_raw(statement).await,
            Self::Sqlite { read, .. } => read.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Postgres(lanes) => lanes.query_all_raw(statement).await,
            Self::Sqlite { read, .. } => read.query_all_raw(statement).await,
        }
    }
}

/// `with "w0" as (insert …), "w1" as (insert …) select 1`
fn together(writes: Vec<Write>) -> WithQuery {
    let mut all = WithClause::new();
    for (i, write) in writes.into_iter().enumerate() {
        let mut one = CommonTableExpression::new();
        match write {
            Write::Insert(it) => one.query(it),
            Write::Update(it) => one.query(it),
            Write::Delete(it) => one.query(it),
        };
        all.cte(one.table_name(Alias::new(format!("w{i}"))).to_owned());
    }
    Query::select().expr(Expr::val(1)).to_owned().with(all)
}

/// `column in ids` with one bound value however many ids there are, so that the statement's
/// text never changes and its plan is made once: `= any($1)` on PostgreSQL; on SQLite, whose
/// JSON knows no blobs, the ids travel as hexadecimal text.
pub fn within<I>(backend: DbBackend, column: impl IntoColumnRef, ids: I) -> SimpleExpr
where
    I: IntoIterator,
    I::Item: Into<Uuid>,
{
    if backend == DbBackend::Postgres {
        return Expr::col(column).eq(PgFunc::any(uuids(ids)));
    }
    let each = Func::cust(Alias::new("json_each")).arg(hex(ids));
    let ids = Query::select()
        .expr(Expr::cust("unhex(value)"))
        .from_function(each, Alias::new("each"))
        .to_owned();
    Expr::col(column).in_subquery(ids)
}

/// Ids as one array, for PostgreSQL.
pub fn uuids(ids: impl IntoIterator<Item = impl Into<Uuid>>) -> Value {
    let ids = ids.into_iter().map(|id| Value::from(id.into())).collect();
    Value::Array(ArrayType::Uuid, Some(Box::new(ids)))
}

/// Ids as one JSON array of hexadecimal text, for SQLite.
pub fn hex(ids: impl IntoIterator<Item = impl Into<Uuid>>) -> String {
    let quoted: Vec<_> = ids.into_iter().map(|id| format!("\"{}\"", id.into().simple())).collect();
    format!("[{}]", quoted.join(","))
}
