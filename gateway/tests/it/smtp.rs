//! R69: at least once, never before the commit, the same id again; and an end that is seen.

use std::time::Duration;

use gateway::worker::{MOST_ATTEMPTS, MOST_REFUSALS, Pace};
use identity::account::{Register, register};
use kernel::outbox::backlog;

use crate::{
    on_both,
    sink::{Mood, Sink},
    world::{World, quick},
};

/// Somebody registers, and the mail shall go through this sink.
async fn letter(world: &mut World, mood: Mood) -> Sink {
    let (address, sink) = Sink::open(mood).await;
    world.config.smtp_url = Some(address);
    let input = Register {
        email: kernel::EmailAddress::try_new("ada@hei.example").unwrap(),
        given: "Ada".into(),
        infix: None,
        family: "Byron".into(),
        language: None,
    };
    register(&world.call, input).await.unwrap().unwrap();
    sink
}

async fn errors(world: &World) -> Vec<Option<String>> {
    world.texts("select last_error from outbox").await
}

on_both! {
    async fn r69_a_server_that_fails_gets_the_mail_later(world: World) {
        let mut world = world;
        let sink = letter(&mut world, Mood::Defers).await;
        let running = world.start(quick());
        world.until(async || sink.refused() >= 2).await;
        assert_eq!(errors(&world).await, [Some("smtp: status 451".to_owned())]);
        sink.turn(Mood::Takes);
        world.until(async || backlog(&world.db).await.unwrap().waiting == 0).await;
        running.stop().await;
        let mails = sink.mails();
        assert_eq!(mails.len(), 1);
        let id = world.texts("select topic from outbox where last_error is null").await;
        assert_eq!(id, [Some("account.registration".to_owned())]);
        assert!(mails[0].contains("To: ada@hei.example\n"), "{}", mails[0]);
    }
}

on_both! {
    /// As good as never: the server said so several times, in words that are not kept.
    async fn what_is_refused_is_given_up_visibly(world: World) {
        let mut world = world;
        let sink = letter(&mut world, Mood::Refuses).await;
        world.work_off().await;
        assert_eq!(i64::try_from(sink.refused()).unwrap(), MOST_REFUSALS);
        assert!(sink.mails().is_empty());
        assert_eq!(errors(&world).await, [Some("smtp: status 550".to_owned())]);
    }
}

on_both! {
    async fn a_server_that_is_away_loses_nothing(world: World) {
        let mut world = world;
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        letter(&mut world, Mood::Takes).await;
        world.config.smtp_url = Some(format!("smtp://{closed}"));
        let running = world.start(quick());
        world.until(async || errors(&world).await == [Some("smtp: not reached".to_owned())]).await;
        running.stop().await;
        assert_eq!(backlog(&world.db).await.unwrap().waiting, 1);
        world.config.smtp_url = None;
        world.work_off().await;
        assert_eq!(world.mails().len(), 1);
    }
}

on_both! {
    /// R61: what is in hand and does not end is there for the next process at once.
    async fn r61_a_worker_that_stops_releases_its_claims(world: World) {
        let mut world = world;
        let sink = letter(&mut world, Mood::Hangs).await;
        let running = world.start(Pace { grace: Duration::from_millis(20), ..quick() });
        world.until(async || sink.refused() == 1).await;
        running.stop().await;
        world.config.smtp_url = None;
        let hold = chrono::TimeDelta::minutes(1);
        let facts = kernel::outbox::claim(&world.db, &world.call.clock, hold, 9).await.unwrap();
        assert_eq!(facts.iter().map(|fact| fact.attempts).collect::<Vec<_>>(), [1]);
    }
}

on_both! {
    /// A fact over which the process ends each time is not tried for ever.
    async fn what_is_interrupted_too_often_is_given_up(world: World) {
        let mut world = world;
        let sink = letter(&mut world, Mood::Takes).await;
        world.run(&format!("update outbox set attempts = {MOST_ATTEMPTS}")).await;
        world.work_off().await;
        assert!(sink.mails().is_empty());
        assert_eq!(errors(&world).await, [Some("interrupted too often".to_owned())]);
    }
}
