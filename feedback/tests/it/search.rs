//! Words are found in what somebody reads, and in nothing else.

use feedback::{
    Visibility,
    goals::{self, Shared},
    opportunities,
    talk::{
        Reason, Subject,
        edit::edit,
        flag::{Flag, flag_feedback, flag_reply},
        resolve::{Decision, resolve},
    },
};
use kernel::{MembershipId, Scope};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::Value as Json;

use crate::{
    api::{Api, text},
    on_both,
    people::administrator,
    talk::{given, said},
    world::World,
};

/// What this member finds: ids, in their order.
async fn found(world: &World, by: MembershipId, words: &str) -> Vec<String> {
    let query = format!(
        "{{ organization(id: \"{}\") {{ search(text: {}, first: 100) {{ totalCount nodes {{ feedback {{ id }} reply {{ id }} goal {{ id }} opportunity {{ id }} }} }} }} }}",
        world.home,
        Json::from(words)
    );
    let told = Api::over(world).told(by, &query).await.into_json().unwrap();
    let list = &told["organization"]["search"];
    let id = |hit: &Json| {
        let one = ["feedback", "reply", "goal", "opportunity"].map(|kind| hit[kind]["id"].as_str());
        let [id] = one.into_iter().flatten().collect::<Vec<_>>()[..] else {
            panic!("{hit}");
        };
        id.to_owned()
    };
    let ids: Vec<_> = list["nodes"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(list["totalCount"].as_u64(), u64::try_from(ids.len()).ok(), "{told}");
    ids
}

async fn write(world: &World, feedback: &feedback::testing::Seed, text: &str) {
    let sql = "update feedback set text = $1 where id = $2";
    world.run(sql, [text.into(), feedback.id.0.into()]).await;
}

on_both! {
    async fn everybody_finds_what_they_read_and_what_they_read_is_found(world: World) {
        let mut world = world;
        let unit = world.unit;
        let (author, boss) = (world.hire().await, world.hire().await);
        let ada = world.hire_with(|it| { it.unit = Some(unit); it.manager = Some(boss); }).await;
        let mate = world.hire_with(|it| it.unit = Some(unit)).await;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let (other, outsider) = (world.hire().await, world.outsider().await);
        let mut all = vec![];
        for visibility in [Visibility::Recipient, Visibility::Manager, Visibility::Team, Visibility::Organization] {
            let seed = given(&world, visibility, author, &[(ada, Some(boss))]).await;
            write(&world, &seed, "The bridge in the harbour.").await;
            let reply = said(&world, ada, seed.id, "Which bridge?").await;
            all.push((seed.id.to_string(), reply.to_string()));
        }
        for (by, reads) in [(author, 0), (ada, 0), (boss, 1), (mate, 2), (other, 3), (admin, 3)] {
            let mut wanted: Vec<_> = all[reads..].iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
            let mut hits = found(&world, by, "BRIDGE").await;
            wanted.sort_unstable();
            hits.sort_unstable();
            assert_eq!(hits, wanted, "{by}");
        }
        let home = format!("{{ organization(id: \"{}\") {{ search(text: \"bridge\") {{ totalCount }} }} }}", world.home);
        assert_eq!(Api::over(&world).refused(outsider, &home).await, "FORBIDDEN");
    }
}

on_both! {
    async fn the_index_follows_what_is_written(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let seed = given(&world, Visibility::Organization, author, &[(ada, None)]).await;
        write(&world, &seed, "The first harbour").await;
        let reply = said(&world, ada, seed.id, "A lighthouse").await;
        let call = world.call(ada);
        edit(&call, reply, 1, "A windmill".into()).await.unwrap().unwrap();
        assert_eq!(found(&world, ada, "lighthouse").await, [""; 0]);
        assert_eq!(found(&world, ada, "wind").await, [reply.to_string()]);
        assert_eq!(world.count("search_text").await, 2);
        let flag = || Flag { reason: Reason::Other, note: String::new() };
        flag_reply(&world.call(author), reply, flag()).await.unwrap().unwrap();
        flag_feedback(&world.call(ada), seed.id, flag()).await.unwrap().unwrap();
        assert_eq!(found(&world, ada, "windmill").await, [reply.to_string()]);
        for (on, words) in [(Subject::Reply(reply), "windmill"), (Subject::Feedback(seed.id), "first")] {
            resolve(&world.call(admin), &world.desk(admin), on, Decision::Hide).await.unwrap().unwrap();
            for by in [author, ada, admin] {
                assert_eq!(found(&world, by, words).await, [""; 0], "{by}");
            }
        }
        assert_eq!(world.count("search_text").await, 0);
        resolve(&world.call(admin), &world.desk(admin), Subject::Feedback(seed.id), Decision::Dismiss).await.unwrap().unwrap();
        assert_eq!(found(&world, ada, "first").await, [seed.id.to_string()]);
        feedback::withdraw(&world.call(author), seed.id).await.unwrap().unwrap();
        assert_eq!(found(&world, author, "first").await, [""; 0]);
        assert_eq!(world.count("search_text").await, 0);
        world.run("delete from feedback_reply_flag", []).await;
        world.run("delete from feedback_reply", []).await;
        assert_eq!(world.count("search_text").await, 0);
    }
}

on_both! {
    /// To look for words in what one reads as a moderator would be to read it without a note.
    async fn what_is_read_for_moderation_alone_is_not_found(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let seed = given(&world, Visibility::Recipient, author, &[(ada, None)]).await;
        let reply = said(&world, author, seed.id, "Thank you again.").await;
        let flag = || Flag { reason: Reason::Other, note: String::new() };
        flag_feedback(&world.call(ada), seed.id, flag()).await.unwrap().unwrap();
        flag_reply(&world.call(ada), reply, flag()).await.unwrap().unwrap();
        assert_eq!(found(&world, admin, "thank").await, [""; 0]);
        assert_eq!(found(&world, ada, "thank").await.len(), 2);
    }
}

on_both! {
    async fn goals_and_opportunities_are_found_by_who_sees_them(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let mate = world.hire().await;
        let mut goals_made = vec![];
        for with_manager in [false, true] {
            let input = goals::create::Create {
                organization: world.home, title: "Build a bridge".into(), description: "Over water.".into(),
                competency: None, target_on: None, milestones: vec![],
                shared: Shared { with_manager, with_coach: false },
            };
            let goals::create::Created::Now(goal) = goals::create::create(&world.call(ada), input, None).await.unwrap().unwrap() else { panic!() };
            goals_made.push(goal.id.to_string());
        }
        let input = opportunities::offer::Offer {
            organization: world.home, kind: opportunities::Kind::Project, title: "A bridge".into(),
            description: "Of stone.".into(), unit: None, starts_on: None, ends_on: None,
        };
        let opportunities::offer::Offered::Now(offer) = opportunities::offer::offer(&world.call(boss), &world.desk(boss), input, None).await.unwrap().unwrap() else { panic!() };
        for (by, many) in [(ada, 3), (boss, 2), (mate, 1)] {
            assert_eq!(found(&world, by, "bridge").await.len(), many, "{by}");
        }
        assert_eq!(found(&world, mate, "stone").await, [offer.id.to_string()]);
        assert_eq!(found(&world, boss, "water").await, [goals_made[1].clone()]);
    }
}

on_both! {
    async fn words_are_words_whatever_is_typed(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let seed = given(&world, Visibility::Recipient, author, &[(ada, None)]).await;
        write(&world, &seed, "Grüße an O'Brien (ada@hei.example): 3.14 is well-known, isn't it?").await;
        for words in ["grüße", "o'brien", "O BRIEN", "ada@hei.example", "hei", "3.14", "well-known", "known well", "isn't", "brie"] {
            assert_eq!(found(&world, ada, words).await.len(), 1, "{words}");
        }
        for words in ["", " ", "\"", "'", "*", "nobody", "a", "-", "\" OR \"", "words:", "') --", "known OR nobody", "NOT nobody", "kind : feedback", "feedback"] {
            assert_eq!(found(&world, ada, words).await.len(), 0, "{words}");
        }
        let organization = world.home.0.simple().to_string();
        assert_eq!(found(&world, ada, &organization).await.len(), 0);
        let long = "x".repeat(201);
        let query = format!("{{ organization(id: \"{}\") {{ search(text: \"{long}\") {{ totalCount }} }} }}", world.home);
        assert_eq!(Api::over(&world).refused(ada, &query).await, "BAD_USER_INPUT");
    }
}

on_both! {
    /// The best first, or on SQLite the newest; pages lose nothing, in either direction, and cursors are of one search.
    async fn what_is_found_is_ranked_and_paged(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let mut all = vec![];
        for n in 0..7 {
            let seed = given(&world, Visibility::Recipient, author, &[(ada, None)]).await;
            let text = if n == 3 { "bridge bridge bridge".into() } else { format!("A bridge and {}", "more words ".repeat(1 + n % 3)) };
            write(&world, &seed, &text).await;
            all.push(seed.id.to_string());
        }
        let whole = found(&world, ada, "bridge").await;
        if world.db.get_database_backend() == DbBackend::Sqlite {
            // There a rank would tell of other organisations' texts.
            assert_eq!(whole, all.iter().rev().cloned().collect::<Vec<_>>());
        } else {
            assert_eq!(whole[0], all[3]);
        }
        let mut sorted = whole.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, all);
        let api = Api::over(&world);
        let ask = |text: &str, page: &str| format!("{{ organization(id: \"{}\") {{ search(text: \"{text}\", {page}) {{ nodes {{ feedback {{ id }} }} pageInfo {{ endCursor startCursor hasNextPage }} }} }} }}", world.home);
        for (argument, bound, cursor) in [("first", "after", "endCursor"), ("last", "before", "startCursor")] {
            let (mut pages, mut page) = (vec![], format!("{argument}: 3"));
            loop {
                let told = api.told(ada, &ask("bridge", &page)).await;
                let told = told.into_json().unwrap();
                let list = told["organization"]["search"]["nodes"].as_array().unwrap().clone();
                let ids: Vec<_> = list.iter().map(|hit| hit["feedback"]["id"].as_str().unwrap().to_owned()).collect();
                let done = ids.len() < 3;
                pages.push(ids);
                if done { break; }
                let cursor = told["organization"]["search"]["pageInfo"][cursor].as_str().unwrap();
                page = format!("{argument}: 3, {bound}: \"{cursor}\"");
            }
            if argument == "last" { pages.reverse(); }
            assert_eq!(pages.concat(), whole, "{argument}");
        }
        let told = api.told(ada, &ask("bridge", "first: 2")).await;
        let cursor = text(&told, "organization.search.pageInfo.endCursor");
        for (by, words) in [(author, "bridge"), (ada, "bridges")] {
            let query = ask(words, &format!("after: \"{cursor}\""));
            assert_eq!(api.refused(by, &query).await, "BAD_USER_INPUT");
        }
    }
}
