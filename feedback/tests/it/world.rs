//! A fresh database with the schema, a clock that stands, and two organisations.

mod given;

use std::{str::FromStr, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta};
use kernel::{
    Call, Clock, Db, GroupId, Lanes, ManualClock, MemberKind, MembershipId, OrganizationId, Origin,
    Place, Roles, Scope, Secret, SessionId, Signed, UnitId, UserId, Viewer,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, Statement,
    sqlx::{
        PgPool, SqlitePool,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode},
    },
};

use crate::people::{Desk, Person, Step};

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
    pub manual: ManualClock,
    pub clock: Clock,
    pub secret: Secret,
    pub home: OrganizationId,
    pub away: OrganizationId,
    pub people: Vec<Person>,
    pub group: GroupId,
    pub group_members: Vec<MembershipId>,
    pub group_is_there: bool,
    pub unit: UnitId,
    pub other_unit: UnitId,
    pub writable: bool,
    folder: Option<tempfile::TempDir>,
}

impl World {
    /// The database's file, after all that was written came into it.
    pub async fn file(&self) -> Vec<u8> {
        self.rows("pragma wal_checkpoint(truncate)", []).await;
        std::fs::read(self.folder.as_ref().unwrap().path().join("test.db")).unwrap()
    }

    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("test.db"))
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .pragma("secure_delete", "on")
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
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let clock = Clock::of(manual.clone());
        let world = Self {
            home: OrganizationId(clock.id()),
            away: OrganizationId(clock.id()),
            group: GroupId(clock.id()),
            unit: UnitId(clock.id()),
            other_unit: UnitId(clock.id()),
            secret: Secret::new([7; 32]),
            people: vec![],
            group_members: vec![],
            group_is_there: true,
            writable: true,
            db,
            manual,
            clock,
            folder,
        };
        for id in [world.home, world.away] {
            let sql = "insert into organization (id, slug, name, kind, directory_version, created_at, changed_in) \
                       values ($1, $2, 'Name', 'company', 1, $3, 1)";
            let values = [id.0.into(), id.to_string().into(), world.clock.now().into()];
            world.run(sql, values).await;
        }
        for id in [world.unit, world.other_unit] {
            let sql = "insert into unit (organization_id, id, code, name, removed, changed_in) \
                       values ($1, $2, 'U', 'Unit', $3, 1)";
            world.run(sql, [world.home.0.into(), id.0.into(), false.into()]).await;
        }
        let sql = "insert into member_group (organization_id, id, name, removed, changed_in) \
                   values ($1, $2, 'Group', $3, 1)";
        world.run(sql, [world.home.0.into(), world.group.0.into(), false.into()]).await;
        world
    }

    /// A new employee of the first organisation.
    pub async fn hire(&mut self) -> MembershipId {
        self.hire_with(|_| {}).await
    }

    pub async fn hire_with(&mut self, change: impl FnOnce(&mut Person)) -> MembershipId {
        let mut person = Person {
            id: MembershipId(self.clock.id()),
            organization: self.home,
            unit: None,
            manager: None,
            kind: MemberKind::Employee,
            roles: Roles::default(),
            scope: Scope::Nobody,
            coached: vec![],
            active: true,
            present: true,
        };
        change(&mut person);
        let sql = "insert into membership (organization_id, id, state, kind, roles, unit_id, \
                   manager_id, given_name, family_name, changed_in) \
                   values ($1, $2, 'active', 'employee', $3, $4, $5, 'Ada', 'Lovelace', 1)";
        let values = [
            person.organization.0.into(),
            person.id.0.into(),
            person.roles.0.into(),
            person.unit.map(|it| it.0).into(),
            person.manager.map(|it| it.0).into(),
        ];
        self.run(sql, values).await;
        let id = person.id;
        self.people.push(person);
        id
    }

    pub async fn outsider(&mut self) -> MembershipId {
        let away = self.away;
        self.hire_with(|it| it.organization = away).await
    }

    pub fn person(&mut self, id: MembershipId) -> &mut Person {
        self.people.iter_mut().find(|it| it.id == id).unwrap()
    }

    pub fn viewer(&self, member: MembershipId) -> Viewer {
        let me = self.people.iter().find(|it| it.id == member).unwrap();
        let present = |of: &dyn Fn(&Person) -> bool| -> Arc<[MembershipId]> {
            let them = self.people.iter().filter(|it| it.organization == me.organization);
            them.filter(|it| it.present && of(it)).map(|it| it.id).collect()
        };
        let place = Place {
            organization: me.organization,
            member,
            kind: me.kind,
            roles: me.roles,
            unit: me.unit,
            reports: present(&|it| it.manager == Some(member)),
            team: match me.unit {
                Some(unit) => present(&|it| it.unit == Some(unit)),
                None => Arc::default(),
            },
            scope: me.scope.clone(),
            coached: me.coached.clone().into(),
            writable: self.writable,
        };
        let person = Signed {
            user: UserId(member.0),
            session: SessionId(member.0),
            authenticated_at: self.clock.now(),
        };
        Viewer { person: Some(person), places: vec![place] }
    }

    pub fn call(&self, member: MembershipId) -> Call {
        Call { viewer: self.viewer(member).into(), ..self.stranger() }
    }

    pub fn stranger(&self) -> Call {
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: kernel::Asker::default(),
            origin: Arc::new(Origin { request: "request".into(), ..Origin::default() }),
        }
    }

    /// The directory as the member sees it: everybody here but externals, whom only their
    /// coach sees.
    pub fn desk(&self, member: MembershipId) -> Desk {
        Desk {
            viewer: self.viewer(member),
            people: self.people.clone(),
            group: (self.group, self.home, self.group_members.clone()),
            group_is_there: self.group_is_there,
            unit: self.unit,
        }
    }

    /// What whoever holds a link is told by.
    pub fn step(&self) -> Step {
        Step { people: self.people.clone(), writable: self.writable }
    }

    pub fn later(&self, by: TimeDelta) {
        self.manual.advance(by);
    }

    pub async fn rows(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = sea_orm::Value>,
    ) -> Vec<sea_orm::QueryResult> {
        let backend = self.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        self.db.query_all_raw(statement).await.unwrap()
    }

    pub async fn try_run(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = sea_orm::Value>,
    ) -> Result<u64, sea_orm::DbErr> {
        let backend = self.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(self.db.execute_raw(statement).await?.rows_affected())
    }

    pub async fn run(&self, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) {
        self.try_run(sql, values).await.unwrap();
    }

    pub async fn count(&self, from: &str) -> i64 {
        let rows = self.rows(&format!("select count(*) as n from {from}"), []).await;
        rows[0].try_get("", "n").unwrap()
    }
}

async fn migrate(connection: DatabaseConnection) {
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
}
