//! Who comes with a ticket, or with the code of what was written with one, and without a session.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::StatusCode;
use feedback::anonymous::{self, Bearer, Pace};
use kernel::{Answer, Fault, Holder, OrganizationId};

use super::{caller::Access, server::Server};
use crate::ports::CrowdPort;

impl Server {
    /// None, if there is neither; a refusal, if it opens nothing. What opens something has a
    /// budget of its own: spending their address's, its holder would be noticed by whoever else
    /// comes from there. Guessing costs what a stranger's requests cost.
    pub(super) async fn bearer(
        &self,
        access: &Access,
        address: Option<IpAddr>,
    ) -> Answer<Option<Bearer>> {
        let Access::Ticket(text) = access else { return Ok(None) };
        let Some(bearer) = self.opened(text.as_deref()).await? else {
            self.budget.stranger(address)?;
            return Err(Fault::unauthenticated());
        };
        self.budget.holder(&bearer.holder)?;
        Ok(Some(bearer))
    }

    async fn opened(&self, text: Option<&str>) -> Answer<Option<Bearer>> {
        let holder = text.and_then(|text| Holder::parse(text, &self.secret));
        let Some(holder) = holder else { return Ok(None) };
        // A code has no seal: one that opens nothing is answered alike, wherever it points.
        if let Holder::Code(code) = &holder
            && !anonymous::is_used(&self.db, &self.secret, code.organization, &code.hash()).await?
        {
            return Ok(None);
        }
        let crowd = self.crowd(holder.organization()).await?;
        Ok(crowd.map(|crowd| Bearer { holder, crowd: Box::new(crowd) }))
    }

    async fn crowd(&self, organization: OrganizationId) -> Answer<Option<CrowdPort>> {
        let found = identity::directory_unchecked(&self.db, &self.directory, organization).await?;
        Ok(found.map(CrowdPort))
    }

    /// Makes the day's delivery wherever it is due; how much was delivered is answered. Where it
    /// fails it is made again later, and it keeps nobody else's.
    pub async fn deliver(&self) -> Answer<i64> {
        let pace = self.settings.anonymous_pace;
        let mut delivered = 0;
        for organization in anonymous::due(&self.db, &self.clock, pace).await? {
            match self.deliver_in(organization, pace).await {
                Ok(some) => delivered += some,
                Err(fault) => failed("deliver", organization, &fault),
            }
        }
        Ok(delivered)
    }

    async fn deliver_in(&self, organization: OrganizationId, pace: Pace) -> Answer<i64> {
        let call = self.own_call();
        if pace == Pace::Daily && anonymous::pass_over(&call, organization).await? {
            return Ok(0);
        }
        let Some(crowd) = self.crowd(organization).await? else { return Ok(0) };
        let some = anonymous::deliver(&call, &crowd, pace).await?;
        Ok(some.unwrap_or_default())
    }

    /// Mixes what waits, wherever that is.
    pub async fn mix(&self) -> Answer<()> {
        for organization in anonymous::waiting_unchecked(&self.db).await? {
            if let Err(fault) = anonymous::mix(&self.own_call(), organization).await {
                failed("mix", organization, &fault);
            }
        }
        Ok(())
    }
}

/// Of an organisation, and nothing of what waits there.
fn failed(what: &'static str, organization: OrganizationId, fault: &Fault) {
    metrics::counter!("hei_anonymous_failed_total", "what" => what).increment(1);
    let code = fault.code.name();
    tracing::warn!(%organization, code, what, "anonymous writing failed here; to be repeated");
}

/// A request that carries a ticket and something of a session is refused, before either is
/// looked at.
pub fn not_alone() -> Fault {
    Fault::bad_input("A ticket comes alone: without a session, a cookie of ours or a device.")
}

/// How many requests came with a ticket. They are told once a day: told at once, each would tell
/// when it was made.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<[AtomicU64; 2]>);

impl Tally {
    pub(super) fn count(&self, status: StatusCode) {
        self.0[usize::from(!status.is_success())].fetch_add(1, Ordering::Relaxed);
    }

    /// Tells what was counted since it was told last.
    pub fn tell(&self) {
        for (count, answered) in self.0.iter().zip(["true", "false"]) {
            let some = count.swap(0, Ordering::Relaxed);
            metrics::counter!("hei_ticket_requests_total", "answered" => answered).increment(some);
        }
    }
}
