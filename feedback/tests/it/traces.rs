//! R47: everything in the database is searched for who wrote what without a name. The searches
//! read what a thief of the database reads: each column of each table, where rows lie, and which
//! transaction wrote them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use feedback::anonymous;
use kernel::{Holder, MembershipId, Ticket};

use crate::{on_both, world::World};

/// Each row of each table as text, ids and bytes as hexadecimal digits.
pub async fn everything(world: &World) -> BTreeMap<(String, String), usize> {
    let mut columns: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (table, column, _) in migration::columns() {
        columns.entry(table).or_default().push(column);
    }
    let mut rows = BTreeMap::new();
    for (table, columns) in columns {
        let cells: Vec<_> = if world.db.is_postgres() {
            columns.iter().map(|it| format!("coalesce({it}::text, '')")).collect()
        } else {
            columns.iter().map(|it| format!("quote({it})")).collect()
        };
        let sql = format!("select {} as line from {table}", cells.join(" || ' ' || "));
        for row in world.rows(&sql, []).await {
            let line: String = row.try_get("", "line").unwrap();
            let line = line.to_lowercase();
            // A time of day keeps its colons, an id loses its dashes.
            *rows.entry((table.to_owned(), line.replace('-', ""))).or_default() += 1;
        }
    }
    rows
}

/// The rows that were not there before.
pub fn new(
    before: &BTreeMap<(String, String), usize>,
    after: &BTreeMap<(String, String), usize>,
) -> Vec<(String, String)> {
    let known = |row: &(String, String)| before.get(row).copied().unwrap_or_default();
    after.iter().filter(|(row, count)| **count > known(row)).map(|(row, _)| row.clone()).collect()
}

pub fn tables(rows: &[(String, String)]) -> BTreeSet<&str> {
    rows.iter().map(|(table, _)| table.as_str()).collect()
}

pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn id(member: MembershipId) -> String {
    member.0.simple().to_string()
}

/// Twelve texts, in the order of their numbers.
pub async fn twelve(world: &mut World) -> (Vec<(MembershipId, Ticket)>, MembershipId) {
    let to = world.hire().await;
    let crowd = world.crowd(12).await;
    for (n, (_, ticket)) in crowd.iter().enumerate() {
        world.later(TimeDelta::minutes(1));
        world.write(ticket, &[to], &format!("Text {n:02}")).await;
    }
    (crowd, to)
}

on_both! {
    async fn r47_drawing_keeps_that_it_was_done_and_nothing_of_the_tickets(world: World) {
        let mut world = world;
        let member = world.hire().await;
        let before = everything(&world).await;
        let drawn = world.draw(member).await;
        let rows = new(&before, &everything(&world).await);
        assert_eq!(tables(&rows), ["audit_entry", "ticket_drawing"].into());
        assert_eq!(rows.len(), 2, "{rows:?}");
        for ticket in &drawn.tickets {
            let kept = digits(&ticket.code().hash());
            assert!(rows.iter().all(|(_, row)| !row.contains(&kept)), "{rows:?}");
        }
        let entry = world.rows("select actor_id, action from audit_entry", []).await;
        assert_eq!(entry[0].try_get::<String>("", "action").unwrap(), "drawTickets");
        assert_eq!(entry[0].try_get::<uuid::Uuid>("", "actor_id").unwrap(), member.0);
    }
}

