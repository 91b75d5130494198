//! R47: everything in the database is searched for who answered what without a name. The searches
//! read what a thief of the database reads: each column of each table, where rows lie, and which
//! transaction wrote them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assessment::{
    campaigns::{Mode, campaign},
    sheets::{self, By},
};
use chrono::TimeDelta;
use kernel::{CampaignInvitationId, CampaignTicket, MembershipId, UnitId};
use sea_orm::prelude::Uuid;

use super::{STEP, choice, number, words};
use crate::{
    on_both,
    world::{Person, World},
};

/// Each row of each table as text, ids and bytes as hexadecimal digits.
async fn everything(world: &World) -> BTreeMap<(String, String), usize> {
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
        for row in world.rows(&sql).await {
            let line: String = row.try_get("", "line").unwrap();
            // A time of day keeps its colons, an id loses its dashes.
            let line = line.to_lowercase().replace('-', "");
            *rows.entry((table.to_owned(), line)).or_default() += 1;
        }
    }
    rows
}

/// The rows that were not there before.
fn new(
    before: &BTreeMap<(String, String), usize>,
    after: &BTreeMap<(String, String), usize>,
) -> Vec<(String, String)> {
    let known = |row: &(String, String)| before.get(row).copied().unwrap_or_default();
    after.iter().filter(|(row, count)| **count > known(row)).map(|(row, _)| row.clone()).collect()
}

fn tables(rows: &[(String, String)]) -> BTreeSet<&str> {
    rows.iter().map(|(table, _)| table.as_str()).collect()
}

fn digits(id: Uuid) -> String {
    id.simple().to_string()
}

struct Asked {
    campaign: campaign::Model,
    people: Vec<(Person, CampaignInvitationId)>,
}

/// So many in each of three units, all invited.
async fn asked(world: &World, each: usize) -> Asked {
    let campaign = world.campaign(world.home, Mode::Anonymous).await;
    let mut people = vec![];
    for _ in 0..3 {
        let unit = UnitId(world.clock.id());
        let sql = "insert into unit (organization_id, id, code, name, removed, changed_in) \
                   values ($1, $2, $3, 'Unit', $4, 1)";
        let code = unit.0.simple().to_string();
        world.run(sql, [world.home.0.into(), unit.0.into(), code.into(), false.into()]).await;
        for _ in 0..each {
            let who = world.hired(world.home).await;
            let id = world.invite_as(&campaign, &who, |row| row.unit_id = Some(unit)).await;
            people.push((who, id));
        }
    }
    Asked { campaign, people }
}

/// What names somebody who was invited.
fn names(asked: &Asked) -> Vec<String> {
    let ids = |(who, id): &(Person, CampaignInvitationId)| {
        let MembershipId(member) = who.0.member;
        [digits(member), digits(id.0)]
    };
    asked.people.iter().flat_map(ids).collect()
}

async fn tickets(world: &World, asked: &Asked) -> Vec<CampaignTicket> {
    let mut tickets = vec![];
    for (who, id) in &asked.people {
        tickets.push(world.draws(who, *id).await);
    }
    tickets
}

on_both! {
    async fn r47_drawing_keeps_that_it_was_done_and_nothing_of_the_ticket(world: World) {
        let asked = asked(&world, 1).await;
        let (who, id) = &asked.people[0];
        let before = everything(&world).await;
        let ticket = world.draws(who, *id).await;
        let rows = new(&before, &everything(&world).await);
        assert_eq!(tables(&rows), ["audit_entry", "campaign_invitation"].into());
        assert_eq!(rows.len(), 2, "{rows:?}");
        let hash: String = ticket.code_hash().iter().map(|it| format!("{it:02x}")).collect();
        let told = ticket.reveal(&world.secret).to_lowercase().replace('-', "");
        assert!(rows.iter().all(|(_, row)| !row.contains(&hash) && !row.contains(&told)));
        let opened = "campaign_invitation where state = 'opened' and settled_on is null";
        assert_eq!(world.count(opened).await, 1);
        let entries = world.rows("select actor_id from audit_entry").await;
        let actor: Uuid = entries[0].try_get("", "actor_id").unwrap();
        assert_eq!(actor, who.0.member.0, "who drew it stands there");
    }
}

