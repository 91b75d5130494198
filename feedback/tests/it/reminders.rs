//! Mails to those who are asked: in time, once a day, and never too late.

use chrono::{NaiveDate, TimeDelta};
use feedback::requests::{
    By,
    ask::Ask,
    decline::decline,
    letter::{awaited_unchecked, link_unchecked},
    mute::mute,
    refuse::{refusal_token, refuse},
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
    !awaited_unchecked(&world.db, &world.clock, world.home, member).await.unwrap().is_empty()
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
    /// Tomorrow it is too late.
    async fn what_is_due_today_is_told_today_after_the_mail_of_the_day_too(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let remind = async || remind(&world.db, &world.clock, None).await.unwrap();
        let ask = async |days| {
            let externals = vec![external("eva@example.org")];
            let input = Ask { externals, due_on: Some(due(&world, days)), ..asked(ada, &[bob]) };
            made(&world, ada, input).await;
        };
        let mails = async |topic: &str| {
            world.count(&format!("outbox where topic = 'feedback.{topic}'")).await
        };
        ask(10).await;
        assert_eq!(remind().await, 2);
        ask(10).await;
        assert_eq!(remind().await, 0, "tomorrow");
        ask(0).await;
        assert_eq!(remind().await, 2);
        ask(0).await;
        assert_eq!(remind().await, 1, "each link has a mail of its own");
        assert_eq!((mails("awaited").await, mails("awaited-today").await), (1, 1));
        assert_eq!(mails("link").await, 3);
        assert_eq!(remind().await, 0);
    }
}

on_both! {
    /// Who wants no mails of an organisation gets none of its other requests either.
    async fn who_is_outside_turns_all_mails_of_an_organisation_off(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let ask = async |address: &str| {
            made(&world, ada, Ask { externals: vec![external(address)], ..asked(ada, &[]) }).await;
            last(&world).await
        };
        let mailed = async |id| {
            let of = (&world.db, &world.secret, &world.clock);
            link_unchecked(of.0, of.1, of.2, world.home, id).await.unwrap().is_some()
        };
        let (first, second, other) =
            (ask("Eva@example.org").await, ask("eva@example.org").await, ask("ada@example.org").await);
        assert!(mailed(first).await && mailed(second).await);
        let today = world.clock.now().date_naive();
        let token = |secret, day| refusal_token(secret, world.home, first, day);
        let refuse = async |token: &str| refuse(&world.stranger(), token).await.unwrap();
        let strange = kernel::Secret::new([1; 32]);
        let wrong = token(&strange, today);
        let late = token(&world.secret, today - chrono::Days::new(61));
        let elsewhere = refusal_token(&world.secret, world.away, first, today)
            .replace(&world.away.0.simple().to_string(), &world.home.0.simple().to_string());
        for wrong in [&*wrong, &late, &elsewhere, "", "x", "xü", &"x".repeat(116)] {
            assert!(!refuse(wrong).await, "{wrong}");
        }
        assert!(mailed(second).await);
        for _ in 0..2 {
            assert!(refuse(&token(&world.secret, today)).await);
        }
        assert!(!mailed(first).await && !mailed(second).await && mailed(other).await);
        assert!(!mailed(ask("EVA@example.org").await).await);
        assert_eq!(world.count("audit_entry where action = 'refuseFeedbackMails'").await, 1);
        let hash = &world.rows("select * from feedback_refusal", []).await[0];
        assert_eq!(hash.try_get::<Vec<u8>>("", "address_digest").unwrap().len(), 32);
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
