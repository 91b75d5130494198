//! What members are told, as long as it is theirs to read.

mod requests;

use chrono::TimeDelta;
use feedback::{
    Visibility,
    notifications::{Kind, Notice, mark::mark, notify_unchecked, remind, sweep},
    talk::{
        Reason, Subject,
        flag::{Flag, flag_feedback},
        react::{react, take_back},
        resolve::{Decision, resolve},
        withdraw::withdraw,
    },
};
use kernel::{Code, FeedbackId, MembershipId, NotificationId, ReplyId, Scope, outbox};
use uuid::Uuid;

use crate::{
    api::{Api, at, nodes, number, text},
    on_both,
    people::administrator,
    talk::{given, said},
    world::World,
};

async fn tell(
    world: &World,
    member: MembershipId,
    kind: Kind,
    feedback: FeedbackId,
    reply: Option<ReplyId>,
) -> Uuid {
    let fact = world.clock.random_id();
    let notice = Notice::of_feedback(kind, feedback, reply);
    for _ in 0..2 {
        // Told again, it is one.
        notify_unchecked(&world.db, &world.clock, (world.home, member), notice, fact)
            .await
            .unwrap();
    }
    fact
}

fn list(world: &World) -> String {
    format!(
        "{{ organization(id: \"{}\") {{ unreadCount notifications {{ totalCount nodes {{ id kind text count read feedback {{ id text }} reply {{ id }} }} }} }} }}",
        world.home
    )
}

on_both! {
    async fn they_are_put_together_and_read_together(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let other = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        tell(&world, ada, Kind::Feedback, about, None).await;
        let mut last = None;
        for words in ["One", "Two", "Three"] {
            let reply = said(&world, author, about, words).await;
            tell(&world, ada, Kind::Reply, about, Some(reply)).await;
            last = Some(reply);
        }
        tell(&world, ada, Kind::Feedback, other, None).await;
        let api = Api::over(&world);
        let told = api.told(ada, &list(&world)).await;
        assert_eq!(number(&told, "organization.unreadCount"), 3);
        assert_eq!(number(&told, "organization.notifications.totalCount"), 3);
        let node = |n: usize, field: &str| at(&told, &format!("organization.notifications.nodes.{n}.{field}")).to_string();
        assert_eq!(["kind", "count", "read"].map(|it| node(0, it)), ["FEEDBACK", "1", "false"]);
        assert_eq!(["kind", "count", "read"].map(|it| node(1, it)), ["REPLY", "3", "false"]);
        assert_eq!(text(&told, "organization.notifications.nodes.1.reply.id"), last.unwrap().to_string());
        assert_eq!(text(&told, "organization.notifications.nodes.1.feedback.id"), about.to_string());
        assert_eq!(node(0, "text"), "\"Somebody gave you feedback.\"");
        let ids = nodes(&told, "organization.notifications.nodes");
        let id = ids[1].parse().unwrap();
        let home = world.home;
        // Nobody marks, or sees, what others were told.
        mark(&world.call(author), home, Some(vec![id])).await.unwrap().unwrap();
        mark(&world.call(author), home, None).await.unwrap().unwrap();
        let other_s = api.told(author, &list(&world)).await;
        assert_eq!(number(&other_s, "organization.notifications.totalCount"), 0);
        for _ in 0..2 {
            mark(&world.call(ada), home, Some(vec![id])).await.unwrap().unwrap();
        }
        let told = api.told(ada, &list(&world)).await;
        assert_eq!(number(&told, "organization.unreadCount"), 2);
        assert_eq!(at(&told, "organization.notifications.nodes.1.read").to_string(), "true");
        // What comes later is new.
        let reply = said(&world, author, about, "Four").await;
        tell(&world, ada, Kind::Reply, about, Some(reply)).await;
        let told = api.told(ada, &list(&world)).await;
        assert_eq!(text(&told, "organization.notifications.nodes.0.kind"), "REPLY");
        assert_eq!(number(&told, "organization.notifications.nodes.0.count"), 4);
        assert_eq!(number(&told, "organization.unreadCount"), 3);
        world.writable = false;
        mark(&world.call(ada), home, None).await.unwrap().unwrap();
        let told = Api::over(&world).told(ada, &list(&world)).await;
        assert_eq!(number(&told, "organization.unreadCount"), 0);
        assert_eq!(world.count("audit_entry where action = 'markNotificationsRead'").await, 2);
        let away = world.away;
        assert!(mark(&world.call(ada), away, None).await.unwrap().is_err());
    }
}

on_both! {
    /// Each with what was put together with it, and nothing else.
    async fn several_are_read_by_one_statement_and_at_most_a_hundred(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let mut all = vec![];
        for _ in 0..4 {
            let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
            tell(&world, ada, Kind::Feedback, about, None).await;
            tell(&world, ada, Kind::Reply, about, None).await;
            all.push(NotificationId(tell(&world, ada, Kind::Reply, about, None).await));
        }
        let (call, home) = (world.call(ada), world.home);
        let mut sent = vec![];
        for some in [&all[..1], &all[1..3]] {
            let before = world.db.statements();
            mark(&call, home, Some(some.to_vec())).await.unwrap().unwrap();
            sent.push(world.db.statements() - before);
        }
        assert_eq!(sent[0], sent[1]);
        let read = "notification where read_at is not null and kind";
        assert_eq!(world.count(&format!("{read} = 'reply'")).await, 6);
        assert_eq!(world.count(&format!("{read} <> 'reply'")).await, 0);
        let many = vec![NotificationId(world.clock.id()); 101];
        let refused = mark(&call, home, Some(many)).await.unwrap_err();
        assert_eq!(refused.code, Code::BadUserInput);
    }
}

