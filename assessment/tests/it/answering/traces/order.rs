//! Neither where rows lie nor which transaction wrote them tells who answered.

use std::collections::BTreeSet;

use assessment::sheets::{self, By};

use super::asked;
use crate::{
    answering::{STEP, choice, words},
    on_both,
    world::World,
};

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
