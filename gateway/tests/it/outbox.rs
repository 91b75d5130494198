//! Claims: nobody does what another does, and nothing is lost.

use std::collections::HashSet;

use chrono::TimeDelta;
use kernel::outbox::{Claimed, GIVEN_UP, KEPT, backlog, claim, is_due, sweep};
use uuid::Uuid;

use crate::{on_both, world::World};

const HOLD: TimeDelta = TimeDelta::minutes(2);

async fn claimed(world: &World, most: u32) -> Vec<Claimed> {
    claim(&world.db, &world.call.clock, HOLD, most).await.unwrap()
}

async fn sole(world: &World) -> Claimed {
    let mut all = claimed(world, 10).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

async fn waiting(world: &World) -> i64 {
    backlog(&world.db).await.unwrap().waiting
}

on_both! {
    /// However many take at once.
    async fn no_fact_is_in_two_hands(world: World) {
        for subject in 0..40 {
            world.put("test", Uuid::from_u128(subject)).await;
        }
        let takers = (0..4).map(|_| {
            let (db, clock) = (world.db.clone(), world.call.clock.clone());
            tokio::spawn(async move {
                let mut taken = vec![];
                loop {
                    let more = claim(&db, &clock, HOLD, 3).await.unwrap();
                    if more.is_empty() {
                        return taken;
                    }
                    taken.extend(more.into_iter().map(|fact| fact.id));
                }
            })
        });
        let mut all = vec![];
        for taker in takers.collect::<Vec<_>>() {
            all.extend(taker.await.unwrap());
        }
        assert_eq!(all.len(), 40);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 40);
        assert_eq!(waiting(&world).await, 40);
    }
}

on_both! {
    /// A process that died holds nothing for long, and one that woke up late says nothing any
    /// more.
    async fn a_claim_runs_out(world: World) {
        world.put("test", Uuid::nil()).await;
        let first = sole(&world).await;
        world.manual.advance(HOLD - TimeDelta::seconds(1));
        assert!(claimed(&world, 10).await.is_empty());
        assert!(!is_due(&world.db, &world.call.clock).await.unwrap());
        world.manual.advance(TimeDelta::seconds(1));
        assert!(is_due(&world.db, &world.call.clock).await.unwrap());
        let second = sole(&world).await;
        assert_eq!((first.attempts, second.attempts), (1, 2));
        assert!(!first.done(&world.db, &world.call.clock).await.unwrap());
        assert!(!first.release(&world.db).await.unwrap());
        assert_eq!(waiting(&world).await, 1);
        assert!(second.done(&world.db, &world.call.clock).await.unwrap());
        assert_eq!(waiting(&world).await, 0);
    }
}

on_both! {
    async fn what_is_put_off_rests(world: World) {
        world.put("test", Uuid::nil()).await;
        let until = world.call.clock.now() + TimeDelta::minutes(5);
        assert!(sole(&world).await.put_off(&world.db, until, "smtp: not reached").await.unwrap());
        assert_eq!(backlog(&world.db).await.unwrap().first_due, Some(until));
        world.manual.advance(TimeDelta::minutes(4));
        assert!(claimed(&world, 10).await.is_empty());
        world.manual.advance(TimeDelta::minutes(1));
        assert_eq!(sole(&world).await.attempts, 2);
        let words = world.texts("select last_error from outbox").await;
        assert_eq!(words, [Some("smtp: not reached".to_owned())]);
    }
}

on_both! {
    /// As it was before: also its attempt does not count.
    async fn what_is_released_is_taken_at_once(world: World) {
        world.put("test", Uuid::nil()).await;
        assert!(sole(&world).await.release(&world.db).await.unwrap());
        assert_eq!(sole(&world).await.attempts, 1);
    }
}

on_both! {
    /// What was given up is kept longer, so that somebody sees it.
    async fn what_is_over_is_swept(world: World) {
        world.put("test", Uuid::from_u128(1)).await;
        sole(&world).await.done(&world.db, &world.call.clock).await.unwrap();
        world.put("test", Uuid::from_u128(2)).await;
        sole(&world).await.give_up(&world.db, &world.call.clock, "refused").await.unwrap();
        world.put("test", Uuid::from_u128(3)).await;
        let swept = async || sweep(&world.db, &world.call.clock).await.unwrap();
        world.manual.advance(KEPT);
        assert_eq!(swept().await, 0);
        world.manual.advance(TimeDelta::seconds(1));
        assert_eq!((swept().await, swept().await), (1, 0));
        world.manual.advance(GIVEN_UP);
        assert_eq!(swept().await, 1);
        assert_eq!(waiting(&world).await, 1);
    }
}

on_both! {
    /// Also if the claim was over in between and another has begun.
    async fn a_fact_is_spread_once(world: World) {
        world.put("test", Uuid::from_u128(9)).await;
        let to = [1, 2, 3].map(Uuid::from_u128);
        let late = sole(&world).await;
        world.manual.advance(HOLD);
        let fact = sole(&world).await;
        for hand in [&fact, &late, &fact] {
            hand.spread(&world.db, &world.call.clock, "part", to).await.unwrap();
        }
        assert_eq!(waiting(&world).await, 3);
        let parts = claimed(&world, 10).await;
        let recipients: HashSet<_> = parts.iter().map(|part| part.recipient.unwrap()).collect();
        assert_eq!(recipients, to.into_iter().collect());
        assert!(parts.iter().all(|it| it.topic == "part" && it.subject == Uuid::from_u128(9)));
    }
}

on_both! {
    async fn nobody_to_spread_to_is_done(world: World) {
        world.put("test", Uuid::nil()).await;
        sole(&world).await.spread(&world.db, &world.call.clock, "part", []).await.unwrap();
        assert_eq!(waiting(&world).await, 0);
    }
}

on_both! {
    async fn r55_a_sweep_that_fails_keeps_no_other_from_sweeping(world: World) {
        world.run("drop table idempotency").await;
        world.put("account.reset", world.call.clock.id()).await;
        world.work_off().await;
        world.manual.advance(chrono::TimeDelta::days(400));
        assert!(gateway::jobs::sweep(&world.db, &world.call.clock).await.is_err());
        assert!(world.texts("select topic from outbox").await.is_empty());
    }
}