on_both! {
    async fn what_is_theirs_to_read_no_more_is_not_told_nor_counted(world: World) {
        let mut world = world;
        let (author, ada, boss) = (world.hire().await, world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        world.person(ada).manager = Some(boss);
        let about = given(&world, Visibility::Manager, author, &[(ada, Some(boss))]).await.id;
        let (first, second) = (said(&world, author, about, "One").await, said(&world, author, about, "Two").await);
        for reply in [first, second] {
            tell(&world, boss, Kind::Reply, about, Some(reply)).await;
        }
        let told = async |world: &World| {
            let told = Api::over(world).told(boss, &list(world)).await;
            let many = number(&told, "organization.notifications.totalCount");
            assert_eq!(number(&told, "organization.unreadCount"), many);
            assert_eq!(nodes(&told, "organization.notifications.nodes").len(), usize::try_from(many).unwrap());
            if many == 0 { 0 } else { number(&told, "organization.notifications.nodes.0.count") }
        };
        assert_eq!(told(&world).await, 2);
        // The latest is withdrawn; the other is there still.
        withdraw(&world.call(author), second).await.unwrap().unwrap();
        assert_eq!(told(&world).await, 1);
        let flag = Flag { reason: Reason::Other, note: String::new() };
        flag_feedback(&world.call(ada), about, flag).await.unwrap().unwrap();
        resolve(&world.call(admin), &world.desk(admin), Subject::Feedback(about), Decision::Hide).await.unwrap().unwrap();
        assert_eq!(told(&world).await, 0);
        resolve(&world.call(admin), &world.desk(admin), Subject::Feedback(about), Decision::Dismiss).await.unwrap().unwrap();
        assert_eq!(told(&world).await, 1);
        // Whom they lead no more.
        world.person(ada).manager = None;
        assert_eq!(told(&world).await, 0);
    }
}

on_both! {
    /// By one fact, however often they are taken back and said again; and while they stand.
    async fn thanks_are_told_once(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "Well.").await;
        tell(&world, author, Kind::Thanks, about, None).await;
        tell(&world, ada, Kind::Thanks, about, Some(id)).await;
        for (on, by, to) in [(Subject::Feedback(about), ada, author), (Subject::Reply(id), author, ada)] {
            let call = world.call(by);
            for _ in 0..3 {
                for told in [1, 0] {
                    if told == 1 {
                        react(&call, on, feedback::talk::Kind::Thanks).await.unwrap().unwrap();
                    } else {
                        take_back(&call, on, feedback::talk::Kind::Thanks).await.unwrap().unwrap();
                    }
                    let answer = Api::over(&world).told(to, &list(&world)).await;
                    assert_eq!(number(&answer, "organization.notifications.totalCount"), told, "{on:?}");
                }
            }
        }
        assert_eq!(world.count("outbox where topic in ('feedback.thanked', 'feedback.reply-thanked')").await, 2);
    }
}

on_both! {
    /// Late on one day, it is not told again early on the next.
    async fn a_summary_tells_of_each_thing_once(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        world.later(chrono::TimeDelta::hours(23));
        tell(&world, ada, Kind::Feedback, about, None).await;
        let remind = async |world: &World| remind(&world.db, &world.clock).await.unwrap();
        assert_eq!((remind(&world).await, remind(&world).await), (1, 0));
        world.later(chrono::TimeDelta::hours(2));
        assert_eq!(remind(&world).await, 0);
        tell(&world, ada, Kind::Reply, about, None).await;
        assert_eq!((remind(&world).await, remind(&world).await), (1, 0));
    }
}

on_both! {
    async fn what_was_told_long_ago_is_swept(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        tell(&world, ada, Kind::Feedback, about, None).await;
        world.later(feedback::notifications::KEPT);
        tell(&world, ada, Kind::Feedback, about, None).await;
        world.later(chrono::TimeDelta::seconds(1));
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 1);
        assert_eq!(world.count("notification").await, 1);
    }
}

on_both! {
    /// However many read it; a statement takes a bounded number of values.
    async fn a_fact_is_spread_over_any_number_once(world: World) {
        let world = world;
        let fact = outbox::Fact { organization: world.home, topic: "t.whole", subject: world.clock.id() };
        world.db.write_all(vec![fact.now(&world.stranger())]).await.unwrap();
        let claimed = outbox::claim(&world.db, &world.clock, TimeDelta::minutes(1), 9).await.unwrap();
        let claimed = claimed.into_iter().find(|it| it.topic == "t.whole").unwrap();
        let all: Vec<_> = (0..10_001).map(|_| world.clock.id()).collect();
        let spread = async |some: &[uuid::Uuid]| {
            claimed.spread(&world.db, &world.clock, "t.part", some.iter().copied()).await.unwrap();
        };
        // Interrupted after some of them, it is taken up again.
        spread(&all[..1_500]).await;
        let again = "update outbox set done_at = null, claimed_until = $1 where topic = 't.whole'";
        world.run(again, [(world.clock.now() + TimeDelta::minutes(1)).into()]).await;
        spread(&all).await;
        assert_eq!(world.count("outbox where topic = 't.part'").await, 10_001);
        assert_eq!(world.count("outbox where topic = 't.whole' and done_at is null").await, 0);
    }
}
