//! What the process tells an observer: counts and times, of nobody in particular.

use std::time::Duration;

use axum::{Router, http::header, response::IntoResponse, routing::get};
use kernel::{Clock, Db, outbox};
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

/// Seconds of a request; the last buckets are what `reliability` allows at most.
const SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0];
/// How often the recorder puts its samples in order, also where nobody reads them.
const UPKEEP: Duration = Duration::from_secs(10);

/// Where the counts of this process are kept.
#[derive(Clone)]
pub struct Telemetry(PrometheusHandle);

impl Telemetry {
    /// Once, at the start of the process, before anything is counted.
    pub fn start() -> Result<Self, String> {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full("hei_request_seconds".into()), &SECONDS)
            .map_err(|error| error.to_string())?
            .build_recorder();
        let telemetry = Self(recorder.handle());
        metrics::set_global_recorder(recorder).map_err(|error| error.to_string())?;
        describe();
        Ok(telemetry)
    }

    /// Serves `/metrics` on a listener of its own, until it is aborted: nobody outside is to
    /// reach it.
    pub async fn serve(self, listener: TcpListener, db: Db, clock: Clock) {
        let upkeep = upkeep(self.0.clone());
        let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
        let answer = async move || (text, self.text(&db, &clock).await).into_response();
        let router = Router::new().route("/metrics", get(answer));
        tokio::select! {
            served = axum::serve(listener, router) => if let Err(error) = served {
                tracing::error!(%error, "metrics are not served");
            },
            () = upkeep => {}
        }
    }

    /// As Prometheus reads it. What the database is asked is one statement over an index.
    pub async fn text(&self, db: &Db, clock: &Clock) -> String {
        metrics::counter!("hei_statements_total").absolute(db.statements());
        match outbox::backlog(db).await {
            Ok(backlog) => {
                let late = backlog.first_due.map(|due| clock.now() - due);
                let late = late.map_or(0.0, |late| late.as_seconds_f64().max(0.0));
                metrics::gauge!("hei_outbox_late_seconds").set(late);
                metrics::gauge!("hei_outbox_waiting").set(whole(backlog.waiting));
                metrics::gauge!("hei_outbox_failing").set(whole(backlog.failing));
                metrics::gauge!("hei_database_answers").set(1.0);
            }
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be counted");
                metrics::gauge!("hei_database_answers").set(0.0);
            }
        }
        self.0.render()
    }
}

#[expect(clippy::cast_precision_loss, reason = "no table has 2^52 rows")]
fn whole(count: i64) -> f64 {
    count as f64
}

async fn upkeep(handle: PrometheusHandle) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        handle.run_upkeep();
    }
}

fn describe() {
    describe_counter!("hei_requests_total", "Requests of GraphQL answered, by HTTP status.");
    describe_histogram!("hei_request_seconds", Unit::Seconds, "From a request to its answer.");
    describe_counter!("hei_requests_turned_away_total", "Requests refused because of overload.");
    describe_counter!("identity_sign_ins_refused_total", "Sign-ins refused.");
    describe_counter!(
        "identity_refusals_not_listed_total",
        "Refusals of strangers that were counted and not written to the audit log, by action."
    );
    describe_counter!("hei_statements_total", "Statements sent to the database.");
    describe_gauge!("hei_database_answers", "1 if the database answered the last time.");
    describe_gauge!("hei_outbox_waiting", "Facts of the outbox that are not done.");
    describe_gauge!(
        "hei_outbox_late_seconds",
        Unit::Seconds,
        "How long the first of them has been due."
    );
    describe_counter!("hei_outbox_done_total", "Facts worked off by this process.");
    describe_counter!("hei_outbox_put_off_total", "Attempts that failed and will be repeated.");
    describe_counter!("hei_outbox_given_up_total", "Facts that nobody tries any more.");
    describe_counter!("hei_mails_sent_total", "Mails handed over, by kind of letter.");
    describe_counter!(
        "hei_ticket_requests_total",
        "Requests with a ticket, told once a day; they are in no other count of requests."
    );
    describe_counter!("hei_anonymous_delivered_total", "Texts without a name that were delivered.");
    describe_counter!(
        "hei_anonymous_failed_total",
        "Times that the texts of an organisation were not delivered, or not mixed."
    );
    describe_counter!("hei_rows_swept_total", "Rows deleted because they were over.");
    describe_counter!("hei_reminders_failed_total", "Times that nobody could be reminded.");
    describe_gauge!("hei_outbox_failing", "Facts of the outbox that failed and are tried again.");
    describe_counter!("hei_sweeps_failed_total", "Sweeps that did not come to their end.");
}
