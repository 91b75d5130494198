//! A fresh database, a clock that a test moves, and a folder that mails are written to.

use std::{path::PathBuf, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta};
use gateway::{
    config::Config,
    database,
    mail::Mail,
    worker::{Pace, Worker},
};
use identity::{
    account::{Name, Newcomer},
    founding::{FirstMember, Founding, enter, found},
};
use kernel::{
    Call, Clock, Db, ManualClock, MemberKind, MembershipId, OrganizationId, Origin, Roles, Secret,
    audit::PLATFORM, outbox::Fact,
};
use sea_orm::{ConnectionTrait, Statement};
use tokio::{sync::oneshot, task::JoinHandle};
use uuid::Uuid;

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
    pub call: Call,
    pub config: Config,
    folder: tempfile::TempDir,
}

/// A worker at work.
pub struct Running {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Running {
    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap();
    }
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self::over(&url, folder).await
    }

    /// None, where no cluster is named.
    pub async fn postgres() -> Option<Self> {
        let base = std::env::var("HEI_TEST_POSTGRES").ok()?;
        let name = format!("gateway_{}", Clock::system().random_id().simple());
        let cluster = database::open(&base, 1).unwrap();
        cluster.execute_unprepared(&format!("create database {name}")).await.unwrap();
        cluster.close();
        let mut url = url::Url::parse(&base).unwrap();
        url.set_path(&name);
        Some(Self::over(url.as_str(), tempfile::tempdir().unwrap()).await)
    }

    async fn over(url: &str, folder: tempfile::TempDir) -> Self {
        database::migrate(url).await.unwrap();
        let db = database::open(url, 8).unwrap();
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000));
        let call = Call {
            db: db.clone(),
            clock: Clock::of(manual.clone()),
            secret: Secret::new([7; 32]),
            viewer: kernel::Asker::default(),
            origin: Arc::new(Origin::default()),
        };
        let config = Config {
            mail_folder: folder.path().join("mail"),
            public_url: "https://hei.example".into(),
            mail_from: "HEI <hei@hei.example>".into(),
            ..Config::default()
        };
        Self { db, manual, call, config, folder }
    }

    pub fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    pub async fn put(&self, topic: &'static str, subject: Uuid) {
        self.put_in(PLATFORM, topic, subject).await;
    }

    pub async fn put_in(&self, organization: OrganizationId, topic: &'static str, subject: Uuid) {
        let fact = Fact { organization, topic, subject };
        self.db.write_all(vec![fact.now(&self.call)]).await.unwrap();
    }

    /// A company of people with these addresses and languages.
    pub async fn company(&self, people: &[(&str, &str)]) -> (OrganizationId, Vec<MembershipId>) {
        let newcomers = people.iter().map(|(address, language)| {
            let given = address.split('@').next().unwrap();
            let name = Name::try_new(given, None, "Tester").unwrap();
            Newcomer::new(&self.call, name, (*address).to_owned(), (*language).to_owned())
        });
        let newcomers: Vec<_> = newcomers.collect();
        enter(&self.call, &newcomers).await.unwrap();
        let members = newcomers.iter().map(|person| FirstMember {
            id: MembershipId(self.call.clock.id()),
            person: person.user,
            name: person.name.clone(),
            kind: MemberKind::Employee,
            roles: Roles::default(),
            unit: None,
            manager: None,
            job_title: None,
            work_address: None,
            external_id: None,
            employed_from: None,
        });
        let plan = Founding {
            id: OrganizationId(self.call.clock.id()),
            slug: "company".into(),
            name: "Company".into(),
            practice: false,
            seats: 100,
            licensed_until: self.call.clock.now().date_naive() + TimeDelta::days(100),
            units: vec![],
            members: members.collect(),
            groups: vec![],
            scopes: vec![],
            grants: vec![],
        };
        found(&self.call, &plan).await.unwrap();
        (plan.id, plan.members.iter().map(|member| member.id).collect())
    }

    pub fn start(&self, pace: Pace) -> Running {
        let Call { db, clock, secret, .. } = self.call.clone();
        let mail = Mail::try_new(&self.config, secret.clone()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let worker = Worker::new(db, clock, secret, mail, pace);
        let ended = tokio::spawn(worker.run(async move { stopped.await.unwrap_or(()) }));
        Running { stop, ended }
    }

    /// Works until nothing waits; the clock goes on, so that pauses end.
    pub async fn work_off(&self) {
        let running = self.start(quick());
        self.until(async || kernel::outbox::backlog(&self.db).await.unwrap().waiting == 0).await;
        running.stop().await;
    }

    pub async fn until(&self, is_so: impl AsyncFn() -> bool) {
        for _ in 0..400 {
            if is_so().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
            self.manual.advance(TimeDelta::seconds(1));
        }
        panic!("not so after ten seconds");
    }

    /// The mails in the folder, in no order.
    pub fn mails(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.mail_folder()).unwrap().map(|file| file.unwrap());
        files.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect()
    }

    pub async fn run(&self, sql: &str) {
        self.db.execute_unprepared(sql).await.unwrap();
    }

    /// The values of one column of text.
    pub async fn texts(&self, sql: &str) -> Vec<Option<String>> {
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let rows = self.db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }
}

/// Looks often, and stops at once.
pub fn quick() -> Pace {
    Pace { look: Duration::from_millis(10), grace: Duration::from_millis(50), ..Pace::default() }
}
