//! `GET /photo/{user}`: what `User.photo` names, for the same people.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use identity::account;
use kernel::{Answer, UserId};

use super::{
    boundary::{failed, nothing},
    handler::Peer,
    server::Server,
};

/// One that does not exist and one that is not the viewer's to see are told alike.
pub async fn photo(
    State(server): State<Arc<Server>>,
    Path(user): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let Ok(user) = user.parse::<UserId>() else { return nothing(&headers, &server.clock) };
    match server.photo(&headers, peer.map(|Extension(peer)| peer.0), user).await {
        Ok(Some((kind, image))) => ([(header::CONTENT_TYPE, kind)], image).into_response(),
        Ok(None) => nothing(&headers, &server.clock),
        Err(fault) => failed(fault, &headers, &server.clock),
    }
}

impl Server {
    /// The photo of a person, for whoever is behind a bearer token or a cookie.
    async fn photo(
        &self,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
        user: UserId,
    ) -> Answer<Option<(String, Vec<u8>)>> {
        let _place = self.place()?;
        let asker = self.beside(headers, peer).await?;
        asker.viewer.signed()?;
        self.spend(&asker, 1)?;
        account::photo::photo(&self.db, &asker.viewer, &asker.snapshots, user).await
    }
}
