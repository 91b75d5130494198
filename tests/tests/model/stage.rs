//! The schema over a database that holds a universe, and who asks it.

use std::{str::FromStr, sync::Arc};

use async_graphql::{Data, Request};
use gateway::{ports::DirectoryPort, schema::AppSchema};
use identity::{
    Directory, Snapshots,
    account::{Accounts, Hasher, Hashing},
    founding::lend,
    who_asks,
};
use kernel::{Call, Clock, Db, ManualClock, Origin, Secret, Token, UserId};
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    sqlx::{PgPool, postgres::PgConnectOptions},
};

use crate::{rows::now, told::Answer, universe::Universe};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    /// Where `HEI_TEST_POSTGRES` names a cluster.
    Postgres,
}

impl Engine {
    pub fn is_there(self) -> bool {
        self == Self::Sqlite || cluster().is_some()
    }
}

fn cluster() -> Option<String> {
    std::env::var("HEI_TEST_POSTGRES").ok()
}

/// One that no earlier run had.
pub fn fresh_seed() -> u64 {
    u64::from_be_bytes(Clock::system().bytes())
}

/// A database with a universe, the schema over it, and everybody's token.
pub struct Stage {
    pub db: Db,
    pub clock: Clock,
    directory: Directory,
    schema: AppSchema,
    tokens: Vec<Token>,
    /// Of the database on the cluster.
    name: String,
    _folder: tempfile::TempDir,
}

/// Who asks, with what a request of theirs has beside it.
pub struct Asker {
    pub call: Call,
    pub snapshots: Snapshots,
}

impl Asker {
    pub fn colleagues(&self) -> DirectoryPort {
        DirectoryPort(self.snapshots.clone())
    }
}

impl Stage {
    pub async fn of(engine: Engine, universe: &Universe) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("model_{}", Clock::system().random_id().simple());
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("model.db").display()),
            Engine::Postgres => {
                let base = cluster().unwrap();
                in_cluster(&format!("create database {name}")).await;
                let mut url = reqwest::Url::from_str(&base).unwrap();
                url.set_path(&name);
                url.to_string()
            }
        };
        gateway::database::migrate(&url).await.unwrap();
        let db = gateway::database::open(&url, 4).unwrap();
        let clock = Clock::of(ManualClock::at(now()));
        let hasher = Hasher::try_new(Hashing::default(), &clock).unwrap();
        let schema = gateway::schema::schema(Accounts { hasher, secure: false });
        let directory = Directory::bounded(1 << 24);
        let mut stage =
            Self { db, clock, directory, schema, tokens: vec![], name, _folder: folder };
        stage.write(universe).await;
        for person in &universe.people {
            let issued = lend(&stage.stranger(), UserId(*person)).await.unwrap();
            stage.tokens.push(issued.access);
        }
        stage
    }

    /// Leaves nothing behind in the cluster.
    pub async fn end(self) {
        let postgres = self.db.is_postgres();
        self.db.close();
        if postgres {
            in_cluster(&format!("drop database {} with (force)", self.name)).await;
        }
    }

    fn stranger(&self) -> Call {
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: Secret::new([7; 32]),
            viewer: kernel::Asker::default(),
            origin: Arc::new(Origin { request: "request".into(), ..Origin::default() }),
        }
    }

    pub async fn asker(&self, person: usize) -> Asker {
        let token = &self.tokens[person];
        let asking = who_asks(&self.db, &self.directory, &self.clock, token).await;
        let asking = asking.unwrap().unwrap();
        let call = Call { viewer: asking.viewer.into(), ..self.stranger() };
        Asker { call, snapshots: asking.snapshots }
    }

    pub async fn ask(&self, asker: &Asker, document: String) -> Answer {
        let mut data = Data::default();
        identity::attach(&mut data, asker.snapshots.clone());
        assessment::attach(&mut data, Box::new(asker.colleagues()));
        feedback::attach(&mut data, Box::new(asker.colleagues()));
        data.insert(asker.call.clone());
        let mut request = Request::new(document);
        request.data = data;
        Answer::of(self.schema.execute(request).await)
    }
}

async fn in_cluster(sql: &str) {
    let options = PgConnectOptions::from_str(&cluster().unwrap()).unwrap();
    let connection: DatabaseConnection = PgPool::connect_with(options).await.unwrap().into();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}
