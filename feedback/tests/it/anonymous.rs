//! Writing without a name: tickets, pool, delivery, code, crowd.

use chrono::{NaiveTime, TimeDelta};
use feedback::{
    Kind, Mark, To, Visibility,
    anonymous::{
        self, Delivered, DrawError, Edit, Pace, draw, edit::EditError, give::GiveError,
        read::State, withdraw::WithdrawError,
    },
};
use kernel::{Code, Holder, MemberKind};

use crate::{on_both, unnamed::suggestion};

on_both! {
    async fn tickets_are_drawn_once_a_month_all_at_once(world: World) {
        let mut world = world;
        let member = world.hire().await;
        let drawn = world.draw(member).await;
        assert_eq!(drawn.tickets.len(), 10);
        let (call, desk) = (world.call(member), world.desk(member));
        let again = draw(&call, &desk, world.home).await.unwrap();
        assert_eq!(again.unwrap_err(), DrawError::AlreadyDrawn);
        world.later(TimeDelta::days(31));
        assert_ne!(world.draw(member).await.tickets, drawn.tickets);
        let stranger = draw(&world.stranger(), &desk, world.home).await.unwrap_err();
        assert_eq!(stranger.code, Code::Unauthenticated);
        let external = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let refused = draw(&world.call(external), &world.desk(external), world.home).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        world.writable = false;
        let unlicensed = draw(&world.call(member), &world.desk(member), world.home).await;
        assert_eq!(unlicensed.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    async fn what_was_written_waits_and_is_delivered_with_a_day_as_its_date(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let to = world.hire_with(|it| it.manager = Some(boss)).await;
        let crowd = world.crowd(5).await;
        world.later(TimeDelta::hours(7));
        let receipt = world.write(&crowd[0].1, &[to], "Say less.").await;
        assert_eq!((receipt.state, receipt.crowd), (State::Waiting, Some(5)));
        assert_eq!(world.count("feedback").await, 0);
        assert_eq!(world.count("outbox").await, 0);
        world.later(TimeDelta::hours(13));
        assert_eq!(world.deliver().await, Some(1));
        let row = &world.rows("select * from feedback", []).await[0];
        assert_eq!(row.try_get::<Option<uuid::Uuid>>("", "author_id").unwrap(), None);
        assert!(row.try_get::<bool>("", "anonymous").unwrap());
        let at: chrono::DateTime<chrono::Utc> = row.try_get("", "created_at").unwrap();
        assert_eq!(at, world.clock.now().date_naive().and_time(NaiveTime::MIN).and_utc());
        let id: uuid::Uuid = row.try_get("", "id").unwrap();
        assert_eq!(id.as_u128() >> 80, at.timestamp_millis().unsigned_abs().into());
        let manager = world.rows("select manager_id from feedback_recipient", []).await;
        assert_eq!(manager[0].try_get::<uuid::Uuid>("", "manager_id").unwrap(), boss.0);
        assert_eq!(world.count("outbox where topic = 'feedback.given'").await, 1);
        assert_eq!(world.count("anonymous_waiting").await, 0);
        let standing = world.look(Holder::Code(receipt.code)).await.unwrap();
        assert_eq!((standing.state, standing.day), (State::Delivered, Some(at.date_naive())));
        assert_eq!(standing.crowd, None, "it would tell when it was written");
        assert_eq!(standing.content.unwrap().text, "Say less.");
        // Once a day.
        world.write(&crowd[1].1, &[to], "Say more.").await;
        assert_eq!(world.deliver().await, None);
        assert_eq!(anonymous::deliver(&world.nobody(), &world.midst(), Pace::AtOnce).await.unwrap(), Some(1));
        let counted = world.rows("select written from anonymous_delivery", []).await;
        assert_eq!(counted[0].try_get::<i64>("", "written").unwrap(), 2);
    }
}

on_both! {
    async fn the_ticket_is_the_key(world: World) {
        let mut world = world;
        let (to, other) = (world.hire().await, world.hire().await);
        let crowd = world.crowd(5).await;
        let ticket = &crowd[0].1;
        let first = world.write(ticket, &[to], "Once.").await;
        for _ in 0..2 {
            let again = world.write(ticket, &[to], "Once.").await;
            assert_eq!(again.code.reveal(), first.code.reveal());
            assert_eq!(world.count("anonymous_waiting").await, 1);
            for another in [suggestion(&[to], "Twice."), suggestion(&[other], "Once.")] {
                let told = world.try_write(ticket, another).await.unwrap_err();
                assert_eq!(told.code, Code::Conflict);
            }
        }
        world.later(TimeDelta::days(1));
        world.deliver().await;
        let again = world.write(ticket, &[to], "Once.").await;
        assert_eq!((again.code.reveal(), again.state), (first.code.reveal(), State::Delivered));
        let told = world.try_write(ticket, suggestion(&[to], "Twice.")).await.unwrap_err();
        assert_eq!(told.code, Code::Conflict);
        assert_eq!(world.count("feedback").await, 1);
        assert_eq!(world.count("idempotency").await, 0);
    }
}

on_both! {
    async fn the_same_ticket_at_the_same_time_is_used_once(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let ticket = world.crowd(1).await.remove(0).1;
        let write = async |text: &'static str| world.try_write(&ticket, suggestion(&[to], text)).await;
        let told = futures_util::future::join_all((0..6).map(|_| write("Once."))).await;
        let codes: Vec<_> = told.into_iter().map(|it| it.unwrap().unwrap().code.reveal()).collect();
        assert!(codes.iter().all(|code| *code == codes[0]));
        let told = futures_util::future::join_all(["Twice.", "Thrice."].map(write)).await;
        assert!(told.into_iter().all(|it| it.unwrap_err().code == Code::Conflict));
        assert_eq!(world.count("anonymous_waiting").await, 1);
    }
}

on_both! {
    async fn what_waits_is_edited_and_taken_back(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(6).await;
        let (first, second) = (&crowd[0].1, &crowd[1].1);
        let code = world.write(first, &[to], "A").await.code;
        world.write(second, &[to], "B").await;
        let edit = async |holder, text: &str| {
            let input = Edit { text: text.into(), marks: None };
            anonymous::edit(&world.nobody(), &world.bearer(holder), input).await.unwrap()
        };
        edit(Holder::Code(code.clone()), "A, better").await.unwrap();
        edit(Holder::Ticket(second.clone()), "B, better").await.unwrap();
        let empty = edit(Holder::Code(code.clone()), " ").await.unwrap_err();
        assert_eq!(empty, [EditError::Empty]);
        assert_eq!(world.count("anonymous_waiting").await, 2);
        assert_eq!(world.take_back(Holder::Ticket(second.clone())).await, Ok(State::Withdrawn));
        let gone = world.look(Holder::Ticket(second.clone())).await.unwrap();
        assert_eq!((gone.state, gone.content), (State::Withdrawn, None));
        assert_eq!(world.take_back(Holder::Ticket(second.clone())).await, Ok(State::Withdrawn));
        // The request that wrote it, come again late, undoes nothing.
        let late = world.try_write(second, suggestion(&[to], "B")).await.unwrap_err();
        assert_eq!(late.code, Code::Conflict);
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.look(Holder::Ticket(second.clone())).await.unwrap().state, State::Withdrawn);
        let late = world.try_write(second, suggestion(&[to], "B")).await.unwrap_err();
        assert_eq!(late.code, Code::Conflict);
        let third = world.take_back(Holder::Ticket(crowd[2].1.clone())).await;
        assert_eq!(third, Err(WithdrawError::NothingWritten));
        let late = edit(Holder::Code(code), "A, too late").await.unwrap_err();
        assert_eq!(late, [EditError::NotWaiting]);
        assert_eq!(world.count("feedback where text = 'A, better'").await, 1);
        assert_eq!(world.count("feedback").await, 1);
        assert_eq!(world.count("feedback_version").await, 0);
        world.writable = false;
        let bearer = world.bearer(Holder::Code(crowd[5].1.code()));
        let input = Edit { text: "Nothing".into(), marks: None };
        let nothing = anonymous::edit(&world.nobody(), &bearer, input).await.unwrap();
        assert_eq!(nothing.unwrap_err(), [EditError::NotWaiting], "nor that the licence is over");
    }
}

on_both! {
    async fn what_was_delivered_is_withdrawn_with_the_next_delivery(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(5).await;
        let code = world.write(&crowd[0].1, &[to], "A").await.code;
        world.later(TimeDelta::days(1));
        world.deliver().await;
        let holder = Holder::Code(code);
        world.writable = false;
        world.later(TimeDelta::hours(3));
        for _ in 0..2 {
            assert_eq!(world.take_back(holder.clone()).await, Ok(State::WithdrawalWaiting));
        }
        assert_eq!(world.count("feedback where withdrawn_at is null").await, 1);
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(0));
        let row = &world.rows("select withdrawn_at from feedback", []).await[0];
        let at: chrono::DateTime<chrono::Utc> = row.try_get("", "withdrawn_at").unwrap();
        assert_eq!(at, world.clock.now().date_naive().and_time(NaiveTime::MIN).and_utc());
        assert_eq!(world.take_back(holder.clone()).await, Ok(State::Withdrawn));
        assert_eq!(world.look(holder).await.unwrap().state, State::Withdrawn);
        assert_eq!(world.threads(Delivered::Withdrawn).await, 1);
    }
}

