//! Who asks, asked anew before each further mutation of a document: the one before may have
//! ended a membership, a role or a session, and what comes after it has the rights that are left.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_graphql::Context;
use identity::{Directory, Snapshots, who_asks};
use kernel::{Answer, Call, Token};

/// What is needed to ask anew, beside a request.
pub struct Again {
    token: Option<Token>,
    directory: Arc<Directory>,
    /// Whether a mutation of the document was begun.
    begun: AtomicBool,
}

impl Again {
    /// A stranger's has no token: a stranger stays one to the end of the document.
    pub fn new(token: Option<Token>, directory: Arc<Directory>) -> Self {
        Self { token, directory, begun: AtomicBool::new(false) }
    }

    /// Before each mutation; for the first, who asks has just been asked.
    pub async fn ask(&self, ctx: &Context<'_>) -> Answer<()> {
        if !self.begun.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let call = Call::of(ctx);
        let asking = match &self.token {
            Some(token) => who_asks(&call.db, &self.directory, &call.clock, token).await?,
            None => None,
        };
        let (viewer, snapshots) = match asking {
            Some(asking) => (asking.viewer, asking.snapshots),
            None => (Arc::default(), Snapshots::default()),
        };
        call.viewer.renew(viewer);
        Snapshots::of(ctx).replace(&snapshots);
        identity::forget(ctx);
        feedback::forget(ctx);
        assessment::forget(ctx);
        analytics::forget(ctx);
        Ok(())
    }
}
