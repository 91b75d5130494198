//! What is said about feedback: who reads it, who says something, and what becomes of it.

use chrono::TimeDelta;
use feedback::{
    Visibility,
    talk::{
        Kind, Subject,
        edit::{EditError, edit},
        react::{ReactError, react},
        reply::{ReplyError, reply},
        withdraw::{WithdrawError, withdraw},
    },
    testing::Seed,
};
use kernel::{Code, DataKind, FeedbackId, IdempotencyKey, MemberKind, MembershipId, ReplyId};

use crate::{
    api::{Api, at, nodes, number, text},
    on_both,
    people::coach_of,
    world::World,
};

pub async fn given(
    world: &World,
    visibility: Visibility,
    author: MembershipId,
    to: &[(MembershipId, Option<MembershipId>)],
) -> Seed {
    let id = FeedbackId(world.clock.id());
    let seed = Seed { visibility, ..Seed::praise(world.home, id, author, to.to_vec()) };
    world.seed(&seed).await;
    seed
}

pub async fn said(world: &World, by: MembershipId, about: FeedbackId, text: &str) -> ReplyId {
    reply(&world.call(by), about, text.into(), None).await.unwrap().unwrap()
}

on_both! {
    async fn whoever_reads_feedback_replies_and_reads_what_is_said(world: World) {
        let mut world = world;
        let unit = world.unit;
        let (author, boss) = (world.hire().await, world.hire().await);
        let ada = world.hire_with(|it| { it.unit = Some(unit); it.manager = Some(boss); }).await;
        let mate = world.hire_with(|it| it.unit = Some(unit)).await;
        let coach = world.hire_with(coach_of(ada, DataKind::Feedback)).await;
        let stranger = world.hire().await;
        let external = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let outsider = world.outsider().await;
        let api = Api::over(&world);
        for (visibility, readers) in [
            (Visibility::Recipient, vec![author, ada, coach]),
            (Visibility::Manager, vec![author, ada, coach, boss]),
            (Visibility::Team, vec![author, ada, coach, boss, mate]),
            (Visibility::Organization, vec![author, ada, coach, boss, mate, stranger]),
        ] {
            let about = given(&world, visibility, author, &[(ada, Some(boss))]).await.id;
            let mut all = vec![];
            for by in [author, ada, coach, boss, mate, stranger, external, outsider] {
                let told = reply(&world.call(by), about, "Yes.".into(), None).await.unwrap();
                assert_eq!(told.is_ok(), readers.contains(&by), "{visibility:?} {by}");
                match told {
                    Ok(id) => all.push(id.to_string()),
                    Err(error) => assert_eq!(error, ReplyError::NoSuchFeedback),
                }
            }
            let query = format!("{{ feedback(id: \"{about}\") {{ replies {{ totalCount nodes {{ id text author {{ id }} feedback {{ id }} withdrawn hidden }} }} }} }}");
            for by in readers {
                let told = api.told(by, &query).await;
                assert_eq!(nodes(&told, "feedback.replies.nodes"), all);
                assert_eq!(number(&told, "feedback.replies.totalCount"), i64::try_from(all.len()).unwrap());
                if by == coach {
                    // Who said it, as far as a coach may see them.
                    assert_eq!(at(&told, "feedback.replies.nodes.0.author").to_string(), "null");
                    assert_eq!(text(&told, "feedback.replies.nodes.1.author.id"), ada.to_string());
                } else {
                    assert_eq!(text(&told, "feedback.replies.nodes.0.author.id"), author.to_string());
                }
                assert_eq!(text(&told, "feedback.replies.nodes.0.feedback.id"), about.to_string());
            }
            for by in [external, outsider] {
                let query = format!("{{ reply(id: \"{}\") {{ id }} }}", all[0]);
                assert_eq!(at(&api.told(by, &query).await, "reply").to_string(), "null");
            }
        }
        assert_eq!(world.count("outbox where topic = 'feedback.replied'").await, 3 + 4 + 5 + 6);
        assert_eq!(world.count("audit_entry where action = 'replyToFeedback'").await, 18);
    }
}

