//! The conversation about what was written without a name: replies of both sides, and how much of
//! it the code opens.

use chrono::{DateTime, TimeDelta, Utc};
use feedback::{
    anonymous::{
        self, MOST_A_DAY, Said, Which, edit_reply::EditReplyError, read::State, reply::ReplyError,
        withdraw_reply::WithdrawReplyError,
    },
    talk::{
        Reason, Subject,
        flag::{Flag, flag_feedback, flag_reply},
        resolve::{Decision, resolve},
        told_unchecked,
    },
};
use kernel::{Code, FeedbackId, Holder, MembershipId, ReplyId, Scope, Ticket};

use crate::{
    api::{Api, at, text},
    on_both,
    people::administrator,
    talk::said,
    world::World,
};

/// Something that was written to somebody, and delivered: who received it, the ticket of who
/// wrote it, and what it is.
async fn begun(world: &mut World) -> (MembershipId, Ticket, FeedbackId) {
    let to = world.hire().await;
    let ticket = world.crowd(5).await.remove(0).1;
    world.write(&ticket, &[to], "Say less.").await;
    assert_eq!(world.tomorrow().await, 1);
    let id = world.look(Holder::Code(ticket.code())).await.unwrap().feedback.unwrap();
    (to, ticket, id)
}

async fn replies(world: &World) -> Vec<(ReplyId, Option<uuid::Uuid>, String, DateTime<Utc>)> {
    let rows = world.rows("select * from feedback_reply where anonymous order by text", []).await;
    let row = |row: &sea_orm::QueryResult| {
        (
            ReplyId(row.try_get("", "id").unwrap()),
            row.try_get("", "author_id").unwrap(),
            row.try_get("", "text").unwrap(),
            row.try_get("", "created_at").unwrap(),
        )
    };
    rows.iter().map(row).collect()
}

fn position(said: &Said) -> i64 {
    match said {
        Said::Waiting(row) => row.position,
        Said::Delivered(..) => panic!("it does not wait"),
    }
}

async fn take_back(
    world: &World,
    ticket: &Ticket,
    which: Which<ReplyId>,
) -> Result<State, WithdrawReplyError> {
    let bearer = world.bearer(Holder::Code(ticket.code()));
    anonymous::withdraw_reply(&world.nobody(), &bearer, which).await.unwrap()
}

on_both! {
    async fn a_reply_waits_and_has_a_day_as_its_only_date(world: World) {
        let mut world = world;
        let (to, ticket, about) = begun(&mut world).await;
        said(&world, to, about, "What do you mean?").await;
        world.later(TimeDelta::hours(7));
        world.say(&ticket, "In meetings.").await.unwrap();
        assert_eq!(replies(&world).await.len(), 0);
        assert_eq!(world.count("outbox where topic = 'feedback.replied'").await, 1);
        world.later(TimeDelta::hours(11));
        assert_eq!(world.tomorrow().await, 1);
        let (id, author, said, created) = replies(&world).await.remove(0);
        assert_eq!((author, &*said), (None, "In meetings."));
        let day = world.clock.now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
        assert_eq!(created, day);
        assert_eq!(id.0.as_u128() >> 80, day.timestamp_millis().unsigned_abs().into());
        // Whoever receives it is told, and reads it without an author.
        assert_eq!(world.count("outbox where topic = 'feedback.replied'").await, 2);
        let told = told_unchecked(&world.db, world.home, id).await.unwrap().unwrap();
        assert_eq!((told.feedback, told.members), (about, vec![to]));
        let query = format!("{{ feedback(id: \"{about}\") {{ replies {{ nodes {{ text anonymous author {{ id }} createdAt editedAt version }} }} }} }}");
        let told = Api::over(&world).told(to, &query).await;
        assert_eq!(text(&told, "feedback.replies.nodes.0.author.id"), to.to_string());
        assert_eq!(at(&told, "feedback.replies.nodes.0.anonymous").to_string(), "false");
        assert_eq!(text(&told, "feedback.replies.nodes.1.text"), "In meetings.");
        assert_eq!(at(&told, "feedback.replies.nodes.1.anonymous").to_string(), "true");
        assert_eq!(at(&told, "feedback.replies.nodes.1.author").to_string(), "null");
        assert_eq!(at(&told, "feedback.replies.nodes.1.editedAt").to_string(), "null");
        // And goes on with it.
        crate::talk::said(&world, to, about, "I see.").await;
        assert_eq!(world.count("idempotency").await, 0);
    }
}

