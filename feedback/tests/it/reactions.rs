//! Reactions, decisions on one's own texts, and conversations as they are listed.

use feedback::{
    Visibility,
    talk::{
        Kind, Reason, Subject,
        flag::{Flag, flag_feedback, flag_reply},
        react::{ReactError, TakeBackError, react, take_back},
        resolve::{Decision, ResolveError, resolve},
    },
};
use kernel::{Code, Scope};

use crate::{
    api::{Api, at, nodes, number, text},
    on_both,
    people::administrator,
    talk::{given, said},
    world::World,
};

fn why() -> Flag {
    Flag { reason: Reason::Untrue, note: String::new() }
}

on_both! {
    async fn nobody_decides_on_their_own_text(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, admin, &[(ada, None)]).await.id;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        let on = Subject::Feedback(about);
        let told = resolve(&world.call(admin), &world.desk(admin), on, Decision::Dismiss).await.unwrap();
        assert_eq!(told, Err(ResolveError::OwnText));
        let second = world.hire_with(administrator(Scope::Everybody)).await;
        world.writable = false;
        let refused = resolve(&world.call(second), &world.desk(second), on, Decision::Hide).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        world.writable = true;
        assert_eq!(resolve(&world.call(second), &world.desk(second), on, Decision::Hide).await.unwrap(), Ok(()));
    }
}

on_both! {
    /// Nor do they read why it was flagged.
    async fn nobody_moderates_their_own_text(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let second = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, admin, &[(ada, None)]).await.id;
        let id = said(&world, admin, about, "Well.").await;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(ada), id, why()).await.unwrap().unwrap();
        let api = Api::over(&world);
        let lists = format!("{{ organization(id: \"{}\") {{ flaggedFeedback {{ totalCount nodes {{ id }} }} flaggedReplies {{ totalCount nodes {{ id }} }} }} }}", world.home);
        let texts = format!("{{ feedback(id: \"{about}\") {{ moderation }} reply(id: \"{id}\") {{ moderation }} }}");
        for (by, many) in [(admin, 0), (second, 1)] {
            let told = api.told(by, &lists).await;
            for list in ["flaggedFeedback", "flaggedReplies"] {
                assert_eq!(number(&told, &format!("organization.{list}.totalCount")), many);
                assert_eq!(nodes(&told, &format!("organization.{list}.nodes")).is_empty(), many == 0);
            }
            let told = api.told(by, &texts).await;
            for text in ["feedback", "reply"] {
                let shown = at(&told, &format!("{text}.moderation")).to_string();
                assert_eq!(shown != "null", by == second, "{text}");
            }
        }
        for text in [format!("feedback(id: \"{about}\")"), format!("reply(id: \"{id}\")")] {
            assert_eq!(api.refused(admin, &format!("{{ {text} {{ flags {{ note }} }} }}")).await, "FORBIDDEN");
        }
    }
}

on_both! {
    /// As long as somebody else can.
    async fn nobody_decides_on_what_they_flagged(world: World) {
        let mut world = world;
        let author = world.hire().await;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let second = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, author, &[(admin, None)]).await.id;
        let id = said(&world, author, about, "Well.").await;
        flag_feedback(&world.call(admin), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(admin), id, why()).await.unwrap().unwrap();
        let all = [Subject::Reply(id), Subject::Feedback(about)];
        for on in all {
            let told = resolve(&world.call(admin), &world.desk(admin), on, Decision::Hide).await.unwrap();
            assert_eq!(told, Err(ResolveError::OwnFlag));
        }
        let told = resolve(&world.call(second), &world.desk(second), all[0], Decision::Hide).await.unwrap();
        assert_eq!(told, Ok(()));
        world.person(second).active = false;
        let told = resolve(&world.call(admin), &world.desk(admin), all[1], Decision::Hide).await.unwrap();
        assert_eq!(told, Ok(()));
    }
}

on_both! {
    /// What was answered to a request, and by whom, is told like the text.
    async fn who_reads_what_was_flagged_of_an_answer_is_noted(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        let read = async |world: &World| world.count("audit_entry where action = 'readFlagged'").await;
        let api = Api::over(&world);
        for (n, field) in (0..).zip(["answers { text }", "externalAuthor", "fromOutside"]) {
            let query = format!("{{ feedback(id: \"{about}\") {{ {field} }} }}");
            api.told(ada, &query).await;
            assert_eq!(read(&world).await, n, "{field}");
            api.told(admin, &query).await;
            assert_eq!(read(&world).await, n + 1, "{field}");
        }
    }
}

