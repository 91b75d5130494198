//! One call of the API: everything a use case needs besides its input.

use std::{net::IpAddr, sync::Arc};

use async_graphql::Context;

use crate::{Asker, Clock, Db, Locale, Secret};

/// Who asks, from where, and with what; born per request.
#[derive(Clone)]
pub struct Call {
    pub db: Db,
    pub clock: Clock,
    pub secret: Secret,
    pub viewer: Asker,
    pub origin: Arc<Origin>,
}

impl Call {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }
}

/// Where a request came from, for the audit log and the throttle; never for rules.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The peer's address, or what a trusted proxy says it is.
    pub address: Option<IpAddr>,
    /// Our own id of the request, as in the log and in `x-request-id`.
    pub request: String,
    pub user_agent: Option<String>,
    /// A secret that a browser or program keeps from an earlier sign-in.
    pub device: Option<String>,
    /// What the caller reads, in order of preference; the first that we speak.
    pub locale: Locale,
}
