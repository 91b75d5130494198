//! R47: everything in the database is searched for who answered what without a name. The searches
//! read what a thief of the database reads: each column of each table, where rows lie, and which
//! transaction wrote them.

mod fitting;
mod order;

use std::collections::{BTreeMap, BTreeSet};

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