on_both! {
    /// No row that beginning, saving, reading, handing in, withdrawing or closing leaves mentions
    /// anybody who was invited, the request, or a time of day.
    async fn r47_nothing_that_is_written_mentions_who_could_have_answered(world: World) {
        let asked = asked(&world, 3).await;
        let tickets = tickets(&world, &asked).await;
        let before = everything(&world).await;
        world.later(TimeDelta::seconds(13 * 3_600 + 37 * 60 + 42));
        let nobody = world.nobody();
        for (n, ticket) in tickets.iter().enumerate() {
            let by = By::Ticket(ticket.clone());
            let text = format!("Words {n}");
            world.answers(&nobody, &by, &[choice("y"), number("c", 2.0), words(&text)]).await;
            sheets::form(&nobody, &STEP, &by, None).await.unwrap().unwrap();
            if n > 0 {
                sheets::submit(&nobody, &STEP, &by, None).await.unwrap().unwrap();
            }
        }
        let by = By::Ticket(tickets[1].clone());
        sheets::withdraw(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        let open = everything(&world).await;
        let written = new(&before, &open);
        assert_eq!(tables(&written), ["sheet_draft"].into());
        assert_eq!(written.len(), 9);
        world.later(TimeDelta::seconds(3 * 3_600 + 43 * 60 + 27));
        assert_eq!(world.close(&asked.campaign).await, 7);
        let closed = new(&open, &everything(&world).await);
        assert_eq!(tables(&closed), ["audit_entry", "campaign", "sheet", "sheet_answer"].into());
        for (table, row) in written.iter().chain(&closed).filter(|(table, _)| table != "campaign") {
            for name in names(&asked) {
                assert!(!row.contains(&name), "{table} mentions who was invited: {row}");
            }
            assert!(!row.contains("13:37"), "{table} has the time of writing: {row}");
            assert!(table == "audit_entry" || !row.contains("17:21:09"), "{table}: {row}");
        }
        let entries = world.rows("select * from audit_entry where action = 'answerCampaign'").await;
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].try_get::<i64>("", "counted").unwrap(), 9);
        for nothing in ["actor_id", "subject_id"] {
            assert_eq!(entries[0].try_get::<Option<Uuid>>("", nothing).unwrap(), None);
        }
    }
}

/// What was written, in some order of rows.
async fn texts(world: &World, sql: &str) -> Vec<String> {
    let rows = world.rows(sql).await;
    rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
}

/// By chance this holds once in 12! times.
fn is_mixed(texts: &[String]) {
    assert_eq!(texts.len(), 12);
    assert!(!texts.is_sorted(), "in the order of writing: {texts:?}");
    assert!(!texts.iter().rev().is_sorted(), "in the order of writing, backwards: {texts:?}");
}

