//! Every hour what is over is swept away, and whoever has something to read is reminded once a day.

use std::{sync::Arc, time::Duration};

use assessment::campaigns;
use feedback::{anonymous, candidates, requests};
use futures_util::FutureExt;
use kernel::{Answer, Clock, Db, Fault, idempotency, outbox};

use crate::http::Server;

const EVERY: Duration = Duration::from_hours(1);
/// After its start a process has other things to do.
const FIRST: Duration = Duration::from_mins(1);

/// Until `stop` ends. Any number of processes may sweep at once.
pub async fn run(server: Arc<Server>, stop: impl Future<Output = ()> + Send) {
    let stop = stop.shared();
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = stop.clone() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = EVERY;
        server.budget.sweep();
        // A delete that is left in the middle deletes nothing: stopping need not wait.
        tokio::select! {
            () = stop.clone() => return,
            swept = sweep(&server.db, &server.clock) => told(swept),
        }
        let own = server.own_call();
        tokio::select! {
            () = stop.clone() => return,
            closed = campaigns::close::close_due(&own) => went("close", "hei_closes_failed_total", closed),
        }
        tokio::select! {
            () = stop.clone() => return,
            members = feedback::notifications::remind(&server.db, &server.clock) => went("remind", "hei_reminders_failed_total", members),
        }
        // What is released is written at its end, in one transaction.
        tokio::select! {
            () = stop.clone() => return,
            campaigns = analytics::dashboards::make::make(&server.db, &server.clock) => went("release", "hei_releases_failed_total", campaigns),
        }
        tokio::select! {
            () = stop.clone() => return,
            months = analytics::feedback::make::make(&server.db, &server.clock) => went("release", "hei_releases_failed_total", months),
        }
    }
}

/// The same for snapshots of months that have ended, which take longer than others should wait.
pub async fn build(server: Arc<Server>, stop: impl Future<Output = ()> + Send) {
    let stop = stop.shared();
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = stop.clone() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = EVERY;
        // What is left in the middle is begun anew, by whichever process comes first.
        tokio::select! {
            () = stop.clone() => return,
            months = analytics::network::build::build(&server.db, &server.clock) => went("snapshots", "hei_snapshots_failed_total", months),
        }
    }
}

/// Rows that are over; safe to run at any time and any number of times. Whatever becomes of one,
/// whoever is to be reminded gets a fact of the outbox, and by that a mail.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let asked = requests::remind::remind(db, clock, None).await;
    let invited = campaigns::remind::remind(db, clock, None).await;
    let rows = swept(db, clock).await?;
    asked?;
    invited?;
    Ok(rows)
}

/// Each on its own: where one fails, the others are swept, and the first fault is told then.
async fn swept(db: &Db, clock: &Clock) -> Answer<u64> {
    let all = [
        identity::account::sweep(db, clock).await,
        idempotency::sweep(db, clock).await,
        outbox::sweep(db, clock).await.map_err(Fault::from),
        feedback::notifications::sweep(db, clock).await,
        anonymous::sweep(db, clock).await,
        candidates::erase::sweep(db, clock).await,
        requests::forget::sweep(db, clock).await,
        campaigns::forget::sweep(db, clock).await,
    ];
    let (mut rows, mut failed) = (0, None);
    for swept in all {
        match swept {
            Ok(gone) => rows += gone,
            Err(fault) => failed = failed.or(Some(fault)),
        }
    }
    failed.map_or(Ok(rows), Err)
}

/// Says how a job of the hour went. `counter` counts its failures; each is tried again in an hour.
fn went(job: &'static str, counter: &'static str, done: Answer<u64>) {
    match done {
        Ok(done) => tracing::debug!(job, done, "an hourly job"),
        Err(fault) => {
            metrics::counter!(counter).increment(1);
            tracing::warn!(job, code = fault.code.name(), "an hourly job failed; again in an hour");
        }
    }
}

fn told(swept: Answer<u64>) {
    if let Ok(rows) = swept {
        metrics::counter!("hei_rows_swept_total").increment(rows);
    }
    went("sweep", "hei_sweeps_failed_total", swept);
}
