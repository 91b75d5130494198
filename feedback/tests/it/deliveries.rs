//! When the day's delivery of what was written without a name is made, and of what.

use chrono::TimeDelta;
use feedback::{
    Give, Kind, Mark,
    anonymous::{self, Pace, Update, read::State},
};
use kernel::{Holder, Scope};

use crate::{on_both, people::administrator, unnamed::suggestion};

on_both! {
    async fn it_is_due_once_a_day_from_its_hour_on(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(5).await;
        let due = async || {
            let due = anonymous::due(&world.db, &world.clock, Pace::Daily).await.unwrap();
            due.contains(&world.home)
        };
        let pass_over = async || anonymous::pass_over(&world.nobody(), world.home).await.unwrap();
        world.later(TimeDelta::hours(4));
        assert!(!due().await, "at four");
        world.later(TimeDelta::hours(1));
        assert!(due().await, "at five, though nothing waits");
        assert!(pass_over().await);
        assert!(!due().await, "today's is done");
        // What comes after the hour waits for the next day, also where it is the only one.
        world.write(&crowd[0].1, &[to], "A").await;
        assert!(!due().await);
        assert_eq!(world.deliver().await, None);
        world.later(TimeDelta::hours(23));
        assert!(!due().await, "at four");
        world.later(TimeDelta::hours(1));
        assert!(due().await, "at five");
        assert!(!pass_over().await, "something waits");
        assert_eq!(world.deliver().await, Some(1));
        assert!(!due().await);
        world.write(&crowd[1].1, &[to], "B").await;
        assert_eq!(anonymous::due(&world.db, &world.clock, Pace::AtOnce).await.unwrap(), [world.home]);
    }
}

on_both! {
    /// Nobody can call for a delivery when somebody has just written.
    async fn another_hour_counts_from_the_next_day_on(world: World) {
        let mut world = world;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let due = async || {
            let due = anonymous::due(&world.db, &world.clock, Pace::Daily).await.unwrap();
            due.contains(&world.home)
        };
        let set = async |version, hour| {
            let (organization, delivery_hour) = (world.home, Some(hour));
            let input = Update { organization, version, monthly_tickets: None, crowd: None, delivery_hour };
            anonymous::update(&world.call(boss), &world.desk(boss), input).await.unwrap().unwrap()
        };
        world.later(TimeDelta::hours(3));
        set(0, 9).await;
        set(1, 2).await;
        assert!(!due().await, "at three: today it is five");
        world.later(TimeDelta::hours(2));
        assert!(due().await, "at five");
        world.later(TimeDelta::hours(20));
        assert!(!due().await, "at one");
        world.later(TimeDelta::hours(1));
        assert!(due().await, "at two");
    }
}

on_both! {
    async fn a_ticket_is_used_once_also_around_a_delivery(world: World) {
        let mut world = world;
        let to = [world.hire().await];
        let ticket = world.crowd(5).await.remove(0).1;
        let deliver = async || {
            anonymous::deliver(&world.nobody(), &world.midst(), Pace::AtOnce).await.unwrap();
        };
        let writes = (0..6).map(|_| world.write(&ticket, &to, "Once."));
        let writes = futures_util::future::join_all(writes);
        let deliveries = async {
            for _ in 0..4 {
                deliver().await;
            }
        };
        let (receipts, ()) = futures_util::future::join(writes, deliveries).await;
        assert!(receipts.iter().all(|it| it.code == receipts[0].code));
        deliver().await;
        assert_eq!(world.count("feedback").await, 1);
        assert_eq!(world.count("anonymous_thread").await, 1);
        assert_eq!(world.count("anonymous_waiting").await, 0);
    }
}

on_both! {
    async fn what_was_delivered_and_waits_again_keeps_nothing_from_its_delivery(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(5).await;
        world.write(&crowd[0].1, &[to], "A").await;
        world.run("create table kept as select * from anonymous_waiting", []).await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        world.run("insert into anonymous_waiting select * from kept", []).await;
        world.write(&crowd[1].1, &[to], "B").await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback where text = 'A'").await, 1);
        assert_eq!(world.count("feedback where text = 'B'").await, 1);
        assert_eq!(world.count("anonymous_waiting").await, 0);
    }
}

on_both! {
    async fn a_withdrawal_waits_once_also_where_it_is_asked_for_at_the_same_time(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let ticket = world.crowd(5).await.remove(0).1;
        world.write(&ticket, &[to], "A").await;
        world.later(TimeDelta::days(1));
        world.deliver().await;
        let withdrawals = (0..6).map(|_| world.take_back(Holder::Ticket(ticket.clone())));
        let told = futures_util::future::join_all(withdrawals).await;
        assert!(told.iter().all(|it| *it == Ok(State::WithdrawalWaiting)), "{told:?}");
        assert_eq!(world.count("anonymous_waiting").await, 1);
    }
}

on_both! {
    async fn who_has_left_receives_nothing(world: World) {
        let mut world = world;
        let (to, gone) = (world.hire().await, world.hire().await);
        let crowd = world.crowd(5).await;
        world.write(&crowd[0].1, &[to, gone], "To both.").await;
        world.write(&crowd[1].1, &[gone], "To who has left.").await;
        world.person(gone).active = false;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        let recipients = world.rows("select recipient_id from feedback_recipient", []).await;
        assert_eq!(recipients.len(), 1);
        assert_eq!(recipients[0].try_get::<uuid::Uuid>("", "recipient_id").unwrap(), to.0);
        let holder = Holder::Ticket(crowd[1].1.clone());
        assert_eq!(world.look(holder.clone()).await.unwrap().state, State::Waiting);
        world.later(TimeDelta::days(62));
        assert_eq!(world.deliver().await, Some(0));
        assert_eq!(world.look(holder).await.unwrap().state, State::TooFew);
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    async fn marks_for_what_is_still_marked_are_delivered(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let (kept, archived) =
            (world.competency(world.home).await, world.competency(world.home).await);
        let crowd = world.crowd(5).await;
        let mark = |competency, mark| Mark { competency, mark };
        let marks = vec![mark(kept, 4), mark(archived, 2)];
        let input = Give { kind: Kind::Evaluation, marks, ..suggestion(&[to], "Marked.") };
        world.try_write(&crowd[0].1, input).await.unwrap().unwrap();
        let sql = "update competency set archived = $1 where id = $2";
        world.run(sql, [true.into(), archived.0.into()]).await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback_mark").await, 1);
        assert_eq!(world.count("feedback_mark where mark = 4").await, 1);
    }
}

on_both! {
    /// It has no author who could ask for its erasure later.
    async fn what_is_withdrawn_is_erased(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let marks = vec![Mark { competency: world.competency(world.home).await, mark: 4 }];
        let ticket = world.crowd(5).await.remove(0).1;
        let input = Give { kind: Kind::Evaluation, marks, ..suggestion(&[to], "Regretted.") };
        world.try_write(&ticket, input).await.unwrap().unwrap();
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback_mark").await, 1);
        let holder = Holder::Ticket(ticket);
        assert_eq!(world.take_back(holder.clone()).await, Ok(State::WithdrawalWaiting));
        assert_eq!(world.look(holder.clone()).await.unwrap().content.unwrap().text, "Regretted.");
        world.later(TimeDelta::days(1));
        world.deliver().await;
        assert_eq!(world.count("feedback where text = '' and withdrawn_at is not null").await, 1);
        for table in ["feedback_mark", "feedback_version", "feedback_version_mark"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        let standing = world.look(holder).await.unwrap();
        assert_eq!((standing.state, standing.content), (State::Withdrawn, None));
    }
}
