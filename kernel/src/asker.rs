//! The viewer of a request, who may be another between two mutations of one document.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use crate::Viewer;

/// Reads as the [`Viewer`] of now. Clones of it are renewed together.
#[derive(Clone, Debug, Default)]
pub struct Asker(Arc<Stage>);

/// As of one moment of the request; what was lent from an earlier one stays.
#[derive(Debug, Default)]
struct Stage {
    viewer: Arc<Viewer>,
    next: OnceLock<Box<Stage>>,
}

impl Stage {
    fn of(viewer: Arc<Viewer>) -> Self {
        Self { viewer, next: OnceLock::new() }
    }
}

impl Asker {
    /// From here on it is this viewer who asks.
    pub fn renew(&self, viewer: Arc<Viewer>) {
        // Mutations of one document follow each other, so nobody else is setting it.
        drop(self.last().next.set(Box::new(Stage::of(viewer))));
    }

    fn last(&self) -> &Stage {
        let mut stage = &*self.0;
        while let Some(next) = stage.next.get() {
            stage = next;
        }
        stage
    }
}

impl Deref for Asker {
    type Target = Viewer;

    fn deref(&self) -> &Viewer {
        &self.last().viewer
    }
}

impl From<Arc<Viewer>> for Asker {
    fn from(viewer: Arc<Viewer>) -> Self {
        Self(Arc::new(Stage::of(viewer)))
    }
}

impl From<Viewer> for Asker {
    fn from(viewer: Viewer) -> Self {
        Arc::new(viewer).into()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{SessionId, Signed, UserId};

    #[test]
    fn whoever_holds_the_call_asks_as_the_viewer_of_now() {
        let person = Signed {
            user: UserId(uuid::Uuid::nil()),
            session: SessionId(uuid::Uuid::nil()),
            authenticated_at: DateTime::UNIX_EPOCH,
        };
        let signed = Viewer { person: Some(person), places: vec![] };
        let asker = Asker::from(signed.clone());
        let (held, lent) = (asker.clone(), asker.user());
        asker.renew(Arc::default());
        assert_eq!((held.user(), lent), (None, signed.user()));
        asker.renew(Arc::new(signed));
        assert_eq!(held.user(), lent);
    }
}
