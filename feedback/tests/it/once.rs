//! An idempotency key makes one of two.

use chrono::TimeDelta;
use feedback::{Give, Given, To, requests::By, testing::invitations};
use kernel::{Code, FeedbackId, IdempotencyKey};

use crate::{
    answers::{answered, praise as answer},
    asking::{asked, made},
    on_both,
    people::praise,
};

fn id(given: &Given) -> (bool, FeedbackId) {
    match given {
        Given::Now(written) => (true, written.row.feedback.id),
        Given::Before(id) => (false, *id),
    }
}

on_both! {
    async fn the_same_key_and_input_give_once(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let input = || praise(To::Members(vec![bob]));
        let (now, first) = id(&world.try_give(ada, input(), Some("k")).await);
        assert!(now);
        assert_eq!(id(&world.try_give(ada, input(), Some("k")).await), (false, first));
        // Another's key of the same name is another key.
        let eve = world.hire().await;
        assert!(id(&world.try_give(eve, input(), Some("k")).await).0);
        assert_eq!(world.count("feedback").await, 2);
        // What was done stays done, though it could not be done again.
        world.person(bob).active = false;
        assert_eq!(id(&world.try_give(ada, input(), Some("k")).await), (false, first));
        assert_eq!(world.count("audit_entry").await, 2);
    }
}

on_both! {
    async fn what_was_done_stays_done_without_a_licence_and_without_the_group(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        world.group_members = vec![ada, bob];
        let first = id(&world.try_give(ada, input_of(&world), Some("k")).await).1;
        let again = async |world: &crate::world::World, key: &str| {
            let key = IdempotencyKey::try_new(key.into()).unwrap();
            let (call, desk) = (world.call(ada), world.desk(ada));
            feedback::give(&call, &desk, input_of(world), Some(key)).await
        };
        world.group_is_there = false;
        assert_eq!(id(&again(&world, "k").await.unwrap().unwrap()), (false, first));
        let none = again(&world, "other").await.unwrap().unwrap_err();
        assert_eq!(none, [feedback::GiveError::NoSuchRecipient]);
        world.group_is_there = true;
        world.writable = false;
        assert_eq!(id(&again(&world, "k").await.unwrap().unwrap()), (false, first));
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 0);
        assert_eq!(again(&world, "other").await.unwrap_err().code, Code::Forbidden);
        let refused = "audit_entry where action = 'giveFeedback' and outcome = 'refused'";
        assert_eq!(world.count(refused).await, 1);
        assert_eq!(world.count("feedback").await, 1);
    }
}

fn input_of(world: &crate::world::World) -> Give {
    praise(To::Group(world.group))
}

on_both! {
    async fn another_input_under_the_same_key_is_a_conflict(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        world.try_give(ada, praise(To::Members(vec![bob])), Some("k")).await;
        let other = Give { text: "Other.".into(), ..praise(To::Members(vec![bob])) };
        let key = IdempotencyKey::try_new("k".into()).unwrap();
        let (call, desk) = (world.call(ada), world.desk(ada));
        let fault = feedback::give(&call, &desk, other, Some(key)).await.unwrap_err();
        assert_eq!(fault.code, Code::Conflict);
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    async fn at_once_is_once(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let give = || world.try_give(ada, praise(To::Members(vec![bob])), Some("k"));
        let (a, b, c, d) = tokio::join!(give(), give(), give(), give());
        let all = [a, b, c, d].map(|it| id(&it));
        assert_eq!(all.iter().filter(|(now, _)| *now).count(), 1, "{all:?}");
        assert!(all.iter().all(|(_, id)| *id == all[0].1), "{all:?}");
        assert_eq!(world.count("feedback").await, 1);
        assert_eq!(world.count("feedback_recipient").await, 1);
        assert_eq!(world.count("audit_entry").await, 1);
    }
}

on_both! {
    async fn after_a_day_a_key_is_new(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let input = || praise(To::Members(vec![bob]));
        let first = id(&world.try_give(ada, input(), Some("k")).await).1;
        world.later(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        assert_eq!(id(&world.try_give(ada, input(), Some("k")).await), (false, first));
        world.later(TimeDelta::microseconds(1));
        let (now, second) = id(&world.try_give(ada, input(), Some("k")).await);
        assert!(now && second != first);
        assert_eq!(id(&world.try_give(ada, input(), Some("k")).await), (false, second));
    }
}

on_both! {
    /// Also where each answers another request.
    async fn of_two_answers_at_once_by_one_key_one_is_a_conflict(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        for n in 0..5 {
            for _ in 0..2 {
                made(&world, ada, asked(ada, &[bob])).await;
            }
            let all = invitations(&world.db).await.unwrap();
            let [.., a, b] = &all[..] else { panic!("{all:?}") };
            let key = format!("k{n}");
            let (a, b) = tokio::join!(
                answered(&world, bob, answer(By::Invitation(a.id)), Some(&key)),
                answered(&world, bob, answer(By::Invitation(b.id)), Some(&key))
            );
            let (good, bad): (Vec<_>, Vec<_>) = [a, b].into_iter().partition(Result::is_ok);
            assert_eq!(good.len(), 1);
            assert_eq!(bad[0].as_ref().unwrap_err().code, Code::Conflict);
        }
        assert_eq!(world.count("feedback").await, 5);
    }
}
