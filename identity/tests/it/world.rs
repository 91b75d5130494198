//! A fresh database with the schema, a clock that stands, and people who have registered.

use std::{net::IpAddr, str::FromStr, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta};
use identity::{
    Directory, Snapshots,
    account::{
        CompleteRegistration, Hasher, Hashing, LetterKind, PublishPolicy, Register, SignIn,
        SignInErrorCode, SignedIn, Transport, complete_registration, letter, publish_policy,
        register, sign_in,
    },
    who_asks,
};
use kernel::{
    Answer, Call, Clock, Db, EmailAddress, Lanes, ManualClock, Markdown, Origin, Place,
    PolicyVersionId, Role, Roles, Scope, Secret, SessionId, Signed, Token, UserId, Viewer,
    audit::PLATFORM,
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
use uuid::Uuid;

/// Good enough for anybody here.
pub const PASSWORD: &str = "quay tulip marrow";

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
    pub hasher: Hasher,
    pub directory: Directory,
    pub policy: PolicyVersionId,
    _folder: Option<tempfile::TempDir>,
}

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
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let clock = Clock::of(manual.clone());
        let mut world = Self {
            hasher: Hasher::try_new(Hashing::default(), &clock).unwrap(),
            directory: Directory::bounded(1 << 20),
            secret: Secret::new([7; 32]),
            policy: PolicyVersionId(Uuid::nil()),
            db,
            manual,
            clock,
            _folder: folder,
        };
        world.policy = world.publish("1").await;
        world
    }

    async fn publish(&self, version: &str) -> PolicyVersionId {
        // Only the operator's id is needed here, and only by the audit log.
        let call = self.operator();
        let input = PublishPolicy {
            version: version.into(),
            body: Markdown::try_new("We keep little.").unwrap(),
            effective_at: None,
        };
        publish_policy(&call, input).await.unwrap().unwrap()
    }

    /// Somebody who runs the service.
    pub fn operator(&self) -> Call {
        let place = Place {
            organization: PLATFORM,
            member: Uuid::nil().into(),
            kind: kernel::MemberKind::Employee,
            roles: Roles::default().with(Role::Operator),
            unit: None,
            reports: Arc::default(),
            team: Arc::default(),
            scope: Scope::Nobody,
            coached: Arc::default(),
            writable: true,
        };
        let person = Signed {
            user: UserId(Uuid::nil()),
            session: SessionId(Uuid::nil()),
            authenticated_at: self.clock.now(),
        };
        let viewer = Viewer { person: Some(person), places: vec![place] };
        Call { viewer: viewer.into(), ..self.stranger() }
    }

    /// A call by nobody in particular.
    pub fn stranger(&self) -> Call {
        self.stranger_at("192.0.2.1")
    }

    pub fn stranger_at(&self, address: &str) -> Call {
        let origin = Origin {
            address: Some(address.parse::<IpAddr>().unwrap()),
            request: "request".into(),
            user_agent: Some("test".into()),
            ..Origin::default()
        };
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: kernel::Asker::default(),
            origin: Arc::new(origin),
        }
    }

    /// A call with an access token; None, if it opens nothing.
    pub async fn with(&self, token: &Token) -> Option<Call> {
        let asking = who_asks(&self.db, &self.directory, &self.clock, token).await.unwrap()?;
        Some(Call { viewer: asking.viewer.into(), ..self.stranger() })
    }

    /// A call, and what it is shown of the directory.
    pub async fn asks(&self, token: &Token) -> (Call, Snapshots) {
        let asking = who_asks(&self.db, &self.directory, &self.clock, token).await;
        let asking = asking.unwrap().unwrap();
        (Call { viewer: asking.viewer.into(), ..self.stranger() }, asking.snapshots)
    }

    pub fn later(&self, by: TimeDelta) {
        self.manual.advance(by);
    }

    /// Registers Ada under this address, with [`PASSWORD`].
    pub async fn ada(&self, email: &str) -> SignedIn {
        ask_to_register(&self.stranger(), email).await;
        let mail = self.mails().await.pop().unwrap();
        assert_eq!((mail.kind, &*mail.to), (LetterKind::Registration, email));
        self.complete(&mail.token.unwrap().reveal(), PASSWORD).await.unwrap()
    }

    pub async fn complete(
        &self,
        token: &str,
        password: &str,
    ) -> Result<SignedIn, identity::account::CompleteRegistrationErrorCode> {
        let input = CompleteRegistration {
            token: token.into(),
            password: password.into(),
            policy: self.policy,
            transport: Transport::Bearer,
        };
        complete_registration(&self.stranger(), &self.hasher, input).await.unwrap()
    }

    pub async fn sign_in(
        &self,
        call: &Call,
        email: &str,
        password: &str,
    ) -> Answer<Result<SignedIn, SignInErrorCode>> {
        self.sign_in_on(call, email, password, None).await
    }

    pub async fn sign_in_on(
        &self,
        call: &Call,
        email: &str,
        password: &str,
        device: Option<&Token>,
    ) -> Answer<Result<SignedIn, SignInErrorCode>> {
        let input = SignIn {
            email: email.into(),
            password: password.into(),
            transport: Transport::Bearer,
            device: device.map(Token::reveal),
        };
        sign_in(call, &self.hasher, input).await
    }

    /// All mails that are due, in the order they were written.
    pub async fn mails(&self) -> Vec<identity::account::Letter> {
        let sql = "select topic, subject_id from outbox order by id";
        let mut mails = vec![];
        for row in self.rows(sql, []).await {
            let topic: String = row.try_get("", "topic").unwrap();
            let subject: Uuid = row.try_get("", "subject_id").unwrap();
            let letter = letter(&self.db, &self.secret, &self.clock, &topic, subject).await;
            mails.extend(letter.unwrap());
        }
        mails
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

    pub async fn run(&self, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) {
        let backend = self.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        self.db.execute_raw(statement).await.unwrap();
    }

    pub async fn count(&self, from: &str) -> i64 {
        let rows = self.rows(&format!("select count(*) as n from {from}"), []).await;
        rows[0].try_get("", "n").unwrap()
    }

    /// How many entries of the audit log say that this was done, or refused.
    pub async fn audited(&self, action: &str, outcome: &str) -> i64 {
        self.count(&format!("audit_entry where action = '{action}' and outcome = '{outcome}'"))
            .await
    }
}

pub async fn ask_to_register(call: &Call, email: &str) {
    let input = Register {
        email: EmailAddress::try_new(email).unwrap(),
        given: "Ada".into(),
        infix: None,
        family: "Lovelace".into(),
        language: None,
    };
    register(call, input).await.unwrap().unwrap();
}

async fn migrate(connection: DatabaseConnection) {
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
}
