//! A fresh database with the schema, a clock that stands, and two organisations.

use std::{str::FromStr, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta};
use kernel::{
    Call, Clock, Db, Lanes, ManualClock, MemberKind, MembershipId, OrganizationId, Origin, Place,
    Role, Roles, Scope, Secret, SessionId, Signed, UnitId, UserId, Viewer,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, Statement, Value,
    sea_query::{Expr, Query},
    sqlx::{
        PgPool, SqlitePool,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode},
    },
};

/// Runs a test on SQLite, and on PostgreSQL where `HEI_TEST_POSTGRES` names a cluster.
#[macro_export]
macro_rules! on_both {
    ($(#[$doc:meta])* async fn $name:ident($world:ident: World) $body:block) => {
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "not all use all")]
            use super::*;

            async fn run($world: $crate::world::World) $body

            #[tokio::test]
            async fn sqlite() {
                run($crate::world::World::sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(world) = $crate::world::World::postgres().await {
                    run(world).await;
                }
            }
        }
    };
}

pub struct World {
    pub db: Db,
    pub clock: Clock,
    pub secret: Secret,
    pub home: OrganizationId,
    pub away: OrganizationId,
    _folder: Option<tempfile::TempDir>,
}

/// Somebody of one of the organisations, and of which units they are an administrator.
#[derive(Clone)]
pub struct Person(pub Place, pub Vec<UnitId>);

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("test.db"))
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(Duration::from_secs(5));
        migrate(SqlitePool::connect_with(options.clone()).await.unwrap().into()).await;
        let read = Arc::new(Lanes::new(options.clone(), 4));
        Self::over(Db::Sqlite { read, write: Arc::new(Lanes::new(options, 1)) }, Some(folder)).await
    }

    /// None, where no cluster is named.
    pub async fn postgres() -> Option<Self> {
        let base = std::env::var("HEI_TEST_POSTGRES").ok()?;
        let options = PgConnectOptions::from_str(&base).unwrap();
        let name = format!("it_{}", Clock::system().random_id().simple());
        let cluster: DatabaseConnection =
            PgPool::connect_with(options.clone()).await.unwrap().into();
        cluster.execute_unprepared(&format!("create database {name}")).await.unwrap();
        cluster.close().await.unwrap();
        let options = options.database(&name);
        migrate(PgPool::connect_with(options.clone()).await.unwrap().into()).await;
        Some(Self::over(Db::Postgres(Arc::new(Lanes::new(options, 8))), None).await)
    }

    async fn over(db: Db, folder: Option<tempfile::TempDir>) -> Self {
        let clock = Clock::of(ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000)));
        let (home, away) = (OrganizationId(clock.id()), OrganizationId(clock.id()));
        let world = Self { secret: Secret::new([7; 32]), home, away, db, clock, _folder: folder };
        for id in [world.home, world.away] {
            let sql = "insert into organization (id, slug, name, kind, directory_version, created_at, changed_in) \
                       values ($1, $2, 'Name', 'company', 1, $3, 1)";
            let values = [id.0.into(), id.to_string().into(), world.clock.now().into()];
            let backend = world.db.get_database_backend();
            let statement = Statement::from_sql_and_values(backend, sql, values);
            world.db.execute_raw(statement).await.unwrap();
        }
        world
    }

    /// An employee without a role.
    pub fn person(&self, organization: OrganizationId) -> Person {
        let place = Place {
            organization,
            member: MembershipId(self.clock.id()),
            kind: MemberKind::Employee,
            roles: Roles::default(),
            unit: None,
            reports: Arc::default(),
            team: Arc::default(),
            scope: Scope::Nobody,
            coached: Arc::default(),
            writable: true,
        };
        Person(place, vec![])
    }

    /// Of everybody.
    pub fn administrator(&self) -> Person {
        self.person(self.home).administering(Scope::Everybody)
    }

    pub fn call(&self, person: &Person) -> Call {
        let user = person.0.member.0;
        let signed = Signed {
            user: UserId(user),
            session: SessionId(user),
            authenticated_at: self.clock.now(),
        };
        let viewer = Viewer { person: Some(signed), places: vec![person.0.clone()] };
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: viewer.into(),
            origin: Arc::new(Origin { request: "request".into(), ..Origin::default() }),
        }
    }

    /// Something that is written, as the context that owns the table writes it.
    pub async fn insert<const N: usize>(
        &self,
        table: &'static str,
        row: [(&'static str, Value); N],
    ) {
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        let values = values.into_iter().map(Expr::val);
        let insert =
            Query::insert().into_table(table).columns(columns).values_panic(values).to_owned();
        self.db.write_all(vec![insert.into()]).await.unwrap();
    }

    /// Many of the same.
    pub async fn insert_all<const N: usize>(
        &self,
        table: &'static str,
        columns: [&'static str; N],
        rows: Vec<[Value; N]>,
    ) {
        for rows in rows.chunks(500) {
            let mut insert = Query::insert().into_table(table).columns(columns).to_owned();
            for row in rows {
                insert.values_panic(row.iter().cloned().map(Expr::val));
            }
            self.db.write_all(vec![insert.into()]).await.unwrap();
        }
    }

    pub async fn run(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap();
    }

    pub async fn count(&self, from: &str) -> i64 {
        let backend = self.db.get_database_backend();
        let sql = format!("select count(*) as n from {from}");
        let rows = self.db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows[0].try_get("", "n").unwrap()
    }
}

impl Person {
    pub fn administering(mut self, scope: Scope) -> Self {
        self.0.roles = self.0.roles.with(Role::Administrator);
        self.0.scope = scope;
        self
    }

    pub fn with(mut self, role: Role) -> Self {
        self.0.roles = self.0.roles.with(role);
        self
    }

    pub fn leading(mut self, reports: &[MembershipId]) -> Self {
        self.0.reports = reports.into();
        self
    }

    /// With this membership.
    pub fn being(mut self, member: MembershipId) -> Self {
        self.0.member = member;
        self
    }

    /// Of these units, with all below.
    pub fn of_units(mut self, units: &[UnitId]) -> Self {
        self.1 = units.to_vec();
        self
    }
}

async fn migrate(connection: DatabaseConnection) {
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
}
