//! Names, units and managers of every organisation in use, in this process.
//!
//! Nearly every screen shows them, so no screen reads them from the database: the viewer's
//! statement brings the version in force, and a snapshot that is behind is brought up to
//! date by the rows that changed since, before anything is answered from it.

mod build;
mod right;
mod snapshot;
mod standing;
mod weight;

use std::{hash::BuildHasher, sync::Arc};

use kernel::{Answer, Db, OrganizationId};
use quick_cache::{
    OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};
use tokio::sync::Mutex;

pub use self::{
    right::{Grant, Target},
    snapshot::{About, Group, Member, Snapshot, Unit, display_name},
    standing::{Snapshots, Standing, standing},
};

/// How many organisations can be brought up to date at once.
const STRIPES: usize = 64;

type Hasher = foldhash::fast::RandomState;

#[derive(Clone)]
struct Bytes;

impl Weighter<OrganizationId, Arc<Snapshot>> for Bytes {
    fn weight(&self, _: &OrganizationId, snapshot: &Arc<Snapshot>) -> u64 {
        snapshot.bytes()
    }
}

/// The snapshots of the organisations in use; the least used go first when they are too many.
pub struct Directory {
    snapshots: Cache<OrganizationId, Arc<Snapshot>, Bytes, Hasher>,
    /// One request brings an organisation up to date; the others wait for it.
    stripes: Box<[Mutex<()>]>,
    hasher: Hasher,
}

impl Directory {
    /// Of at most so many bytes in all, as estimated by [`Snapshot::bytes`].
    pub fn bounded(bytes: u64) -> Self {
        let options = OptionsBuilder::new()
            .shards(1)
            .estimated_items_capacity(1_000)
            .weight_capacity(bytes)
            .build()
            .expect("both capacities are given");
        let hasher = Hasher::default();
        let life = DefaultLifecycle::default();
        Self {
            snapshots: Cache::with_options(options, Bytes, hasher.clone(), life),
            stripes: (0..STRIPES).map(|_| Mutex::default()).collect(),
            hasher,
        }
    }

    /// The organisation as of `version` or later.
    pub async fn at_least(
        &self,
        db: &Db,
        organization: OrganizationId,
        version: i64,
    ) -> Answer<Arc<Snapshot>> {
        if let Some(snapshot) = self.kept(organization, version) {
            return Ok(snapshot);
        }
        let stripe = usize::from(self.hasher.hash_one(organization).to_ne_bytes()[0]) % STRIPES;
        let _turn = self.stripes[stripe].lock().await;
        if let Some(snapshot) = self.kept(organization, version) {
            return Ok(snapshot);
        }
        let have = self.snapshots.get(&organization);
        let fresh = Arc::new(Snapshot::brought_up(db, organization, have).await?);
        self.snapshots.insert(organization, fresh.clone());
        Ok(fresh)
    }

    /// The organisation as it is now; for no viewer.
    pub async fn now_unchecked(
        &self,
        db: &Db,
        organization: OrganizationId,
    ) -> Answer<Arc<Snapshot>> {
        let row = crate::repo::directory::organization_unchecked(db, organization).await?;
        self.at_least(db, organization, row.directory_version).await
    }

    fn kept(&self, organization: OrganizationId, version: i64) -> Option<Arc<Snapshot>> {
        self.snapshots.get(&organization).filter(|snapshot| snapshot.version >= version)
    }
}