on_both! {
    /// What lies beside what, and which transaction wrote it.
    async fn r47_neither_place_nor_transaction_tells_the_order_of_answering(world: World) {
        let asked = asked(&world, 4).await;
        let (nobody, mut last) = (world.nobody(), None);
        for (n, (who, id)) in asked.people.iter().enumerate() {
            // Each draws, and answers at once.
            let by = By::Ticket(world.draws(who, *id).await);
            world.submits(&nobody, &by, &[words(&format!("Words {n:02}"))]).await;
            last = Some(by);
        }
        if !world.db.is_postgres() {
            for table in ["sheet", "sheet_answer", "sheet_draft"] {
                let backend = sea_orm::ConnectionTrait::get_database_backend(&world.db);
                let sql = sea_orm::Statement::from_string(backend, format!("select rowid from {table}"));
                let asked = sea_orm::ConnectionTrait::query_all_raw(&world.db, sql).await;
                assert!(asked.is_err(), "{table} numbers its rows");
            }
            return;
        }
        let transactions = async |table: &str| {
            let sql = format!("select distinct xmin::text as text from {table}");
            texts(&world, &sql).await
        };
        is_mixed(&texts(&world, "select answers as text from sheet_draft order by ctid").await);
        let open = transactions("sheet_draft").await;
        assert_eq!(open.len(), 1, "each tells the transaction that wrote it");
        // Who draws makes all that lies there as young as they are.
        let invitations = transactions("campaign_invitation").await;
        let by = last.unwrap();
        sheets::withdraw(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        sheets::mix(&nobody, world.home, asked.campaign.id).await.unwrap();
        let mixed = transactions("sheet_draft").await;
        assert!(mixed.len() == 1 && mixed != open, "{mixed:?}");
        assert_eq!(world.count("sheet_draft").await, 12);
        assert_eq!(world.close(&asked.campaign).await, 11);
        let order = "select value as text from sheet_answer order by ctid";
        let answers = texts(&world, order).await;
        assert!(answers.len() == 11 && !answers.is_sorted(), "{answers:?}");
        let sheets = "select a.value as text from sheet s join sheet_answer a \
            on a.organization_id = s.organization_id and a.sheet_id = s.id order by s.ctid";
        assert!(!texts(&world, sheets).await.is_sorted());
        let mut all = BTreeSet::new();
        for table in ["sheet", "sheet_answer"] {
            all.extend(transactions(table).await);
        }
        assert_eq!(all.len(), 1, "all of the close");
        assert!(invitations.iter().all(|it| !all.contains(it)));
    }
}

on_both! {
    /// A sheet that was begun before somebody drew their ticket is not told from one that was
    /// begun afterwards.
    async fn r47_a_drawing_makes_what_lies_there_as_young_as_itself(world: World) {
        if !world.db.is_postgres() {
            return;
        }
        let asked = asked(&world, 2).await;
        let nobody = world.nobody();
        for (who, id) in &asked.people[..3] {
            let by = By::Ticket(world.draws(who, *id).await);
            world.answers(&nobody, &by, &[choice("y")]).await;
        }
        let (who, id) = &asked.people[3];
        world.draws(who, *id).await;
        let older = "sheet_draft d where exists (select 1 from campaign_invitation i \
            where i.xmin::text::bigint > d.xmin::text::bigint)";
        assert_eq!(world.count(older).await, 0);
    }
}

on_both! {
    /// Whatever is stored of an answer, and whatever is stored of who was invited: joined on all
    /// that both have, each answer fits at least as many of the invited as the threshold says.
    async fn r47_joined_with_who_was_invited_no_answer_fits_fewer_than_the_threshold(world: World) {
        let asked = asked(&world, 5).await;
        let nobody = world.nobody();
        let order = [3, 14, 8, 0, 7, 11, 5, 1, 9];
        let tickets = tickets(&world, &asked).await;
        for (n, at) in order.into_iter().enumerate() {
            let by = By::Ticket(tickets[at].clone());
            let text = format!("Words {n}");
            if n % 2 == 0 {
                world.submits(&nobody, &by, &[choice("y"), words(&text)]).await;
            } else {
                world.answers(&nobody, &by, &[choice("y"), words(&text)]).await;
            }
        }
        let of_drafts = classes(&world, "sheet_draft").await;
        assert_eq!(of_drafts.len(), order.len());
        assert_eq!(world.close(&asked.campaign).await, 5);
        let of_sheets = classes(&world, "sheet").await;
        assert_eq!(of_sheets.len(), 5);
        let threshold = usize::try_from(asked.campaign.threshold).unwrap();
        for (n, fitting) in of_drafts.iter().chain(&of_sheets).enumerate() {
            assert!(*fitting >= threshold, "{n} fits {fitting} of the invited");
        }
    }
}

on_both! {
    /// It is known who drew a ticket: what too few of them share stands on no answer, nor what the
    /// next smallest of them share, without whom those few would be told by what is missing.
    async fn r47_what_too_few_of_those_who_drew_a_ticket_share_stands_on_no_answer(world: World) {
        let asked = asked(&world, 6).await;
        let nobody = world.nobody();
        // Five of the first unit, six of the second, two of the third.
        let draw = |n: usize| n != 5 && n < 14;
        for (n, (who, id)) in asked.people.iter().enumerate().filter(|(n, _)| draw(*n)) {
            let by = By::Ticket(world.draws(who, *id).await);
            world.submits(&nobody, &by, &[words(&format!("Words {n}"))]).await;
        }
        assert_eq!(world.close(&asked.campaign).await, 13);
        assert_eq!(world.count("sheet where unit_id is null and kind is null").await, 7);
        let shared = "sheet where kind = 'employee' and unit_id in (select unit_id \
            from campaign_invitation where state = 'opened' group by unit_id \
            having count(*) = 6)";
        assert_eq!(world.count(shared).await, 6);
    }
}

/// How many of the invited each row fits, on every column that both tables have or that a value of
/// one stands in of the other.
async fn classes(world: &World, table: &str) -> Vec<usize> {
    let columns = |of: &str| -> Vec<&'static str> {
        let all = migration::columns().into_iter();
        all.filter(|(table, ..)| *table == of).map(|(_, column, _)| column).collect()
    };
    let text = |column: &str| {
        if world.db.is_postgres() {
            format!("coalesce({column}::text, '-') as {column}")
        } else {
            format!("quote({column}) as {column}")
        }
    };
    let read = async |of: &str| -> Vec<HashMap<&'static str, String>> {
        let columns = columns(of);
        let cells: Vec<_> = columns.iter().map(|it| text(it)).collect();
        let rows = world.rows(&format!("select {} from {of}", cells.join(", "))).await;
        let row = |row: &sea_orm::QueryResult| {
            columns.iter().map(|it| (*it, row.try_get("", it).unwrap())).collect()
        };
        rows.iter().map(row).collect()
    };
    let (answers, invited) = (read(table).await, read("campaign_invitation").await);
    // How it stands with an invitation and how far a sheet is are different things.
    let shared: Vec<_> = columns("campaign_invitation")
        .into_iter()
        .filter(|it| columns(table).contains(it) && !["id", "state"].contains(it))
        .collect();
    assert!(shared.contains(&"unit_id") && !shared.contains(&"member_id"), "{shared:?}");
    let fits = |answer: &HashMap<&str, String>, row: &HashMap<&str, String>| {
        // What was not submitted may be of whoever drew; what was not drawn is of nobody.
        row["state"].contains("opened") && shared.iter().all(|it| answer[it] == row[it])
    };
    answers.iter().map(|it| invited.iter().filter(|row| fits(it, row)).count()).collect()
}

#[test]
fn r47_no_column_of_a_sheet_is_a_time() {
    let columns = migration::columns().into_iter();
    let times: Vec<_> = columns
        .filter(|(table, ..)| ["sheet", "sheet_answer", "sheet_draft"].contains(table))
        .filter(|(_, column, _)| column.ends_with("_at") || column.ends_with("_until"))
        .collect();
    assert!(times.is_empty(), "{times:?}");
    let drafts = migration::columns().into_iter().filter(|(table, ..)| *table == "sheet_draft");
    let day =
        drafts.filter(|(_, column, _)| column.ends_with("_on") || column.ends_with("version"));
    assert_eq!(day.count(), 0);
}