on_both! {
    async fn there_is_something_to_say_once_it_is_delivered_and_as_long_as_it_stands(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let mut crowd = world.crowd(6).await;
        let (unused, ticket) = (crowd.remove(0).1, crowd.remove(0).1);
        assert_eq!(world.say(&unused, "Hello.").await.unwrap_err(), ReplyError::NotDelivered);
        world.write(&ticket, &[to], "Say less.").await;
        assert_eq!(world.say(&ticket, "More.").await.unwrap_err(), ReplyError::NotDelivered);
        world.tomorrow().await;
        for wrong in ["", " \n", "a\0", &"ö".repeat(5_001)] {
            assert_eq!(world.say(&ticket, wrong).await.unwrap_err(), ReplyError::ReplyInvalid);
        }
        world.writable = false;
        let bearer = world.with(&ticket);
        let refused = anonymous::reply(&world.nobody(), &bearer, "More.".into()).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        world.writable = true;
        world.say(&ticket, "More.").await.unwrap();
        // Hidden by a moderator it waits, and is delivered once that is put back.
        let about = world.look(Holder::Code(ticket.code())).await.unwrap().feedback.unwrap();
        let why = Flag { reason: Reason::Abusive, note: String::new() };
        flag_feedback(&world.call(to), about, why).await.unwrap().unwrap();
        let decide = async |decision| {
            let (call, desk) = (world.call(boss), world.desk(boss));
            resolve(&call, &desk, Subject::Feedback(about), decision).await.unwrap().unwrap();
        };
        decide(Decision::Hide).await;
        assert!(world.look(Holder::Code(ticket.code())).await.unwrap().hidden);
        assert_eq!(world.say(&ticket, "Why?").await.unwrap_err(), ReplyError::NoLongerDiscussed);
        assert_eq!(world.tomorrow().await, 0);
        assert_eq!(world.count("anonymous_waiting").await, 1);
        decide(Decision::Dismiss).await;
        assert_eq!(world.tomorrow().await, 1);
        // Its withdrawal takes the replies that wait, and those that were delivered with it.
        world.say(&ticket, "Still more.").await.unwrap();
        assert_eq!(world.take_back(Holder::Code(ticket.code())).await, Ok(State::WithdrawalWaiting));
        assert_eq!(world.count("anonymous_waiting").await, 1);
        assert_eq!(world.say(&ticket, "Why?").await.unwrap_err(), ReplyError::NoLongerDiscussed);
        world.tomorrow().await;
        assert_eq!(world.say(&ticket, "Why?").await.unwrap_err(), ReplyError::NoLongerDiscussed);
        let all: Vec<_> = replies(&world).await.into_iter().map(|it| it.2).collect();
        assert_eq!(all, [""]);
        assert_eq!(world.count("feedback_reply where withdrawn_at is not null").await, 1);
    }
}

on_both! {
    async fn a_conversation_takes_five_a_day_and_each_once(world: World) {
        let mut world = world;
        let (_, ticket, _) = begun(&mut world).await;
        let first = world.say(&ticket, "0").await.unwrap();
        let again = world.say(&ticket, "0").await.unwrap();
        assert_eq!(position(&first), position(&again));
        let at_once = (0..4).map(|_| world.say(&ticket, "1"));
        let at_once = futures_util::future::join_all(at_once).await;
        assert!(at_once.iter().all(Result::is_ok));
        assert_eq!(world.count("anonymous_waiting").await, 2);
        for n in 2..MOST_A_DAY {
            world.say(&ticket, &n.to_string()).await.unwrap();
        }
        assert_eq!(world.say(&ticket, "One more").await.unwrap_err(), ReplyError::EnoughForToday);
        assert_eq!(i64::try_from(MOST_A_DAY), Ok(world.tomorrow().await));
        // They are of this day by now.
        assert_eq!(world.say(&ticket, "One more").await.unwrap_err(), ReplyError::EnoughForToday);
        assert!(matches!(world.say(&ticket, "0").await, Ok(Said::Delivered(..))), "a lost answer");
        world.later(TimeDelta::days(1));
        world.say(&ticket, "One more").await.unwrap();
        assert_eq!(world.tomorrow().await, 1);
    }
}

on_both! {
    async fn what_waits_is_edited_and_taken_back_by_its_own_code_alone(world: World) {
        let mut world = world;
        let (_, ticket, _) = begun(&mut world).await;
        let (_, other, _) = begun(&mut world).await;
        let one = position(&world.say(&ticket, "One.").await.unwrap());
        let two = position(&world.say(&ticket, "Two.").await.unwrap());
        let change = async |ticket: &Ticket, position, text: &str| {
            let bearer = world.bearer(Holder::Code(ticket.code()));
            let which = Which::<ReplyId>::Waiting(position);
            anonymous::edit_reply(&world.nobody(), &bearer, which, text.into()).await.unwrap()
        };
        change(&ticket, one, "One, better.").await.unwrap();
        assert_eq!(change(&ticket, one, " ").await.unwrap_err(), EditReplyError::ReplyInvalid);
        assert_eq!(change(&other, one, "Theirs.").await.unwrap_err(), EditReplyError::NotWaiting);
        // Nor the text itself, or a withdrawal.
        assert_eq!(change(&ticket, 0, "All.").await.unwrap_err(), EditReplyError::NotWaiting);
        let unknown = Err(WithdrawReplyError::NoSuchReply);
        assert_eq!(take_back(&world, &other, Which::Waiting(two)).await, unknown);
        assert_eq!(take_back(&world, &ticket, Which::Waiting(two)).await, Ok(State::Withdrawn));
        assert_eq!(take_back(&world, &ticket, Which::Waiting(two)).await, unknown);
        assert_eq!(world.count("anonymous_waiting").await, 1);
        assert_eq!(world.tomorrow().await, 1);
        assert_eq!(change(&ticket, one, "Late.").await.unwrap_err(), EditReplyError::NotWaiting);
        let all: Vec<_> = replies(&world).await.into_iter().map(|it| it.2).collect();
        assert_eq!(all, ["One, better."]);
    }
}