on_both! {
    /// No row that writing, editing, reading, withdrawing or delivering leaves mentions anybody
    /// who drew, the request, or a time of day.
    async fn r47_nothing_that_is_written_mentions_who_could_have_written_it(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(6).await;
        let before = everything(&world).await;
        world.later(TimeDelta::seconds(13 * 3_600 + 37 * 60 + 42));
        for (n, (_, ticket)) in crowd.iter().enumerate() {
            world.write(ticket, &[to], &format!("Text {n}")).await;
            world.look(Holder::Code(ticket.code())).await.unwrap();
        }
        let input = anonymous::Edit { text: "Text 0, better".into(), marks: None };
        let bearer = world.with(&crowd[0].1);
        anonymous::edit(&world.nobody(), &bearer, input).await.unwrap().unwrap();
        world.take_back(Holder::Ticket(crowd[1].1.clone())).await.unwrap();
        let waiting = everything(&world).await;
        let written = new(&before, &waiting);
        assert_eq!(tables(&written), ["anonymous_waiting"].into());
        assert_eq!(written.len(), 6, "what was taken back, too");
        for (_, row) in &written {
            assert!(!row.contains("13:37"), "a time: {row}");
        }
        world.later(TimeDelta::seconds(3 * 3_600 + 43 * 60 + 27));
        assert_eq!(world.deliver().await, Some(5));
        let delivered = new(&waiting, &everything(&world).await);
        for (table, row) in written.iter().chain(&delivered) {
            for (member, _) in &crowd {
                assert!(!row.contains(&id(*member)), "{table} mentions who drew: {row}");
            }
            let told = matches!(&**table, "audit_entry" | "outbox");
            assert!(told || !row.contains("17:21:09"), "{table} has a time: {row}");
            assert!(!row.contains("13:37"), "{table} has the time of writing: {row}");
        }
        let wanted = ["anonymous_delivery", "anonymous_thread", "audit_entry", "feedback",
            "feedback_recipient", "outbox", "search_text"];
        assert_eq!(tables(&delivered), wanted.into());
        world.later(TimeDelta::hours(1));
        world.take_back(Holder::Ticket(crowd[2].1.clone())).await.unwrap();
        world.later(TimeDelta::days(1));
        let before = everything(&world).await;
        world.deliver().await.unwrap();
        let rows = new(&before, &everything(&world).await);
        let wanted = ["anonymous_delivery", "anonymous_thread", "audit_entry", "feedback"];
        assert_eq!(tables(&rows), wanted.into());
        let told = |table: &str| table == "audit_entry";
        assert!(rows.iter().all(|(table, row)| told(table) || !row.contains("18:21")), "{rows:?}");
    }
}

on_both! {
    async fn r47_the_audit_log_has_a_number_and_nobody(world: World) {
        let mut world = world;
        twelve(&mut world).await;
        world.run("delete from audit_entry", []).await;
        world.later(TimeDelta::days(1));
        world.deliver().await;
        let rows = world.rows("select * from audit_entry", []).await;
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(row.try_get::<i64>("", "counted").unwrap(), 12);
        assert_eq!(row.try_get::<Option<uuid::Uuid>>("", "actor_id").unwrap(), None);
        assert_eq!(row.try_get::<Option<uuid::Uuid>>("", "subject_id").unwrap(), None);
        assert_eq!(row.try_get::<Option<String>>("", "address").unwrap(), None);
        assert_eq!(row.try_get::<String>("", "request_id").unwrap(), "");
    }
}

/// The numbers of texts in some order of rows.
pub async fn texts(world: &World, sql: &str) -> Vec<String> {
    let rows = world.rows(sql, []).await;
    rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
}

/// Where each of the texts lies in the pool, with its number; or what follows them.
pub fn labels(
    world: &World,
    crowd: &[(MembershipId, Ticket)],
    position: i64,
) -> Vec<(Vec<u8>, String)> {
    let label = |ticket: &Ticket| {
        anonymous::label(&world.secret, world.home, &ticket.code().hash(), position)
    };
    let numbered = crowd.iter().enumerate();
    numbered.map(|(n, (_, ticket))| (label(ticket), format!("Text {n:02}"))).collect()
}

/// By chance this holds once in 12! times.
pub fn is_mixed(texts: &[String]) {
    assert_eq!(texts.len(), 12);
    assert!(!texts.is_sorted(), "in the order of writing: {texts:?}");
    assert!(!texts.iter().rev().is_sorted(), "in the order of writing, backwards: {texts:?}");
}

on_both! {
    async fn r47_no_list_is_in_the_order_of_writing(world: World) {
        let mut world = world;
        twelve(&mut world).await;
        world.later(TimeDelta::days(1));
        world.deliver().await;
        is_mixed(&texts(&world, "select text from feedback order by id").await);
        is_mixed(&texts(&world, "select text from feedback").await);
        let facts = "select f.text from outbox o join feedback f on f.id = o.subject_id order by o.id";
        is_mixed(&texts(&world, facts).await);
        let threads = "select f.text from anonymous_thread t join feedback f on f.id = t.feedback_id
             order by t.code_hash";
        is_mixed(&texts(&world, threads).await);
        let days = "select distinct created_at from feedback";
        assert_eq!(world.rows(days, []).await.len(), 1);
    }
}