on_both! {
    /// Two clients of one coach do not learn of each other.
    async fn an_external_is_told_who_replied_only_of_whom_they_may_see(world: World) {
        let mut world = world;
        let author = world.hire().await;
        let one = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let two = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let about = given(&world, Visibility::Recipient, author, &[(one, None), (two, None)]).await.id;
        said(&world, one, about, "Yes.").await;
        said(&world, two, about, "No.").await;
        let api = Api::over(&world);
        let query = format!("{{ feedback(id: \"{about}\") {{ replies {{ nodes {{ text author {{ id }} }} }} }} }}");
        for (by, named) in [(one, [true, false]), (two, [false, true]), (author, [true, true])] {
            let told = api.told(by, &query).await;
            for (n, named) in named.into_iter().enumerate() {
                let who = at(&told, &format!("feedback.replies.nodes.{n}.author")).to_string();
                assert_eq!(who != "null", named, "{by} {n}");
            }
        }
    }
}

on_both! {
    async fn a_reply_is_edited_in_place_at_first_and_later_kept(world: World) {
        let mut world = world;
        let (author, ada, boss) = (world.hire().await, world.hire().await, world.hire().await);
        world.person(ada).manager = Some(boss);
        let about = given(&world, Visibility::Manager, author, &[(ada, Some(boss))]).await.id;
        let id = said(&world, boss, about, "One").await;
        let change = async |world: &World, by, version, text: &str| {
            edit(&world.call(by), id, version, text.into()).await.unwrap().map(|row| row.reply.version)
        };
        assert_eq!(change(&world, ada, 1, "Hers").await, Err(EditError::NoSuchReply));
        assert_eq!(change(&world, boss, 1, " ").await, Err(EditError::ReplyInvalid));
        assert_eq!(change(&world, boss, 1, "Two").await, Ok(2));
        assert_eq!(change(&world, boss, 1, "Stale").await, Err(EditError::Stale));
        world.later(TimeDelta::minutes(16));
        assert_eq!(change(&world, boss, 2, "Three").await, Ok(3));
        let (one, two) = tokio::join!(change(&world, boss, 3, "Four"), change(&world, boss, 3, "Other"));
        assert_ne!(one.is_ok(), two.is_ok(), "{one:?} {two:?}");
        let query = format!("{{ reply(id: \"{id}\") {{ version versions {{ version text }} }} }}");
        let api = Api::over(&world);
        for by in [author, ada, boss] {
            let told = api.told(by, &query).await;
            assert_eq!(number(&told, "reply.version"), 4);
            let texts = [0, 1].map(|n| text(&told, &format!("reply.versions.{n}.text")));
            assert_eq!(texts, ["Three", "Two"]);
        }
        // Who read it once, and does no more, has nothing to say there.
        let next = world.hire().await;
        world.person(ada).manager = Some(next);
        assert_eq!(change(&world, boss, 4, "Late").await, Err(EditError::NoLongerDiscussed));
        // Who leads her now could not read the first version.
        let api = Api::over(&world);
        assert_eq!(at(&api.told(next, &query.replace("versions { version text }", "text")).await, "reply").to_string(), "null");
        // Who replied reads their own, and nothing of what else is said.
        let told = api.told(boss, &query).await;
        assert_eq!(number(&told, "reply.version"), 4);
        let about = format!("{{ reply(id: \"{id}\") {{ feedback {{ id }} }} }}");
        assert_eq!(at(&api.told(boss, &about).await, "reply.feedback").to_string(), "null");
    }
}

on_both! {
    async fn earlier_versions_are_for_who_took_part(world: World) {
        let mut world = world;
        let (author, ada, other) = (world.hire().await, world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Organization, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "One").await;
        world.later(TimeDelta::minutes(16));
        edit(&world.call(ada), id, 1, "Two".into()).await.unwrap().unwrap();
        let query = format!("{{ reply(id: \"{id}\") {{ text versions {{ text }} }} }}");
        let api = Api::over(&world);
        assert_eq!(api.refused(other, &query).await, "FORBIDDEN");
        assert_eq!(text(&api.told(author, &query).await, "reply.versions.0.text"), "One");
    }
}

