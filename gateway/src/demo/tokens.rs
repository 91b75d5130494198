//! Tokens that live as long as the demo runs.

use std::time::Duration;

use chrono::TimeDelta;
use identity::founding::{lend, prolong};
use kernel::{Call, SessionId, Token, UserId};

use super::cast::Cast;
use crate::cli::Failure;

/// How long a token is good for after the demo was killed.
const LIFE: TimeDelta = TimeDelta::hours(1);
const OFTEN: Duration = Duration::from_mins(5);

/// One session for each persona, in the order of the cast.
#[derive(Clone)]
pub struct Lent(Vec<(SessionId, Token)>);

impl Lent {
    pub async fn to(call: &Call, cast: &Cast) -> Result<Self, Failure> {
        let mut lent = vec![];
        for part in &cast.personas {
            let issued = lend(call, UserId(part.person)).await;
            let issued = issued.map_err(|fault| fault.message().to_owned())?;
            lent.push((issued.session, issued.access));
        }
        prolong(call, &lent, LIFE).await.map_err(|fault| fault.message().to_owned())?;
        Ok(Self(lent))
    }

    pub fn revealed(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(_, token)| token.reveal())
    }

    /// Keeps them alive.
    pub async fn live(self, call: Call) {
        let mut ticks = tokio::time::interval(OFTEN);
        loop {
            ticks.tick().await;
            if let Err(fault) = prolong(&call, &self.0, LIFE).await {
                tracing::warn!(why = fault.message(), "the demo's tokens were not prolonged");
            }
        }
    }

    /// From here on they open nothing.
    pub async fn end(&self, call: &Call) {
        if let Err(fault) = prolong(call, &self.0, TimeDelta::zero()).await {
            tracing::warn!(why = fault.message(), "the demo's tokens were not ended");
        }
    }
}
