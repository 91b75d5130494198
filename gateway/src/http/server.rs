//! One process's state, and the way of a request through it.

use std::{
    net::SocketAddr,
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_graphql::{Data, Request, Variables};
use axum::http::{HeaderMap, StatusCode};
use futures_util::FutureExt;
use identity::{CookieNames, Directory, Presented, Snapshots, account::Accounts, who_asks};
use kernel::{Answer, AsText, Call, Clock, Db, Fault, Origin, Secret, Viewer};
use serde_json::json;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    answer::{Outcome, panicked},
    bearer,
    boundary::TIME,
    caller::{self, Access, Credentials, LANGUAGES},
    request::Asked,
    settings::Settings,
};
use crate::{
    again::Again,
    budget::Budget,
    document::{Accepted, Documents, INTROSPECTION, Kind},
    persisted::Persisted,
    ports::{DirectoryDoorstep, DirectoryPort},
    schema::{self, AppSchema},
    sdl,
    texts::speech,
};

pub struct Server {
    pub db: Db,
    pub clock: Clock,
    pub secret: Secret,
    pub settings: Settings,
    pub cookies: CookieNames,
    pub budget: Budget,
    pub bearers: bearer::Tally,
    schema: AppSchema,
    pub(super) directory: Arc<Directory>,
    documents: Documents,
    persisted: Persisted,
    room: Arc<Semaphore>,
    draining: AtomicBool,
}

/// Who asks, as far as the rest needs to know.
#[derive(Default)]
pub struct Asker {
    pub viewer: Arc<Viewer>,
    pub snapshots: Snapshots,
    /// The one of ours that the person chose.
    language: Option<&'static str>,
}

impl Server {
    pub fn new(
        db: Db,
        clock: Clock,
        secret: Secret,
        accounts: Accounts,
        settings: Settings,
    ) -> Self {
        let cookies = CookieNames::of(accounts.secure);
        let schema = schema::schema(accounts);
        let types = crate::document::Types::of_sdl(&schema.sdl());
        Self {
            documents: Documents::new(settings.limits, types),
            persisted: Persisted::new(settings.trusted_documents.as_deref()),
            directory: Arc::new(Directory::bounded(settings.directory_bytes)),
            budget: Budget::new(settings.budgets),
            room: Arc::new(Semaphore::new(settings.at_once)),
            draining: AtomicBool::new(false),
            bearers: bearer::Tally::default(),
            db,
            clock,
            secret,
            settings,
            cookies,
            schema,
        }
    }