on_both! {
    async fn what_is_withdrawn_keeps_its_place_and_says_nothing(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "A secret").await;
        world.later(TimeDelta::minutes(16));
        edit(&world.call(ada), id, 1, "Another secret".into()).await.unwrap().unwrap();
        react(&world.call(author), Subject::Reply(id), Kind::Agree).await.unwrap().unwrap();
        assert_eq!(withdraw(&world.call(author), id).await.unwrap().unwrap_err(), WithdrawError::NoSuchReply);
        world.writable = false;
        let call = world.call(ada);
        let (one, two) = tokio::join!(withdraw(&call, id), withdraw(&call, id));
        assert!(one.unwrap().is_ok() && two.unwrap().is_ok());
        assert_eq!(world.count("audit_entry where action = 'withdrawReply'").await, 1);
        assert_eq!(world.count("feedback_reply where text like '%secret%'").await, 0);
        for gone in ["feedback_reply_version", "feedback_reply_reaction"] {
            assert_eq!(world.count(gone).await, 0, "{gone}");
        }
        let query = format!("{{ feedback(id: \"{about}\") {{ replies {{ totalCount nodes {{ id text withdrawn hidden versions {{ text }} reactions {{ count }} }} }} }} }}");
        let api = Api::over(&world);
        for by in [author, ada] {
            let told = api.told(by, &query).await;
            assert_eq!(nodes(&told, "feedback.replies.nodes"), [id.to_string()]);
            let node = |field: &str| at(&told, &format!("feedback.replies.nodes.0.{field}")).to_string();
            assert_eq!(["text", "withdrawn", "versions", "reactions"].map(node), ["null", "true", "[]", "[]"]);
        }
        world.writable = true;
        let call = world.call(ada);
        let again = edit(&call, id, 2, "Back".into()).await.unwrap().unwrap_err();
        assert_eq!(again, EditError::Withdrawn);
        let told = react(&world.call(author), Subject::Reply(id), Kind::Agree).await.unwrap();
        assert_eq!(told, Err(ReactError::NoLongerDiscussed));
    }
}

on_both! {
    /// Neither leaves a text behind.
    async fn to_edit_and_to_withdraw_at_once_leaves_nothing(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let mut all = vec![];
        for _ in 0..10 {
            all.push(said(&world, ada, about, "A secret").await);
        }
        world.later(TimeDelta::minutes(16));
        let call = world.call(ada);
        for id in all {
            let (_, gone) = tokio::join!(edit(&call, id, 1, "A secret too".into()), withdraw(&call, id));
            gone.unwrap().unwrap();
        }
        assert_eq!(world.count("feedback_reply where text <> ''").await, 0);
        assert_eq!(world.count("feedback_reply_version").await, 0);
    }
}

on_both! {
    async fn nothing_is_said_about_what_is_withdrawn(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "Why?").await;
        feedback::withdraw(&world.call(author), about).await.unwrap().unwrap();
        let told = reply(&world.call(author), about, "Well.".into(), None).await.unwrap();
        assert_eq!(told, Err(ReplyError::NoLongerDiscussed));
        let told = reply(&world.call(ada), about, "Well.".into(), None).await.unwrap();
        assert_eq!(told, Err(ReplyError::NoSuchFeedback));
        let told = react(&world.call(author), Subject::Feedback(about), Kind::Agree).await.unwrap();
        assert_eq!(told, Err(ReactError::NoLongerDiscussed));
        let told = edit(&world.call(ada), id, 1, "Why not?".into()).await.unwrap();
        assert_eq!(told.unwrap_err(), EditError::NoLongerDiscussed);
        // What she said is hers to take back nevertheless.
        assert!(withdraw(&world.call(ada), id).await.unwrap().is_ok());
    }
}

on_both! {
    async fn the_same_key_says_it_once(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let say = async |world: &World, text: &str, key: &str| {
            let key = IdempotencyKey::try_new(key.into()).unwrap();
            reply(&world.call(ada), about, text.into(), Some(key)).await
        };
        let (one, two) = tokio::join!(say(&world, "Yes.", "k"), say(&world, "Yes.", "k"));
        let (one, two) = (one.unwrap().unwrap(), two.unwrap().unwrap());
        assert_eq!(one, two);
        assert_eq!(world.count("feedback_reply").await, 1);
        assert_eq!(world.count("outbox").await, 1);
        assert_eq!(say(&world, "No.", "k").await.unwrap_err().code, Code::Conflict);
        world.writable = false;
        assert_eq!(say(&world, "Yes.", "k").await.unwrap(), Ok(one));
        assert_eq!(say(&world, "Yes.", "other").await.unwrap_err().code, Code::Forbidden);
        let refused = "audit_entry where action = 'replyToFeedback' and outcome = 'refused'";
        assert_eq!(world.count(refused).await, 1);
    }
}
