//! A database of its own for each test.

use kernel::{Clock, Db};
use sea_orm::{ConnectionTrait, DatabaseConnection, sqlx::PgPool};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// SQLite always is; PostgreSQL, where `HEI_TEST_POSTGRES` names a cluster.
    pub fn is_there(self) -> bool {
        self == Self::Sqlite || cluster().is_some()
    }
}

fn cluster() -> Option<String> {
    std::env::var("HEI_TEST_POSTGRES").ok()
}

/// An empty database with the schema of now.
pub struct Database {
    pub url: String,
    /// Of the database on the cluster.
    name: String,
    /// Of the file, and for whatever else a test keeps.
    pub folder: tempfile::TempDir,
}

impl Database {
    pub async fn on(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("e2e_{}", Clock::system().random_id().simple());
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("hei.db").display()),
            Engine::Postgres => {
                let cluster = cluster().expect("HEI_TEST_POSTGRES names a cluster");
                in_cluster(&cluster, &format!("create database {name}")).await;
                let mut url: reqwest::Url = cluster.parse().unwrap();
                url.set_path(&name);
                url.to_string()
            }
        };
        gateway::database::migrate(&url).await.unwrap();
        Self { url, name, folder }
    }

    /// Connections of the same making as the server's.
    pub fn open(&self) -> Db {
        gateway::database::open(&self.url, 8).unwrap()
    }

    /// Leaves nothing behind in the cluster.
    pub async fn end(self) {
        if self.url.starts_with("postgres")
            && let Some(cluster) = cluster()
        {
            in_cluster(&cluster, &format!("drop database {} with (force)", self.name)).await;
        }
    }
}

async fn in_cluster(cluster: &str, sql: &str) {
    let connection: DatabaseConnection = PgPool::connect(cluster).await.unwrap().into();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}
