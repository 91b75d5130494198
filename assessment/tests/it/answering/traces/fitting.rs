//! How many of the invited an answer may be of, by all that stands beside it.

use std::collections::HashMap;

use assessment::sheets::By;

use super::{asked, tickets};
use crate::{
    answering::{choice, words},
    on_both,
    world::World,
};

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
