//! A cursor works only for whom, and where, it was made.

use serde_json::Value;
use tests::{Persona, World, code, data, on_both, people};

async fn list(world: &World, who: Persona, field: &str, after: &str) -> Value {
    let acme = people::organization("acme");
    let field = field.replace("AFTER", &format!("after: \"{after}\""));
    world.ask(who, &format!(r#"{{ organization(id: "{acme}") {{ it: {field} }} }}"#)).await
}

fn end(answer: &Value) -> String {
    data(answer)["organization"]["it"]["pageInfo"]["endCursor"].as_str().unwrap().to_owned()
}

const PAGE: &str = "{ totalCount nodes { id } pageInfo { endCursor hasNextPage } }";

on_both! {
    async fn r36_a_foreign_cursor_is_refused(world: &World) {
        world.filled().await;
        world.competency("Patience").await;
        let page = |field: &str| format!("{field} {PAGE}");
        let feed = list(world, Persona::Member, &page("feed(first: 1)"), "").await;
        let members = list(world, Persona::Member, &page("members(first: 1)"), "").await;
        let (of_feed, of_members) = (end(&feed), end(&members));
        for (who, field, cursor, why) in [
            (Persona::Manager, "feed(first: 1, AFTER)", &of_feed, "another viewer's"),
            (Persona::Member, "competencies(first: 1, AFTER)", &of_feed, "another field's"),
            (Persona::Member, "feed(first: 1, AFTER, filter: { kinds: [PRAISE] })", &of_feed, "another filter's"),
            (Persona::Member, "members(first: 1, AFTER, orderBy: ENTERED)", &of_members, "another order's"),
            (Persona::Member, "members(first: 1, AFTER, filter: { text: \"e\" })", &of_members, "another filter's"),
            (Persona::Member, "feed(first: 1, AFTER)", &of_members, "another field's"),
            (Persona::Member, "feed(first: 1, AFTER)", &flipped(&of_feed), "edited"),
            (Persona::Member, "feed(first: 1, AFTER)", &of_feed[..10].to_owned(), "cut"),
            (Persona::Member, "feed(first: 1, AFTER)", &format!("{of_feed}AA"), "longer"),
            (Persona::Member, "feed(first: 1, AFTER)", &String::new(), "empty"),
            (Persona::Member, "feed(first: 1, AFTER)", &"1".to_owned(), "a number"),
        ] {
            let answer = list(world, who, &page(field), cursor).await;
            assert_eq!(code(&answer), Some("BAD_USER_INPUT"), "{why}: {answer}");
            assert!(answer["data"]["organization"]["it"].is_null(), "{why}: {answer}");
        }
    }
}

/// With one character another.
fn flipped(cursor: &str) -> String {
    let (head, last) = cursor.split_at(cursor.len() - 2);
    let other = if last.starts_with('A') { "B" } else { "A" };
    format!("{head}{other}{}", &last[1..])
}

on_both! {
    /// Page by page everything comes once, in the order of the whole, and is counted as shown.
    async fn r36_pages_follow_each_other(world: &World) {
        world.filled().await;
        for field in ["feed", "members", "competencies"] {
            let whole = list(world, Persona::Member, &format!("{field}(first: 100) {PAGE}"), "").await;
            let ids = |answer: &Value| {
                let nodes = data(answer)["organization"]["it"]["nodes"].as_array().unwrap().clone();
                nodes.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
            };
            let all = ids(&whole);
            assert!(!all.is_empty());
            assert_eq!(data(&whole)["organization"]["it"]["totalCount"], all.len());
            let mut found = vec![];
            let mut page = list(world, Persona::Member, &format!("{field}(first: 2) {PAGE}"), "").await;
            loop {
                found.extend(ids(&page));
                if data(&page)["organization"]["it"]["pageInfo"]["hasNextPage"] == false {
                    break;
                }
                page = list(world, Persona::Member, &format!("{field}(first: 2, AFTER) {PAGE}"), &end(&page)).await;
            }
            assert_eq!(found, all, "{field}");
        }
    }
}
