//! Delivers what was written without a name, once a day for each organisation, and mixes in
//! between what waits.

use std::{sync::Arc, time::Duration};

use feedback::anonymous::Pace;
use futures_util::FutureExt;

use crate::http::Server;

/// How often it looks whether a day's hour has come.
const DAILY: Duration = Duration::from_mins(1);
/// How often it looks in a demonstration.
const AT_ONCE: Duration = Duration::from_secs(1);
/// What waits is mixed in every so many rounds.
const MIX: u32 = 60;

/// Until `stop` ends. Any number of processes may deliver at once.
pub async fn run(server: Arc<Server>, stop: impl Future<Output = ()> + Send) {
    let stop = stop.shared();
    let pause = match server.settings.anonymous_pace {
        Pace::Daily => DAILY,
        Pace::AtOnce => AT_ONCE,
    };
    let mut told = server.clock.now().date_naive();
    for round in 1_u32.. {
        // At once after the start: where the hour is over, nothing that comes now is of this day.
        // A transaction that is left in the middle delivers nothing: stopping need not wait.
        tokio::select! {
            () = stop.clone() => return,
            () = one(&server, round % MIX == 0) => {}
        }
        let today = server.clock.now().date_naive();
        if today != told {
            told = today;
            server.bearers.tell();
        }
        tokio::select! {
            () = stop.clone() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn one(server: &Server, mix: bool) {
    match server.deliver().await {
        Ok(0) => {}
        Ok(delivered) => {
            let delivered = delivered.unsigned_abs();
            metrics::counter!("hei_anonymous_delivered_total").increment(delivered);
        }
        Err(fault) => tracing::warn!(code = fault.code.name(), "a delivery failed; to be repeated"),
    }
    if mix && let Err(fault) = server.mix().await {
        tracing::warn!(code = fault.code.name(), "what waits was not mixed");
    }
}
