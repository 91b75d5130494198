//! Delivers what was written without a name, once a day for each organisation, and mixes in
//! between what waits.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use feedback::anonymous::Pace;
use futures_util::FutureExt;

use crate::http::Server;

/// How often it looks whether a day's hour has come.
const DAILY: Duration = Duration::from_mins(1);
/// How often it looks in a demonstration.
const AT_ONCE: Duration = Duration::from_secs(1);
/// How often what waits is mixed, by the clock.
const MIX: TimeDelta = TimeDelta::minutes(10);

/// Until `stop` ends. Any number of processes may deliver at once.
pub async fn run(server: Arc<Server>, stop: impl Future<Output = ()> + Send) {
    let stop = stop.shared();
    let pause = match server.settings.anonymous_pace {
        Pace::Daily => DAILY,
        Pace::AtOnce => AT_ONCE,
    };
    let mut told = server.clock.now().date_naive();
    let mut mixed = Mixed::default();
    loop {
        // At once after the start: where the hour is over, nothing that comes now is of this day.
        // A transaction that is left in the middle delivers nothing: stopping need not wait.
        tokio::select! {
            () = stop.clone() => return,
            () = one(&server, mixed.is_due(server.clock.now())) => {}
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

/// In which time what waits was mixed last. None, after the start: a process that never lives
/// long mixes, too.
#[derive(Default)]
struct Mixed(Option<i64>);

impl Mixed {
    fn is_due(&mut self, now: DateTime<Utc>) -> bool {
        let time = now.timestamp().div_euclid(MIX.num_seconds());
        self.0.replace(time) != Some(time)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r47_what_waits_is_mixed_at_the_start_and_every_ten_minutes() {
        let mut mixed = Mixed::default();
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let due: Vec<_> = (3..=31).filter(|minute| mixed.is_due(at(*minute))).collect();
        assert_eq!(due, [3, 10, 20, 30]);
    }
}
