//! Mails to those who are asked: in time, once a day, and never too late.

use chrono::{NaiveDate, TimeDelta};
use feedback::requests::{
    By,
    ask::Ask,
    decline::decline,
    letter::{is_awaited_unchecked, link_unchecked},
    mute::mute,
    remind::remind,
};
use feedback::testing::invitations;
use kernel::{FeedbackInvitationId, MembershipId};

use crate::{
    answers::{answered, praise},
    asking::{asked, external, made},
    on_both,
    world::World,
};

/// The days after the first on which somebody gets a mail.
async fn mailed(world: &World, days: i64) -> Vec<i64> {
    let mut mailed = vec![];
    for day in 0..=days {
        // Any number of times a day.
        for _ in 0..3 {
            if remind(&world.db, &world.clock, None).await.unwrap() > 0 {
                mailed.push(day);
            }
        }
        world.later(TimeDelta::days(1));
    }
    mailed
}

fn due(world: &World, days: u64) -> NaiveDate {
    world.clock.now().date_naive() + chrono::Days::new(days)
}

async fn last(world: &World) -> FeedbackInvitationId {
    invitations(&world.db).await.unwrap().last().unwrap().id
}

async fn waits(world: &World, member: MembershipId) -> bool {
    is_awaited_unchecked(&world.db, &world.clock, world.home, member).await.unwrap()
}

on_both! {
    async fn at_once_after_three_and_five_days_and_before_the_last(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        made(&world, ada, Ask { due_on: Some(due(&world, 10)), ..asked(ada, &[bob]) }).await;
        assert_eq!(mailed(&world, 20).await, [0, 3, 5, 9]);
        assert_eq!(world.count("outbox where topic = 'feedback.awaited'").await, 4);
        assert_eq!(world.count("feedback_invitation where remind_at is not null").await, 0);
        assert!(!waits(&world, bob).await);
    }
}

on_both! {
    async fn never_after_an_answer_a_no_or_silence(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let mut people = vec![];
        for _ in 0..3 {
            people.push(world.hire().await);
        }
        let mut ids = vec![];
        for person in &people {
            made(&world, ada, Ask { due_on: Some(due(&world, 10)), ..asked(ada, &[*person]) }).await;
            ids.push(last(&world).await);
        }
        assert_eq!(remind(&world.db, &world.clock, Some(world.away)).await.unwrap(), 0);
        assert_eq!(remind(&world.db, &world.clock, Some(world.home)).await.unwrap(), 3);
        answered(&world, people[0], praise(By::Invitation(ids[0])), None).await.unwrap().unwrap();
        decline(&world.call(people[1]), By::Invitation(ids[1]), None).await.unwrap().unwrap();
        mute(&world.call(people[2]), By::Invitation(ids[2])).await.unwrap().unwrap();
        // Also a mail that waits to be sent is not.
        for person in &people {
            assert!(!waits(&world, *person).await);
        }
        world.later(TimeDelta::days(1));
        assert_eq!(mailed(&world, 20).await, [0_i64; 0]);
    }
}

on_both! {
    /// However many ask them, and however many processes remind.
    async fn one_mail_a_person_and_day(world: World) {
        let mut world = world;
        let (ada, bob, eve) = (world.hire().await, world.hire().await, world.hire().await);
        for by in [ada, eve] {
            for _ in 0..3 {
                made(&world, by, Ask { due_on: Some(due(&world, 10)), ..asked(by, &[bob]) }).await;
            }
        }
        let remind = || remind(&world.db, &world.clock, None);
        let (a, b, c) = tokio::join!(remind(), remind(), remind());
        assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 1);
        // Asked later on the same day, they are told tomorrow.
        made(&world, ada, Ask { due_on: Some(due(&world, 10)), ..asked(ada, &[bob]) }).await;
        assert_eq!(remind().await.unwrap(), 0);
        assert_eq!(mailed(&world, 20).await, [1, 3, 5, 9]);
    }
}

on_both! {
    /// Also where more is due than is looked at in one round, and what has nobody to write to.
    async fn whatever_is_due_is_looked_at(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let mut people = vec![];
        for _ in 0..50 {
            people.push(world.hire().await);
        }
        made(&world, ada, Ask { externals: vec![external("eva@example.org")], ..asked(ada, &[]) }).await;
        world.run("update feedback_invitation set external_address = null", []).await;
        for _ in 0..11 {
            made(&world, ada, asked(ada, &people)).await;
        }
        assert_eq!(remind(&world.db, &world.clock, None).await.unwrap(), 50);
        let now = world.clock.now().into();
        let due = world.rows("select id from feedback_invitation where remind_at <= $1", [now]).await;
        assert_eq!(due.len(), 0);
    }
}

on_both! {
    /// Each link has a mail of its own, so they come day after day.
    async fn somebody_from_outside_gets_one_mail_a_day(world: World) {
        let mut world = world;
        let (ada, eve) = (world.hire().await, world.hire().await);
        for (by, address) in [(ada, "eva@example.org"), (eve, "EVA@example.org")] {
            let externals = vec![external(address)];
            made(&world, by, Ask { externals, due_on: Some(due(&world, 2)), ..asked(by, &[]) }).await;
        }
        assert_eq!(mailed(&world, 10).await, [0, 1, 2]);
        let rows = world.rows("select distinct subject_id from outbox where topic = 'feedback.link'", []).await;
        assert_eq!(rows.len(), 2);
        let all = invitations(&world.db).await.unwrap();
        let letter = async |row: &feedback::testing::Invited| {
            link_unchecked(&world.db, &world.secret, &world.clock, row.organization_id, row.id).await.unwrap()
        };
        assert!(letter(&all[0]).await.is_none());
    }
}
