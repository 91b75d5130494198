//! Cursors, and arguments that nobody may bend.

use chrono::TimeDelta;
use kernel::FeedbackId;

use crate::{
    api::{Api, nodes, number, text},
    lists::{FIELDS, fixture},
    on_both,
};

on_both! {
    /// Rows that come and go between two pages neither repeat nor skip another.
    async fn cursors_stand_still_while_rows_come_and_go(world: World) {
        let mut world = world;
        let it = fixture(&mut world).await;
        let api = Api::over(&world);
        let list = |page: &str| format!("{{ organization(id: \"{}\") {{ feed({page}) {{ {FIELDS} }} }} }}", world.home);
        let first = api.told(it.ada, &list("first: 5")).await;
        let seen = nodes(&first, "organization.feed.nodes");
        let seam: FeedbackId = seen[4].parse().unwrap();
        let cursor = text(&first, "organization.feed.pageInfo.endCursor");
        let rest: Vec<_> = it.seeds.iter()
            .filter(|seed| seed.id < seam && seed.is_visible(&world.viewer(it.ada)))
            .map(|seed| seed.id.to_string())
            .take(5)
            .collect();
        world.give(it.bob, &[it.ada]).await;
        world.later(TimeDelta::hours(-1));
        world.give(it.bob, &[it.ada]).await;
        world.run("update feedback set withdrawn_at = $1 where id = $2", [world.clock.now().into(), seam.0.into()]).await;
        let second = api.told(it.ada, &list(&format!("first: 5, after: \"{cursor}\""))).await;
        assert_eq!(nodes(&second, "organization.feed.nodes"), rest);
    }
}

on_both! {
    async fn r36_a_cursor_is_its_viewer_s_its_list_s_and_its_filter_s(world: World) {
        let mut world = world;
        let it = fixture(&mut world).await;
        let api = Api::over(&world);
        let feed = |arguments: &str| format!("{{ organization(id: \"{}\") {{ feed({arguments}) {{ {FIELDS} }} }} }}", world.home);
        let told = api.told(it.ada, &feed("first: 2, filter: { kinds: [PRAISE] }")).await;
        let cursor = text(&told, "organization.feed.pageInfo.endCursor");
        api.told(it.ada, &feed(&format!("after: \"{cursor}\", filter: {{ kinds: [PRAISE] }}"))).await;
        let mut edited = cursor.clone();
        let last = if edited.pop() == Some('A') { 'Q' } else { 'A' };
        edited.push(last);
        for (member, document) in [
            (it.bob, feed(&format!("after: \"{cursor}\", filter: {{ kinds: [PRAISE] }}"))),
            (it.ada, feed(&format!("after: \"{cursor}\""))),
            (it.ada, feed(&format!("after: \"{cursor}\", filter: {{ kinds: [EVALUATION] }}"))),
            (it.ada, feed(&format!("after: \"{edited}\", filter: {{ kinds: [PRAISE] }}"))),
            (it.ada, feed("after: \"\"")),
            (it.ada, feed("after: \"zzz\"")),
            (it.ada, feed(&format!("after: \"{}\"", it.seeds[0].id))),
            (it.ada, format!("{{ members(ids: [\"{}\"]) {{ feedbackReceived(after: \"{cursor}\", filter: {{ kinds: [PRAISE] }}) {{ totalCount }} }} }}", it.ada)),
            (it.ada, feed("first: 101")),
            (it.ada, feed("first: -1")),
            (it.ada, feed("last: 101")),
            (it.ada, feed("first: 1, last: 1")),
            (it.ada, feed("filter: { person: \"' or 1=1 --\" }")),
            (it.ada, feed(&format!("filter: {{ competency: \"{}\" }}", it.ada))),
        ] {
            assert_eq!(api.refused(member, &document).await, "BAD_USER_INPUT", "{document}");
        }
        let none = api.told(it.ada, &feed("first: 0")).await;
        assert!(nodes(&none, "organization.feed.nodes").is_empty());
        assert!(number(&none, "organization.feed.totalCount") > 0);
    }
}

on_both! {
    /// Sorting is fixed, and whatever narrows a list is an enum or a bound value.
    async fn r41_no_text_of_a_caller_is_a_statement(world: World) {
        let mut world = world;
        let it = fixture(&mut world).await;
        let api = Api::over(&world);
        let home = world.home;
        for filter in [
            "kinds: [DELETE]", "kinds: \"praise' or '1'='1\"",
            "from: \"now()\"", "from: \"2024-01-01'; drop table feedback --\"", "orderBy: \"id desc\"",
        ] {
            let ask = format!("{{ organization(id: \"{home}\") {{ feed(filter: {{ {filter} }}) {{ totalCount }} }} }}");
            let response = api.ask(it.ada, &ask).await;
            assert_eq!(response.errors.len(), 1, "{filter}");
        }
        for arguments in ["orderBy: ID", "orderBy: \"text; drop table feedback\"", "first: \"1; drop\""] {
            let ask = format!("{{ organization(id: \"{home}\") {{ feed({arguments}) {{ totalCount }} }} }}");
            assert!(!api.ask(it.ada, &ask).await.errors.is_empty(), "{arguments}");
        }
        assert_eq!(world.count("feedback").await, 30);
    }
}

on_both! {
    async fn of_many_recipients_the_first_are_told(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let mut all = vec![];
        for _ in 0..30 {
            all.push(world.hire().await);
        }
        let given = world.give(ada, &all).await.row.feedback.id;
        let api = Api::over(&world);
        let ask = |first: &str| format!("{{ feedback(id: \"{given}\") {{ recipientCount recipients{first} {{ id }} }} }}");
        for (first, count) in [("", 20), ("(first: 5)", 5), ("(first: 250)", 30), ("(first: 0)", 0)] {
            let told = api.told(ada, &ask(first)).await;
            let expected: Vec<_> = all.iter().take(count).map(ToString::to_string).collect();
            assert_eq!(nodes(&told, "feedback.recipients"), expected);
            assert_eq!(number(&told, "feedback.recipientCount"), 30);
        }
        for first in ["(first: 251)", "(first: -1)"] {
            assert_eq!(api.refused(ada, &ask(first)).await, "BAD_USER_INPUT");
        }
    }
}
