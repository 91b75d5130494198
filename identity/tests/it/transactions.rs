//! Transactions that are left in the middle.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use crate::{on_both, world::World};

async fn version(world: &World) -> i64 {
    let rows = world.rows("select max(directory_version) as n from organization", []).await;
    rows[0].try_get("", "n").unwrap()
}

on_both! {
    /// A request that was dropped while it changed something holds up nobody else.
    async fn a_dropped_transaction_lets_its_locks_go(world: World) {
        let raise = "update organization set directory_version = directory_version + 1";
        let before = version(&world).await;
        // So that the next statement has another connection than the one left behind.
        let other = if world.db.is_postgres() { Some(world.db.begin().await.unwrap()) } else { None };
        let left = world.db.begin().await.unwrap();
        left.execute_unprepared(raise).await.unwrap();
        if let Some(other) = other {
            other.rollback().await.unwrap();
        }
        drop(left);
        let next = tokio::time::timeout(Duration::from_secs(3), world.run(raise, [])).await;
        assert!(next.is_ok(), "the locks are held still");
        assert_eq!(version(&world).await, before + 1);
    }
}