on_both! {
    /// What lies beside what, and which transaction wrote it.
    async fn r47_neither_place_nor_transaction_tells_the_order_of_writing(world: World) {
        let mut world = world;
        let (crowd, _) = twelve(&mut world).await;
        let hidden = ["anonymous_waiting", "anonymous_thread", "ticket_drawing", "feedback",
            "feedback_recipient", "outbox"];
        if !world.db.is_postgres() {
            for table in hidden {
                let sql = format!("select rowid from {table}");
                let asked = world.try_run(&sql, []).await;
                assert!(asked.is_err(), "{table} numbers its rows");
            }
            // Within a page SQLite writes one row before the other, whatever their keys are.
            let file = world.file().await;
            let place = |label: &Vec<u8>| file.windows(label.len()).position(|it| it == label);
            let mut labels = labels(&world, &crowd, 0);
            labels.sort_by_key(|(label, _)| place(label).expect("it waits"));
            is_mixed(&labels.into_iter().map(|(_, n)| n).collect::<Vec<_>>());
            return;
        }
        let waiting_by_place = async || {
            let numbers: BTreeMap<_, _> = labels(&world, &crowd, 0).into_iter().collect();
            let rows = world.rows("select label from anonymous_waiting order by ctid", []).await;
            let labels = rows.iter().map(|row| row.try_get::<Vec<u8>>("", "label").unwrap());
            labels.map(|label| numbers[&label].clone()).collect::<Vec<_>>()
        };
        let transactions = async |table: &str| {
            let sql = format!("select distinct xmin::text as text from {table}");
            texts(&world, &sql).await
        };
        is_mixed(&waiting_by_place().await);
        let waiting = transactions("anonymous_waiting").await;
        assert_eq!(waiting.len(), 1, "each text tells the transaction that wrote it");
        // What came in last is mixed with the others before the day is over.
        anonymous::mix(&world.nobody(), world.home).await.unwrap();
        let mixed = transactions("anonymous_waiting").await;
        assert!(mixed.len() == 1 && mixed != waiting, "{mixed:?}");
        is_mixed(&waiting_by_place().await);
        let drawn = transactions("ticket_drawing").await;
        assert_eq!(drawn.len(), crowd.len());
        world.later(TimeDelta::days(1));
        world.deliver().await;
        is_mixed(&texts(&world, "select text from feedback order by ctid").await);
        let threads = "select f.text from anonymous_thread t join feedback f on f.id = t.feedback_id
             order by t.ctid";
        is_mixed(&texts(&world, threads).await);
        let facts = "select f.text from outbox o join feedback f on f.id = o.subject_id order by o.ctid";
        is_mixed(&texts(&world, facts).await);
        let mut all = BTreeSet::new();
        for table in ["feedback", "feedback_recipient", "anonymous_thread", "anonymous_delivery"] {
            all.extend(transactions(table).await);
        }
        assert_eq!(all.len(), 1, "all that was delivered is of one transaction");
        assert!(drawn.iter().all(|it| !all.contains(it)));
    }
}

on_both! {
    /// Those that wait on are written anew as well: who reads the pool twice does not see which
    /// were there before.
    async fn r47_what_waits_on_is_mixed_by_the_delivery(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let crowd = world.crowd(4).await;
        for (n, (_, ticket)) in crowd.iter().enumerate() {
            world.write(ticket, &[to], &format!("Text {n}")).await;
        }
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(0));
        assert_eq!(world.count("anonymous_waiting").await, 4);
        if world.db.is_postgres() {
            let rows = "select distinct w.xmin::text as text from anonymous_waiting w
                 join anonymous_delivery d on d.xmin = w.xmin";
            assert_eq!(texts(&world, rows).await.len(), 1, "they are of the delivery");
        }
    }
}

#[test]
fn r47_no_column_of_anonymous_writing_is_a_time() {
    let columns = migration::columns().into_iter();
    let times: Vec<_> = columns
        .filter(|(table, ..)| table.starts_with("anonymous_") || *table == "ticket_drawing")
        .filter(|(_, column, _)| column.ends_with("_at") || column.ends_with("_until"))
        .collect();
    assert!(times.is_empty(), "{times:?}");
}
