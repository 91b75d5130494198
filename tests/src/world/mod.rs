//! A server over a fresh database, with a clock that stands and people who are signed in.

pub mod asking;
pub mod campaigns;
pub mod content;
pub mod growth;
pub mod instruments;
pub mod people;
mod persona;
pub mod results;
pub mod talk;

use std::{collections::HashMap, num::NonZeroU32, sync::Arc};

use chrono::{DateTime, TimeDelta};
use gateway::{
    budget::Budgets,
    http::{Server, Settings, router},
};
use identity::{
    account::{Accounts, Hasher, Hashing, Issued, Letter, letter},
    founding,
};
use kernel::{Call, Clock, Db, ManualClock, Month, Origin, Secret, Ticket, Token};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

pub use self::persona::Persona;
use crate::{Client, Database, Engine};

/// Good enough for anybody here.
pub const PASSWORD: &str = "quay tulip marrow";

pub struct World {
    pub engine: Engine,
    pub database: Database,
    pub db: Db,
    pub manual: ManualClock,
    pub clock: Clock,
    pub secret: Secret,
    pub hasher: Hasher,
    pub server: Arc<Server>,
    pub client: Client,
    lent: HashMap<Persona, Issued>,
    /// What the holder of a ticket carries.
    ticket: String,
}

impl World {
    /// Organisations and people, and nothing they wrote.
    pub async fn on(engine: Engine) -> Self {
        Self::with(engine, settings()).await
    }