on_both! {
    async fn what_was_delivered_is_taken_back_with_the_next_delivery(world: World) {
        let mut world = world;
        let (to, ticket, about) = begun(&mut world).await;
        let (_, other, _) = begun(&mut world).await;
        let theirs = said(&world, to, about, "What do you mean?").await;
        world.say(&ticket, "One.").await.unwrap();
        world.say(&ticket, "Two.").await.unwrap();
        world.tomorrow().await;
        let all = replies(&world).await;
        let (one, two) = (all[0].0, all[1].0);
        let why = Flag { reason: Reason::Abusive, note: "Look.".into() };
        flag_reply(&world.call(to), one, why).await.unwrap().unwrap();
        let unknown = Err(WithdrawReplyError::NoSuchReply);
        // Nobody else's, and not by another's code.
        assert_eq!(take_back(&world, &ticket, Which::Delivered(theirs)).await, unknown);
        assert_eq!(take_back(&world, &other, Which::Delivered(one)).await, unknown);
        world.writable = false;
        for _ in 0..2 {
            let told = take_back(&world, &ticket, Which::Delivered(one)).await;
            assert_eq!(told, Ok(State::WithdrawalWaiting));
        }
        world.writable = true;
        assert_eq!(world.count("anonymous_waiting").await, 1);
        assert_eq!(replies(&world).await[0].2, "One.", "at once it would tell when");
        world.tomorrow().await;
        assert_eq!(take_back(&world, &ticket, Which::Delivered(one)).await, Ok(State::Withdrawn));
        let query = format!("{{ feedback(id: \"{about}\") {{ replies {{ nodes {{ id text withdrawn }} }} }} }}");
        let told = Api::over(&world).told(to, &query).await;
        let mut places = [(text(&told, "feedback.replies.nodes.1.id"), 1), (text(&told, "feedback.replies.nodes.2.id"), 2)];
        places.sort_by_key(|(id, _)| *id != one.to_string());
        let shown = |n: i32, what: &str| at(&told, &format!("feedback.replies.nodes.{n}.{what}")).to_string();
        assert_eq!((shown(places[0].1, "withdrawn"), shown(places[0].1, "text")), ("true".into(), "null".into()));
        assert_eq!((places[1].0.clone(), shown(places[1].1, "withdrawn")), (two.to_string(), "false".into()));
        assert_eq!(world.count("feedback_reply_flag").await, 0);
        assert_eq!(world.count("search_text where kind = 'reply'").await, 2);
    }
}

on_both! {
    /// A moderator reads what was flagged, and nobody's name.
    async fn what_was_flagged_is_moderated_without_an_author(world: World) {
        let mut world = world;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let (to, ticket, _) = begun(&mut world).await;
        world.say(&ticket, "Nobody likes you.").await.unwrap();
        world.tomorrow().await;
        let id = replies(&world).await[0].0;
        let query = format!("{{ reply(id: \"{id}\") {{ text author {{ id }} moderation flags {{ reason }} }} }}");
        let api = Api::over(&world);
        assert_eq!(at(&api.told(boss, &query).await, "reply").to_string(), "null");
        let why = Flag { reason: Reason::Abusive, note: "Look.".into() };
        flag_reply(&world.call(to), id, why).await.unwrap().unwrap();
        let told = api.told(boss, &query).await;
        assert_eq!(text(&told, "reply.text"), "Nobody likes you.");
        assert_eq!(at(&told, "reply.author").to_string(), "null");
        assert_eq!(text(&told, "reply.moderation"), "FLAGGED");
        assert_eq!(world.count("audit_entry where action = 'readFlagged'").await, 1);
        let (call, desk) = (world.call(boss), world.desk(boss));
        resolve(&call, &desk, Subject::Reply(id), Decision::Hide).await.unwrap().unwrap();
        let told = api.told(to, &format!("{{ reply(id: \"{id}\") {{ text hidden }} }}")).await;
        assert_eq!((at(&told, "reply.text").to_string(), at(&told, "reply.hidden").to_string()), ("null".into(), "true".into()));
    }
}
