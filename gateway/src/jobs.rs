//! Every hour what is over is swept away, and whoever has something to read is reminded once a day.

use std::{sync::Arc, time::Duration};

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
        tokio::select! {
            () = stop.clone() => return,
            members = feedback::notifications::remind(&server.db, &server.clock) => reminded(members),
        }
    }
}

/// Rows that are over; safe to run at any time and any number of times. Whatever becomes of one,
/// whoever is to be reminded gets a fact of the outbox, and by that a mail.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let asked = requests::remind::remind(db, clock, None).await;
    let rows = swept(db, clock).await?;
    asked?;
    Ok(rows)
}

async fn swept(db: &Db, clock: &Clock) -> Answer<u64> {
    let accounts = identity::account::sweep(db, clock).await?;
    let keys = idempotency::sweep(db, clock).await?;
    let facts = outbox::sweep(db, clock).await.map_err(Fault::from)?;
    let notifications = feedback::notifications::sweep(db, clock).await?;
    let drawings = anonymous::sweep(db, clock).await?;
    let candidates = candidates::erase::sweep(db, clock).await?;
    let externals = requests::forget::sweep(db, clock).await?;
    Ok(accounts + keys + facts + notifications + drawings + candidates + externals)
}

fn reminded(members: Answer<u64>) {
    match members {
        Ok(members) => tracing::debug!(members, "reminded"),
        Err(fault) => {
            metrics::counter!("hei_reminders_failed_total").increment(1);
            tracing::warn!(code = fault.code.name(), "nobody is reminded; again in an hour");
        }
    }
}

fn told(swept: Answer<u64>) {
    match swept {
        Ok(rows) => {
            metrics::counter!("hei_rows_swept_total").increment(rows);
            tracing::debug!(rows, "swept");
        }
        Err(fault) => {
            metrics::counter!("hei_sweeps_failed_total").increment(1);
            tracing::warn!(
                code = fault.code.name(),
                "the sweep failed; the next one is in an hour"
            );
        }
    }
}
