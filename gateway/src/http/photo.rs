//! `GET /photo/{user}`: what `User.photo` names, for the same people.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Code, UserId};

use super::{handler::Peer, server::Server};

/// One that does not exist and one that is not the viewer's to see are told alike.
pub async fn photo(
    State(server): State<Arc<Server>>,
    Path(user): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let Ok(user) = user.parse::<UserId>() else { return StatusCode::NOT_FOUND.into_response() };
    match server.photo(&headers, peer.map(|Extension(peer)| peer.0), user).await {
        Ok(Some((kind, image))) => ([(header::CONTENT_TYPE, kind)], image).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => match fault.code {
            Code::Unauthenticated => StatusCode::UNAUTHORIZED,
            Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        }
        .into_response(),
    }
}