    /// From here on it is not ready for more; what it does, it finishes.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// A place among those in work; whoever comes when the house is full is told so at once.
    pub(super) fn place(&self) -> Answer<SemaphorePermit<'_>> {
        self.room.try_acquire().map_err(|_| {
            metrics::counter!("hei_requests_turned_away_total").increment(1);
            Fault::unavailable(1)
        })
    }

    pub async fn answer(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
        request: &str,
    ) -> Outcome {
        let _place = match self.place() {
            Ok(place) => place,
            Err(fault) => return Outcome::refused(fault),
        };
        let work = AssertUnwindSafe(self.work(asked, headers, peer, request)).catch_unwind();
        match tokio::time::timeout(TIME, work).await {
            Ok(Ok(Ok(outcome))) => outcome,
            Ok(Ok(Err(fault))) => Outcome::refused(fault),
            Ok(Err(panic)) => Outcome::refused(panicked(&*panic)),
            Err(_) => Outcome::refused(Fault::unavailable(5)),
        }
    }

    async fn work(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
        request: &str,
    ) -> Answer<Outcome> {
        let credentials = Credentials::of(headers, self.cookies);
        let Credentials { access, refresh, device, mixed } = credentials;
        if mixed {
            return Err(bearer::not_alone());
        }
        let trusted = &self.settings.trusted_proxies;
        let mut origin = caller::origin(headers, peer, trusted, request.to_owned(), device);
        if matches!(access, Access::Nobody) {
            self.budget.stranger(origin.address)?;
        }
        let bearer = self.bearer(&access, origin.address).await?;
        if bearer.is_some() {
            origin = caller::nowhere(headers);
        }
        let text = self.persisted.text(asked.query, asked.hash.as_deref())?;
        let document = self.documents.accept(&text)?;
        self.persisted.keep(asked.hash, &text);
        let operation = document.operation(asked.operation.as_deref())?;
        if asked.reads_only && operation.kind != Kind::Query {
            let told = "By GET there are only queries.";
            return Ok(Outcome::unfit(StatusCode::METHOD_NOT_ALLOWED, told));
        }
        let again = Again::new(access.token(), self.directory.clone());
        let who = self.asker(access, &origin).await?;
        // What this request says it reads, else what the person chose.
        let language = caller::language(headers).or(who.language).unwrap_or(LANGUAGES[0]);
        let signed_in = who.viewer.person.is_some();
        if !signed_in && document.introspects {
            return Err(Fault::unauthenticated());
        }
        let cost = document.cost(operation, &asked.variables, signed_in)?;
        self.spend(&who, cost.requested)?;
        let told = json!({
            "requested": cost.requested, "limit": cost.limit,
            "remaining": cost.limit.saturating_sub(cost.requested),
        });
        let mut run = executable(&document, asked.variables, asked.operation);
        run.data.insert(Presented { refresh });
        run.data.insert(again);
        // What is asked for twice is put together once both are known.
        if !document.repeats {
            let queries = operation.kind == Kind::Query;
            run.data.insert(if queries { AsText::repeating() } else { AsText::default() });
        }
        self.attach(&mut run.data, who, origin);
        if let Some(bearer) = bearer {
            feedback::anonymous::attach(&mut run.data, bearer);
        }
        let mut response = Box::new(match speech(language) {
            Some(speech) => speech.during(self.schema.execute(run)).await,
            None => self.schema.execute(run).await,
        });
        document.complete(operation, &mut response);
        Ok(Outcome::Executed { response, cost: told, language })
    }

    async fn asker(&self, access: Access, origin: &Origin) -> Answer<Asker> {
        let (token, must_open) = match access {
            Access::Nobody | Access::Ticket(_) => return Ok(Asker::default()),
            Access::Bearer(token) => (token, true),
            Access::Cookie(token) => (Some(token), false),
        };
        let asking = match token {
            Some(token) => who_asks(&self.db, &self.directory, &self.clock, &token).await?,
            None => None,
        };
        if let Some(asking) = asking {
            let language = caller::ours(&asking.language);
            return Ok(Asker { viewer: asking.viewer, snapshots: asking.snapshots, language });
        }
        // Guessing tokens costs what a stranger's requests cost.
        self.budget.stranger(origin.address)?;
        if must_open { Err(Fault::unauthenticated()) } else { Ok(Asker::default()) }
    }

    pub(super) fn spend(&self, asker: &Asker, cost: u64) -> Answer<()> {
        let Some(user) = asker.viewer.user() else { return Ok(()) };
        let points = u32::try_from(cost).unwrap_or(u32::MAX);
        self.budget.person(user, points)?;
        // What one of their organisations asks too much keeps nobody from another.
        let subscribers = asker.snapshots.all().iter().filter(|it| it.is_subscriber());
        let mut refused = None;
        for standing in subscribers {
            let members = standing.snapshot.seats_taken();
            match self.budget.organization(standing.place.organization, members, points) {
                Ok(()) => return Ok(()),
                Err(fault) => refused = Some(fault),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    fn attach(&self, data: &mut Data, asker: Asker, origin: Origin) {
        assessment::attach(data);
        feedback::attach(data, Box::new(DirectoryPort(asker.snapshots.clone())));
        feedback::requests::attach(data, Box::new(DirectoryDoorstep(self.directory.clone())));
        identity::attach(data, asker.snapshots);
        data.insert(self.settings.anonymous_pace);
        data.insert(self.call(asker.viewer, origin));
    }

    pub(super) fn call(&self, viewer: Arc<Viewer>, origin: Origin) -> Call {
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: viewer.into(),
            origin: Arc::new(origin),
        }
    }

    /// A call of the process itself, which nobody asked for.
    pub fn own_call(&self) -> Call {
        self.call(Arc::default(), Origin::default())
    }

    /// Executes a document of our own as somebody: for printing a role's schema.
    pub async fn introspect(&self, viewer: Viewer, text: &str) -> async_graphql::Response {
        let mut run = Request::new(text);
        let asker = Asker { viewer: Arc::new(viewer), ..Asker::default() };
        self.attach(&mut run.data, asker, Origin::default());
        self.schema.execute(run).await
    }

    /// The whole schema, whoever may see it.
    pub fn sdl(&self, options: async_graphql::SDLExportOptions) -> String {
        self.schema.sdl_with_options(options)
    }

    /// The schema as whoever is behind a bearer token or a cookie may know it. It costs what
    /// asking for it costs.
    pub async fn schema_of(&self, headers: &HeaderMap, peer: Option<SocketAddr>) -> Answer<String> {
        let _place = self.place()?;
        let asker = self.beside(headers, peer).await?;
        asker.viewer.signed()?;
        self.spend(&asker, INTROSPECTION)?;
        let answer = self.introspect((*asker.viewer).clone(), sdl::QUERY).await;
        Ok(sdl::of(&serde_json::to_value(&answer).unwrap_or_default()))
    }

    /// Who asks for something else than GraphQL.
    pub(super) async fn beside(
        &self,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
    ) -> Answer<Asker> {
        let credentials = Credentials::of(headers, self.cookies);
        let trusted = &self.settings.trusted_proxies;
        let origin = caller::origin(headers, peer, trusted, String::new(), None);
        self.asker(credentials.access, &origin).await
    }
}

fn executable(document: &Accepted, variables: Variables, operation: Option<String>) -> Request {
    let mut run = Request::new("").variables(variables);
    run.operation_name = operation;
    run.set_parsed_query(document.copy());
    run
}
