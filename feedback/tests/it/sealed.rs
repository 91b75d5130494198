//! R47: what the pool tells of what waits in it, and when nobody is to wait for it.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;
use kernel::{Code, Holder, Secret};
use sea_orm::ConnectionTrait;

use crate::{
    on_both,
    traces::{digits, everything},
    unnamed::suggestion,
};

on_both! {
    /// A copy of the pool tells nothing of what it holds, and leads to nothing that came of it:
    /// with one drawing and one text in a night it would tell who wrote it.
    async fn r47_what_waited_is_not_found_among_what_was_delivered(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(6).await;
        for (n, (_, ticket)) in crowd.iter().enumerate() {
            world.write(ticket, &[to], &format!("Said so, number {n}.")).await;
        }
        world.take_back(Holder::Ticket(crowd[5].1.clone())).await.unwrap();
        let sealed = world.rows("select * from anonymous_waiting", []).await;
        let cells = |column: &str| {
            sealed.iter().map(|row| row.try_get::<Vec<u8>>("", column).unwrap()).collect::<Vec<_>>()
        };
        let said = |bytes: &Vec<u8>| bytes.windows(7).any(|it| it == b"Said so");
        assert!(!cells("sealed").iter().any(said));
        let lengths: BTreeSet<_> = cells("sealed").iter().map(Vec::len).collect();
        assert_eq!(lengths.len(), 1, "nor which of them is a text");
        let copied: Vec<String> = cells("label").iter().map(|it| digits(it)).collect();
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(5));
        for ((table, row), _) in everything(&world).await {
            let found = copied.iter().find(|it| row.contains(*it));
            assert_eq!(found, None, "{table}: {row}");
        }
        assert_eq!(world.count("anonymous_thread").await, 6);
    }
}

on_both! {
    /// Nobody is kept from their delivery by what nobody can read.
    async fn what_another_secret_sealed_waits_for_it(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(5).await;
        let before = world.secret.clone();
        world.write(&crowd[0].1, &[to], "Before.").await;
        world.secret = Secret::new([8; 32]);
        assert!(world.look(Holder::Code(crowd[0].1.code())).await.is_none());
        world.write(&crowd[1].1, &[to], "After.").await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("anonymous_waiting").await, 1);
        world.secret = before;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback where text in ('Before.', 'After.')").await, 2);
    }
}

on_both! {
    /// Waited for too long, the lock would stand in the database's log, with the time.
    async fn r47_who_writes_during_a_long_delivery_is_asked_to_come_again(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(2).await;
        if !world.db.is_postgres() {
            return;
        }
        let (high, low) = world.home.0.as_u64_pair();
        let key = i64::from_ne_bytes((high ^ low).to_ne_bytes());
        let delivery = world.db.begin().await.unwrap();
        let sql = format!("select pg_advisory_xact_lock({key})");
        delivery.execute_unprepared(&sql).await.unwrap();
        let write = world.try_write(&crowd[0].1, suggestion(&[to], "Now?"));
        let told = tokio::time::timeout(Duration::from_secs(8), write).await.unwrap();
        let told = told.unwrap_err();
        assert_eq!(told.code, Code::Unavailable);
        assert!(told.retry_after().is_some());
        delivery.rollback().await.unwrap();
        world.write(&crowd[0].1, &[to], "Now.").await;
    }
}
