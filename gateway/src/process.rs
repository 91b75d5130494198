//! What a process that serves is made of, in the order in which it begins and ends.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use feedback::anonymous::Pace as Delivers;
use identity::account::{Accounts, Hasher, Hashing};
use kernel::{Clock, Db, Secret};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinSet,
};

use crate::{
    config::{Config, without_password},
    database, delivery, http,
    http::{Server, Settings},
    jobs,
    mail::Mail,
    serve,
    telemetry::Telemetry,
    worker::{Pace, Worker},
};

/// Why it cannot begin, in one line and without secrets.
type Failure = String;

/// The deployment's secret; made at the first start. Where its file is gone nothing is made: a
/// new one would open nothing, and stand where the old one belongs.
pub async fn secret(config: &Config) -> Result<Secret, Failure> {
    let path = &config.key_file;
    if let Some(secret) = crate::secret::load(path)? {
        return Ok(secret);
    }
    let claimed = is_claimed(config).await.map_err(|error| unusable(config, &*error))?;
    // Another process may have made both in the meantime, the file first.
    match crate::secret::load(path)? {
        Some(secret) => Ok(secret),
        None if claimed => Err(format!(
            "key_file = {}: there is none, and the database {} was made with one",
            path.display(),
            without_password(&config.database_url)
        )),
        None => crate::secret::load_or_make(path),
    }
}

/// Whether the database knows of a secret.
async fn is_claimed(config: &Config) -> Result<bool, database::Problem> {
    if !database::is_there(&config.database_url)? {
        return Ok(false);
    }
    database::migrate(&config.database_url).await?;
    let db = database::open(&config.database_url, 1)?;
    let claimed = identity::deployment::is_claimed(&db).await;
    db.close();
    Ok(claimed?)
}

/// Brings the database's schema up to date.
pub async fn migrate(config: &Config) -> Result<(), Failure> {
    database::migrate(&config.database_url).await.map_err(|error| unusable(config, &error))
}

/// Connections to a database that goes with the secret.
pub async fn open(config: &Config, secret: &Secret, clock: &Clock) -> Result<Db, Failure> {
    let db = database::open(&config.database_url, config.connections);
    let db = db.map_err(|error| unusable(config, &error))?;
    held(config, db, secret, clock).await
}

async fn held(config: &Config, db: Db, secret: &Secret, clock: &Clock) -> Result<Db, Failure> {
    let claimed = identity::deployment::claim(&db, secret, clock).await;
    claimed.map_err(|error| unusable(config, &error))?;
    match identity::deployment::holds(&db, secret).await {
        Ok(true) => Ok(db),
        Ok(false) => Err(format!(
            "key_file = {}: this is not the secret that the database {} was made with",
            config.key_file.display(),
            without_password(&config.database_url)
        )),
        Err(error) => Err(unusable(config, &error)),
    }
}

/// The same for a database that is filled before anybody is served: it does not wait for the
/// disk. Not to be used beside others.
pub async fn open_to_fill(config: &Config, secret: &Secret, clock: &Clock) -> Result<Db, Failure> {
    let db = database::open_to_fill(&config.database_url);
    let db = db.map_err(|error| unusable(config, &error))?;
    held(config, db, secret, clock).await
}

fn unusable(config: &Config, error: &dyn std::fmt::Display) -> Failure {
    format!("database_url = {}: {error}", without_password(&config.database_url))
}

/// The place where connections will come in.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| format!("listen = {address}: {error}"))
}

/// The server, before anybody can reach it.
pub fn server(
    config: &Config,
    settings: Settings,
    db: Db,
    clock: Clock,
    secret: Secret,
) -> Result<Arc<Server>, Failure> {
    let hashing = Hashing { memory: config.hash_kib, ..Hashing::default() };
    let hasher = Hasher::try_new(hashing, &clock)?;
    let accounts = Accounts { hasher, secure: config.is_secure() };
    Ok(Arc::new(Server::new(db, clock, secret, accounts, settings)))
}

/// What the server is told. It reads the list of documents: to be done before anything is
/// changed.
pub fn settings(config: &Config) -> Result<Settings, Failure> {
    Ok(Settings {
        limits: config.limits,
        budgets: config.budgets,
        get_requests: config.get_requests,
        origins: config.origins.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        directory_bytes: config.directory_mib * 1024 * 1024,
        at_once: config.at_once,
        trusted_documents: operations(config)?,
        anonymous_pace: if config.anonymous_at_once { Delivers::AtOnce } else { Delivers::Daily },
    })
}

/// The only documents to take, if there is a list.
fn operations(config: &Config) -> Result<Option<Vec<String>>, Failure> {
    let Some(path) = &config.operations else { return Ok(None) };
    let wrong = |error: &dyn std::fmt::Display| {
        format!("operations = {}: {error}; a JSON array of documents is needed", path.display())
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    serde_json::from_str(&text).map(Some).map_err(|error| wrong(&error))
}

/// Where mails go, for whoever starts the process to know.
pub fn mails_go_to(config: &Config) -> String {
    match &config.smtp_url {
        Some(url) => without_password(url),
        None => config.mail_folder.display().to_string(),
    }
}

/// Serves, sends mails and sweeps until `stop` ends, and then finishes what was begun.
pub async fn run(
    config: &Config,
    server: Arc<Server>,
    listener: TcpListener,
    more: Router,
    stop: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let observed = match config.metrics {
        Some(address) => {
            let (telemetry, listener) = (Telemetry::start()?, listen(address).await?);
            let (db, clock) = (server.db.clone(), server.clock.clone());
            Some(tokio::spawn(telemetry.serve(listener, db, clock)))
        }
        None => None,
    };
    let (stopping, stopped) = watch::channel(());
    let stopped = || {
        let mut stopped = stopped.clone();
        // Its end is the sender's.
        async move { drop(stopped.changed().await) }
    };
    let mut beside = JoinSet::new();
    beside.spawn(worker(config, &server)?.run(stopped()));
    beside.spawn(jobs::run(server.clone(), stopped()));
    beside.spawn(jobs::build(server.clone(), stopped()));
    beside.spawn(delivery::run(server.clone(), stopped()));
    let router = http::router(server.clone(), more);
    let stop = async {
        stop.await;
        drop(stopping);
    };
    serve::serve(listener, router, server.clone(), stop).await;
    while beside.join_next().await.is_some() {}
    if let Some(observed) = observed {
        observed.abort();
    }
    server.db.close();
    Ok(())
}

fn worker(config: &Config, server: &Server) -> Result<Worker, Failure> {
    let (db, clock, secret) = (server.db.clone(), server.clock.clone(), server.secret.clone());
    let mail = Mail::try_new(config, secret.clone())?;
    Ok(Worker::new(db, clock, secret, mail, Pace::default()))
}

/// Ends when the process is asked to: by SIGTERM, or by SIGINT from a terminal. From this call
/// on neither ends it otherwise.
pub fn told_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let hear = |kind| signal(kind).map_err(|error| format!("signals cannot be heard: {error}"));
    let (mut terminate, mut interrupt) =
        (hear(SignalKind::terminate())?, hear(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
    })
}
