//! What members are told of requests.

use feedback::{
    notifications::{Kind, Notice, notify_unchecked},
    requests::{
        By,
        told::{answered_unchecked, asked_unchecked, waits_unchecked},
    },
    testing::invitations,
};

use crate::{
    answers::{answered, praise},
    api::{Api, number, text},
    asking::{asked, made},
    on_both,
};

on_both! {
    /// That one is asked, as long as one can answer; that it was answered, to who asked; and each
    /// once.
    async fn requests_are_told_as_long_as_they_can_be_answered(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (bob, other) = (world.hire().await, world.hire().await);
        let request = made(&world, boss, asked(ada, &[bob, other])).await;
        let again = made(&world, boss, asked(ada, &[bob])).await;
        let told = asked_unchecked(&world.db, &world.clock, world.home, request).await.unwrap();
        let mut both = vec![bob, other];
        both.sort_unstable();
        assert_eq!(told, both);
        let tell = async |member, notice| {
            let fact = world.clock.random_id();
            let whom = (world.home, member);
            notify_unchecked(&world.db, &world.clock, whom, notice, fact).await.unwrap();
        };
        for member in [bob, other, ada] {
            tell(member, Notice::of_request(Kind::Request, Some(request))).await;
            tell(member, Notice::of_request(Kind::Reminder, None)).await;
        }
        tell(bob, Notice::of_request(Kind::Request, Some(again))).await;
        let api = Api::over(&world);
        let query = format!(
            "{{ organization(id: \"{}\") {{ unreadCount notifications {{ nodes {{ kind text count request {{ id }} feedback {{ id }} }} }} }} }}",
            world.home
        );
        let unread = async |member| number(&api.told(member, &query).await, "organization.unreadCount");
        assert_eq!((unread(bob).await, unread(other).await, unread(ada).await), (3, 2, 0));
        let list = api.told(bob, &query).await;
        assert_eq!(text(&list, "organization.notifications.nodes.0.kind"), "REQUEST");
        assert_eq!(text(&list, "organization.notifications.nodes.0.request.id"), again.to_string());
        assert_eq!(text(&list, "organization.notifications.nodes.1.kind"), "REMINDER");
        // Nothing waits that was asked less than a day ago.
        let waits = async || waits_unchecked(&world.db, &world.clock, world.home, other).await.unwrap();
        assert!(!waits().await);
        world.later(chrono::TimeDelta::days(1));
        assert!(waits().await);
        let all = invitations(&world.db).await.unwrap();
        let of = all.iter().find(|it| it.member_id == Some(other)).unwrap().id;
        answered(&world, other, praise(By::Invitation(of)), None).await.unwrap().unwrap();
        assert_eq!(world.count("outbox where topic = 'feedback.request-answered'").await, 1);
        assert_eq!(unread(other).await, 0);
        assert!(!waits().await);
        let told = answered_unchecked(&world.db, world.home, of).await.unwrap();
        assert_eq!(told, Some((request, boss)));
        for member in [boss, bob] {
            tell(member, Notice::of_request(Kind::Answer, Some(request))).await;
        }
        assert_eq!((unread(boss).await, unread(bob).await), (1, 3));
        // Who asks about themself is told of the feedback.
        made(&world, ada, asked(ada, &[bob])).await;
        let of = invitations(&world.db).await.unwrap().pop().unwrap().id;
        answered(&world, bob, praise(By::Invitation(of)), None).await.unwrap().unwrap();
        assert_eq!(answered_unchecked(&world.db, world.home, of).await.unwrap(), None);
    }
}