on_both! {
    async fn only_who_has_the_code_reads_it(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(2).await;
        let code = world.write(&crowd[0].1, &[to], "Mine.").await.code;
        assert!(world.look(Holder::Code(code.clone())).await.is_some());
        assert!(world.look(Holder::Ticket(crowd[0].1.clone())).await.is_some());
        assert!(world.look(Holder::Ticket(crowd[1].1.clone())).await.is_none());
        assert!(world.look(Holder::Code(crowd[1].1.code())).await.is_none());
        let (call, bearer) = (world.nobody(), world.bearer(Holder::Code(code)));
        let told = anonymous::give(&call, &bearer, suggestion(&[to], "More.")).await;
        assert_eq!(told.unwrap_err().code, Code::Unauthenticated, "a code is no ticket");
    }
}

on_both! {
    async fn what_is_wrong_is_told_at_once_and_leaves_the_ticket_good(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let client = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let (outsider, competency) = (world.outsider().await, world.competency(world.home).await);
        let crowd = world.crowd(2).await;
        let ticket = &crowd[0].1;
        let wrong = async |input| world.try_write(ticket, input).await.unwrap().unwrap_err();
        for nobody in [client, outsider] {
            assert_eq!(wrong(suggestion(&[to, nobody], "Hm.")).await, [GiveError::NoSuchRecipient]);
        }
        assert_eq!(wrong(suggestion(&[], " ")).await, [GiveError::NobodyToReceive, GiveError::Empty]);
        let mark = Mark { competency, mark: 4 };
        let evaluation = |marks| feedback::Give { kind: Kind::Evaluation, marks, ..suggestion(&[to], "Hm.") };
        assert_eq!(wrong(evaluation(vec![])).await, [GiveError::MarksMissing]);
        assert_eq!(wrong(evaluation(vec![mark, mark])).await, [GiveError::CompetencyTwice]);
        let elsewhere = Mark { competency: world.competency(world.away).await, mark: 4 };
        assert_eq!(wrong(evaluation(vec![elsewhere])).await, [GiveError::NoSuchCompetency]);
        world.try_write(ticket, evaluation(vec![mark])).await.unwrap().unwrap();
        world.writable = false;
        let again = world.try_write(ticket, evaluation(vec![mark])).await;
        assert!(again.unwrap().is_ok(), "what was done stays done");
        let told = world.try_write(&crowd[1].1, suggestion(&[to], "Hm.")).await.unwrap_err();
        assert_eq!(told.code, Code::Forbidden);
    }
}

on_both! {
    async fn groups_are_given_to_with_marks_and_their_author_is_left_in(world: World) {
        let mut world = world;
        let competency = world.competency(world.home).await;
        // Five others, and one more: others than the three read it.
        let crowd = world.crowd(7).await;
        world.group_members = crowd.iter().take(3).map(|(member, _)| *member).collect();
        let input = feedback::Give {
            to: To::Group(world.group),
            kind: Kind::Evaluation,
            visibility: Visibility::Team,
            text: "You three.".into(),
            marks: vec![Mark { competency, mark: 3 }],
        };
        world.try_write(&crowd[0].1, input.clone()).await.unwrap().unwrap();
        // Meanwhile nobody gives marks for it any more, and somebody joins the group.
        world.run("update competency set archived = $1", [true.into()]).await;
        world.group_members.push(crowd[4].0);
        let again = world.try_write(&crowd[0].1, input).await.unwrap();
        assert!(again.is_ok(), "it is the same");
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        // Who is in it and what can be marked is as it is by now.
        assert_eq!(world.count("feedback_recipient where several").await, 4);
        assert_eq!(world.count("feedback_mark").await, 0);
        assert_eq!(world.count("feedback where group_id is not null and sole_recipient_id is null").await, 1);
    }
}
