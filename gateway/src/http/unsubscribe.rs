//! `POST /unsubscribe/{token}`: what the header `List-Unsubscribe` of a mail names, for mail
//! programs (RFC 8058). Nobody is signed in there.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use feedback::requests::refuse::refuse;
use identity::account;
use kernel::Answer;

use super::{
    boundary::{failed, nothing},
    caller,
    handler::Peer,
    routes::told,
    server::Server,
};

/// A token that we never mailed is one that is not there.
pub async fn unsubscribe(
    State(server): State<Arc<Server>>,
    Path(token): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    match server.unsubscribe(&headers, peer.map(|Extension(peer)| peer.0), &token).await {
        Ok(true) => told("These mails are turned off.\n"),
        Ok(false) => nothing(&headers, &server.clock),
        Err(fault) => failed(fault, &headers, &server.clock),
    }
}

impl Server {
    /// Turns off what was mailed with this token. It costs what a stranger's request costs.
    async fn unsubscribe(
        &self,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
        token: &str,
    ) -> Answer<bool> {
        let _place = self.place()?;
        let trusted = &self.settings.trusted_proxies;
        let origin = caller::origin(headers, peer, trusted, String::new(), None);
        self.budget.stranger(origin.address)?;
        let call = self.call(Arc::default(), origin);
        Ok(account::unsubscribe(&call, token).await? || refuse(&call, token).await?)
    }
}

/// A link is looked at by programs that only look: nothing is turned off by that.
pub async fn explain() -> Response {
    told("Mail programs turn these mails off by a POST; in your preferences you do it yourself.\n")
}
