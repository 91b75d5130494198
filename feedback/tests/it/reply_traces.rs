//! R47: the same searches, for who replied without a name.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use feedback::anonymous;
use kernel::{Holder, MembershipId, Ticket};

use crate::{
    on_both,
    traces::{digits, everything, id, is_mixed, labels, new, tables, texts, twelve},
    world::World,
};

/// Twelve conversations, delivered, and a reply in each, in the order of their numbers.
async fn twelve_replies(world: &mut World) -> (Vec<(MembershipId, Ticket)>, MembershipId) {
    let (crowd, to) = twelve(world).await;
    assert_eq!(world.tomorrow().await, 12);
    for (n, (_, ticket)) in crowd.iter().enumerate() {
        world.later(TimeDelta::minutes(1));
        world.say(ticket, &format!("Reply {n:02}")).await.unwrap();
    }
    (crowd, to)
}

on_both! {
    /// Neither in the pool nor delivered, edited or withdrawn does a reply mention who could have
    /// written it, the request, or a time of day.
    async fn r47_no_reply_mentions_who_could_have_written_it(world: World) {
        let mut world = world;
        let (crowd, to) = twelve(&mut world).await;
        world.tomorrow().await;
        let about = world.look(Holder::Code(crowd[0].1.code())).await.unwrap().feedback.unwrap();
        crate::talk::said(&world, to, about, "What do you mean?").await;
        let before = everything(&world).await;
        let midnight = world.clock.now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
        world.later(midnight - world.clock.now() + TimeDelta::seconds(13 * 3_600 + 37 * 60 + 42));
        let mut said = vec![];
        for (n, (_, ticket)) in crowd.iter().enumerate() {
            said.push(world.say(ticket, &format!("Reply {n:02}")).await.unwrap());
        }
        let which = |n: usize| match &said[n] {
            anonymous::Said::Waiting(row) => anonymous::Which::<kernel::ReplyId>::Waiting(row.position),
            anonymous::Said::Delivered(..) => panic!("it does not wait"),
        };
        let bearer = |n: usize| world.bearer(Holder::Code(crowd[n].1.code()));
        let better = "Better".to_owned();
        anonymous::edit_reply(&world.nobody(), &bearer(0), which(0), better).await.unwrap().unwrap();
        anonymous::withdraw_reply(&world.nobody(), &bearer(1), which(1)).await.unwrap().unwrap();
        let waiting = everything(&world).await;
        let written = new(&before, &waiting);
        assert_eq!(tables(&written), ["anonymous_waiting"].into());
        assert_eq!(written.len(), 11);
        world.later(TimeDelta::seconds(86_400 + 3 * 3_600 + 43 * 60 + 27));
        assert_eq!(world.deliver().await, Some(11));
        let delivered = new(&waiting, &everything(&world).await);
        let wanted = ["anonymous_delivery", "audit_entry", "feedback_reply", "outbox", "search_text"];
        assert_eq!(tables(&delivered), wanted.into());
        for (table, row) in written.iter().chain(&delivered) {
            for (member, ticket) in &crowd {
                assert!(!row.contains(&id(*member)), "{table} mentions who drew: {row}");
                let code = digits(&ticket.code().hash());
                assert!(!row.contains(&code), "{table}: {row}");
            }
            let told = matches!(&**table, "audit_entry" | "outbox");
            assert!(told || !row.contains("17:21:09"), "{table} has a time: {row}");
            assert!(!row.contains("13:37"), "{table} has the time of writing: {row}");
        }
        // One is taken back, and its place says nothing of when.
        let reply = world.rows("select id from feedback_reply where text = 'Reply 02'", []).await;
        let reply = kernel::ReplyId(reply[0].try_get("", "id").unwrap());
        let which = anonymous::Which::Delivered(reply);
        world.later(TimeDelta::hours(1));
        let before = everything(&world).await;
        anonymous::withdraw_reply(&world.nobody(), &bearer(2), which).await.unwrap().unwrap();
        let written = new(&before, &everything(&world).await);
        assert_eq!(tables(&written), ["anonymous_waiting"].into());
        world.later(TimeDelta::days(1));
        let before = everything(&world).await;
        world.deliver().await.unwrap();
        let rows = new(&before, &everything(&world).await);
        assert_eq!(tables(&rows), ["anonymous_delivery", "audit_entry", "feedback_reply"].into());
        for (table, row) in written.iter().chain(&rows) {
            assert!(table == "audit_entry" || !row.contains("18:21"), "{table}: {row}");
            for (member, _) in &crowd {
                assert!(!row.contains(&id(*member)), "{table} mentions who drew: {row}");
            }
        }
    }
}

on_both! {
    async fn r47_replies_are_delivered_in_an_order_that_tells_nothing(world: World) {
        let mut world = world;
        let (crowd, _) = twelve_replies(&mut world).await;
        let numbers: BTreeMap<_, _> = labels(&world, &crowd, 1).into_iter().collect();
        let numbers = async |order: &str| {
            let sql = format!("select label from anonymous_waiting order by {order}");
            let rows = world.rows(&sql, []).await;
            let labels = rows.iter().map(|row| row.try_get::<Vec<u8>>("", "label").unwrap());
            labels.map(|label| numbers[&label].clone()).collect::<Vec<_>>()
        };
        is_mixed(&numbers("position").await);
        let places = world.rows("select distinct label from anonymous_waiting", []).await;
        let texts_lay: BTreeMap<_, _> = labels(&world, &crowd, 0).into_iter().collect();
        assert_eq!(places.len(), 12);
        for place in places {
            let place: Vec<u8> = place.try_get("", "label").unwrap();
            assert!(!texts_lay.contains_key(&place), "it leads to when the text was written");
        }
        if world.db.is_postgres() {
            is_mixed(&numbers("ctid").await);
            let writers = "select distinct xmin::text as text from anonymous_waiting";
            assert_eq!(texts(&world, writers).await.len(), 1, "each tells who wrote it");
        }
        assert_eq!(world.tomorrow().await, 12);
        is_mixed(&texts(&world, "select text from feedback_reply order by id").await);
        is_mixed(&texts(&world, "select text from feedback_reply").await);
        let facts = "select r.text from outbox o join feedback_reply r on r.id = o.subject_id order by o.id";
        is_mixed(&texts(&world, facts).await);
        let days = "select distinct created_at from feedback_reply";
        assert_eq!(world.rows(days, []).await.len(), 1);
        if world.db.is_postgres() {
            is_mixed(&texts(&world, "select text from feedback_reply order by ctid").await);
            let writers = "select distinct xmin::text as text from feedback_reply";
            assert_eq!(texts(&world, writers).await.len(), 1);
        } else {
            let asked = world.try_run("select rowid from feedback_reply", []).await;
            assert!(asked.is_err(), "feedback_reply numbers its rows");
        }
    }
}

on_both! {
    async fn r47_the_audit_log_has_a_number_of_replies_and_nobody(world: World) {
        let mut world = world;
        twelve_replies(&mut world).await;
        world.run("delete from audit_entry", []).await;
        world.tomorrow().await;
        let rows = world.rows("select * from audit_entry", []).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].try_get::<i64>("", "counted").unwrap(), 12);
        assert_eq!(rows[0].try_get::<Option<uuid::Uuid>>("", "actor_id").unwrap(), None);
        assert_eq!(rows[0].try_get::<String>("", "request_id").unwrap(), "");
    }
}