    pub async fn with(engine: Engine, settings: Settings) -> Self {
        let manual = ManualClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_454));
        Self::at(engine, settings, manual.clone(), Clock::of(manual)).await
    }

    /// With the machine's clock, for processes beside this one.
    pub async fn real(engine: Engine) -> Self {
        let manual = ManualClock::at(DateTime::UNIX_EPOCH);
        Self::at(engine, settings(), manual, Clock::system()).await
    }

    async fn at(engine: Engine, settings: Settings, manual: ManualClock, clock: Clock) -> Self {
        let database = Database::on(engine).await;
        let db = database.open();
        // In the folder as a process looks for it.
        let path = database.folder.path().join("hei.key");
        let secret = gateway::secret::load_or_make(&path).unwrap();
        identity::deployment::claim(&db, &secret, &clock).await.unwrap();
        let hasher = Hasher::try_new(Hashing::default(), &clock).unwrap();
        let server = serve(&db, &clock, &secret, &hasher, settings);
        let client = Client::Here(router(server.clone(), axum::Router::new()));
        let lent = HashMap::new();
        let ticket = ticket(&clock, &secret);
        let mut world = Self {
            engine,
            database,
            db,
            manual,
            clock,
            secret,
            hasher,
            server,
            client,
            lent,
            ticket,
        };
        world.settle().await;
        world
    }

    async fn settle(&mut self) {
        let call = self.call();
        let people: Vec<_> = Persona::people().map(people::newcomer).collect();
        founding::enter(&call, &people).await.unwrap();
        for plan in [people::acme(), people::globex(), people::praxis()] {
            founding::found(&call, &plan).await.unwrap();
        }
        let operator = people::newcomer(Persona::Operator);
        founding::appoint_operator(&call, &operator).await.unwrap();
        for persona in Persona::people() {
            self.lend(persona).await;
        }
        let lent: Vec<_> = self.lent.values().map(|it| (it.session, it.access.clone())).collect();
        founding::prolong(&call, &lent, TimeDelta::days(1)).await.unwrap();
    }

    /// Another process over the same database.
    pub fn other_process(&self) -> Client {
        let db = self.database.open();
        let server = serve(&db, &self.clock, &self.secret, &self.hasher, settings());
        Client::Here(router(server, axum::Router::new()))
    }

    /// A new session of somebody; the earlier ones go on.
    pub async fn lend(&mut self, persona: Persona) -> Issued {
        let issued = founding::lend(&self.call(), people::user(persona)).await.unwrap();
        self.lent.insert(persona, issued.clone());
        issued
    }

    /// A call of nobody.
    pub fn call(&self) -> Call {
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: kernel::Asker::default(),
            origin: Arc::new(Origin { request: "world".into(), ..Origin::default() }),
        }
    }

    pub fn session(&self, persona: Persona) -> Option<&Issued> {
        self.lent.get(&persona)
    }

    /// What somebody carries.
    pub fn token(&self, persona: Persona) -> Option<String> {
        if persona == Persona::Holder {
            return Some(self.ticket.clone());
        }
        self.session(persona).map(|issued| Token::reveal(&issued.access))
    }

    /// The answer to a document, by somebody.
    pub async fn ask(&self, who: Persona, query: &str) -> Value {
        self.ask_with(who, query, json!({})).await
    }

    pub async fn ask_with(&self, who: Persona, query: &str, variables: Value) -> Value {
        self.client.ask(self.token(who).as_deref(), query, variables).await
    }

    /// Statements that a request makes once the directory is there, and its answer.
    pub async fn cost(&self, who: Persona, query: &str, variables: Value) -> (u64, Value) {
        self.ask(who, "{ viewer { id } }").await;
        let before = self.db.statements();
        let answer = self.ask_with(who, query, variables).await;
        (self.db.statements() - before, answer)
    }

    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        self.db.query_all_raw(statement).await.unwrap()
    }

    /// `from` may have a condition.
    pub async fn count(&self, from: &str) -> i64 {
        let rows = self.rows(&format!("select count(*) as n from {from}")).await;
        rows[0].try_get("", "n").unwrap()
    }

    /// How many rows each table has.
    pub async fn counts(&self) -> Vec<(&'static str, i64)> {
        let mut tables: Vec<_> =
            migration::columns().into_iter().map(|(table, ..)| table).collect();
        tables.dedup();
        let count = |table: &&str| format!("(select count(*) from {table}) as {table}");
        let all: Vec<_> = tables.iter().map(count).collect();
        let rows = self.rows(&format!("select {}", all.join(", "))).await;
        tables.into_iter().map(|table| (table, rows[0].try_get("", table).unwrap())).collect()
    }

    /// All mails that are due, in the order they were written.
    pub async fn mails(&self) -> Vec<Letter> {
        let mut mails = vec![];
        for row in self.rows("select topic, subject_id from outbox order by id").await {
            let topic: String = row.try_get("", "topic").unwrap();
            let subject: Uuid = row.try_get("", "subject_id").unwrap();
            let letter = letter(&self.db, &self.secret, &self.clock, &topic, subject).await;
            mails.extend(letter.unwrap());
        }
        mails
    }

    /// Registers Ada under this address, with [`PASSWORD`], by the ways of the API.
    pub async fn register(&self, email: &str) {
        if self.count("policy_version").await == 0 {
            self.publish("2026-01").await;
        }
        let input = json!({ "email": email, "name": { "given": "Ada", "family": "Lovelace" } });
        self.did(Persona::Nobody, "register", input).await;
        let token = self.mails().await.into_iter().rev().find_map(|mail| mail.token).unwrap();
        let policy = self.ask(Persona::Nobody, "{ privacyPolicy { id } }").await;
        let policy = policy["data"]["privacyPolicy"]["id"].clone();
        let input = json!({ "token": token.reveal(), "password": PASSWORD,
            "policyVersion": policy, "transport": "BEARER" });
        self.did(Persona::Nobody, "completeRegistration", input).await;
    }

    /// One more session of somebody, beside the one that is used.
    pub async fn another_session(&self, persona: Persona) -> String {
        let issued = founding::lend(&self.call(), people::user(persona)).await.unwrap();
        issued.access.reveal()
    }

    pub async fn end(self) {
        self.db.close();
        self.database.end().await;
    }
}

/// One of Acme's for the month of now, as it is sent.
pub fn ticket(clock: &Clock, secret: &Secret) -> String {
    let ticket = Ticket::draw(clock, people::organization("acme"), Month::of(clock.now()));
    format!("Ticket {}", ticket.reveal(secret))
}

fn serve(
    db: &Db,
    clock: &Clock,
    secret: &Secret,
    hasher: &Hasher,
    settings: Settings,
) -> Arc<Server> {
    let accounts = Accounts { hasher: hasher.clone(), secure: false };
    Arc::new(Server::new(db.clone(), clock.clone(), secret.clone(), accounts, settings))
}

/// The defaults, with budgets that no test spends.
pub fn settings() -> Settings {
    let much = NonZeroU32::new(100_000_000).unwrap();
    let budgets =
        Budgets { person_burst: much, person_per_second: much, stranger_per_minute: much };
    Settings { budgets, ..Settings::default() }
}