on_both! {
    async fn one_of_a_kind_and_taken_back_again(world: World) {
        let mut world = world;
        let (author, ada, other) = (world.hire().await, world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let on = Subject::Feedback(about);
        let add = async |world: &World, by, kind| react(&world.call(by), on, kind).await.unwrap();
        let call = world.call(ada);
        let (one, two) = tokio::join!(react(&call, on, Kind::Thanks), react(&call, on, Kind::Thanks));
        assert_eq!((one.unwrap(), two.unwrap()), (Ok(()), Ok(())));
        assert_eq!(add(&world, ada, Kind::Insight).await, Ok(()));
        assert_eq!(add(&world, author, Kind::Thanks).await, Err(ReactError::ThankYourself));
        world.later(chrono::TimeDelta::seconds(1));
        assert_eq!(add(&world, author, Kind::Insight).await, Ok(()));
        assert_eq!(add(&world, other, Kind::Agree).await, Err(ReactError::NoSuchText));
        let gone = take_back(&world.call(other), on, Kind::Thanks).await.unwrap();
        assert_eq!(gone, Err(TakeBackError::NoSuchText));
        let query = format!("{{ feedback(id: \"{about}\") {{ reactions {{ kind count mine members {{ id }} }} }} }}");
        let told = Api::over(&world).told(ada, &query).await;
        let tally = |n: usize, field: &str| at(&told, &format!("feedback.reactions.{n}.{field}")).to_string();
        assert_eq!(["kind", "count", "mine"].map(|it| tally(0, it)), ["THANKS", "1", "true"]);
        assert_eq!(["kind", "count", "mine"].map(|it| tally(1, it)), ["INSIGHT", "2", "true"]);
        assert_eq!(nodes(&told, "feedback.reactions.1.members"), [ada.to_string(), author.to_string()]);
        world.writable = false;
        for _ in 0..2 {
            take_back(&world.call(ada), on, Kind::Thanks).await.unwrap().unwrap();
        }
        assert_eq!(world.count("feedback_reaction").await, 2);
        let refused = react(&world.call(ada), on, Kind::Thanks).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(world.count("audit_entry where action = 'addReaction' and outcome = 'done'").await, 3);
        assert_eq!(world.count("audit_entry where action = 'removeReaction'").await, 1);
    }
}

on_both! {
    /// Pages of several conversations are one statement, and go from the earliest to the latest.
    async fn conversations_are_read_together_and_in_order(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let mut all = vec![];
        for _ in 0..3 {
            let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
            let mut replies = vec![];
            for text in ["One", "Two", "Three", "Four"] {
                replies.push(said(&world, ada, about, text).await.to_string());
            }
            all.push(replies);
        }
        all.reverse();
        let home = world.home;
        let feed = |page: &str| format!("{{ organization(id: \"{home}\") {{ feed {{ nodes {{ replies({page}) {{ totalCount nodes {{ id text }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }} }} }} }}");
        let api = Api::over(&world);
        let before = world.db.statements();
        let told = api.told(author, &feed("first: 3")).await;
        assert_eq!(world.db.statements() - before, 3);
        let last = api.told(author, &feed("last: 3")).await;
        for (n, replies) in all.iter().enumerate() {
            let path = |field: &str| format!("organization.feed.nodes.{n}.replies.{field}");
            assert_eq!(nodes(&told, &path("nodes")), replies[..3]);
            assert_eq!(nodes(&last, &path("nodes")), replies[1..]);
            assert_eq!(at(&told, &path("pageInfo.hasNextPage")).to_string(), "true");
            assert_eq!(at(&last, &path("pageInfo.hasPreviousPage")).to_string(), "true");
            assert_eq!(number(&told, &path("totalCount")), 4);
        }
        let cursor = text(&told, "organization.feed.nodes.0.replies.pageInfo.endCursor");
        let ask = |of: &str| format!("{{ feedback(id: \"{of}\") {{ replies(after: \"{cursor}\") {{ nodes {{ id }} }} }} }}");
        let feedback = api.told(author, &format!("{{ organization(id: \"{home}\") {{ feed {{ nodes {{ id }} }} }} }}")).await;
        let of = |n: usize| text(&feedback, &format!("organization.feed.nodes.{n}.id"));
        assert_eq!(nodes(&api.told(author, &ask(&of(0))).await, "feedback.replies.nodes"), all[0][3..]);
        // A cursor of another conversation, or in another's hand.
        assert_eq!(api.refused(author, &ask(&of(1))).await, "BAD_USER_INPUT");
        assert_eq!(api.refused(ada, &ask(&of(0))).await, "BAD_USER_INPUT");
    }
}

on_both! {
    /// A text that everybody reacts to is read as quickly as another, and is counted whole.
    async fn of_many_who_react_or_flag_the_first_are_read(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Organization, author, &[(ada, None)]).await.id;
        let mut last = ada;
        for _ in 0..130 {
            last = world.hire().await;
            world.later(chrono::TimeDelta::seconds(1));
            let (home, now) = (world.home, world.clock.now());
            let sql = "insert into feedback_reaction \
                       (organization_id, feedback_id, member_id, kind, reacted_at) \
                       values ($1, $2, $3, 'agree', $4)";
            world.run(sql, [home.0.into(), about.0.into(), last.0.into(), now.into()]).await;
            let sql = "insert into feedback_flag \
                       (organization_id, feedback_id, member_id, reason, note, flagged_at) \
                       values ($1, $2, $3, 'other', '', $4)";
            world.run(sql, [home.0.into(), about.0.into(), last.0.into(), now.into()]).await;
        }
        let read = async |by| {
            feedback::testing::read_of(&world.db, &world.viewer(by), about).await.unwrap()
        };
        assert_eq!((read(ada).await, read(last).await), ([100, 100], [101, 101]));
        let api = Api::over(&world);
        let query = format!(
            "{{ feedback(id: \"{about}\") {{ flaggedByYou reactions {{ count mine members(first: 100) {{ id }} }} }} }}"
        );
        for (by, mine) in [(ada, "false"), (last, "true")] {
            let told = api.told(by, &query).await;
            assert_eq!(number(&told, "feedback.reactions.0.count"), 130);
            assert_eq!(at(&told, "feedback.reactions.0.mine").to_string(), mine);
            assert_eq!(at(&told, "feedback.flaggedByYou").to_string(), mine);
        }
    }
}
