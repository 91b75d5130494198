//! What should not stand so: who flags it, who reads it then, and what becomes of it.

use std::sync::Arc;

use feedback::{
    Moderation, Visibility,
    talk::{
        Kind, Model, Reason, Subject,
        edit::{EditError, edit},
        flag::{Flag, FlagFeedbackProblem, FlagReplyProblem, flag_feedback, flag_reply},
        react::react,
        reply::{ReplyError, reply},
        resolve::{Decision, ResolveError, resolve},
    },
    testing::{Seed, replied, visible_ids, visible_replies},
};
use kernel::{Code, FeedbackId, MembershipId, ReplyId, Scope};

use crate::{
    api::{Api, at, nodes, text},
    on_both,
    people::administrator,
    talk::{given, said},
    world::World,
};

fn only(member: MembershipId) -> Scope {
    Scope::Only(Arc::new([member].into()))
}

pub fn why() -> Flag {
    Flag { reason: Reason::Abusive, note: "Look.".into() }
}

async fn entries(world: &World, action: &str) -> i64 {
    world.count(&format!("audit_entry where action = '{action}' and outcome = 'done'")).await
}

on_both! {
    async fn what_is_flagged_is_read_by_who_administers_author_or_recipient(world: World) {
        let mut world = world;
        let (author, ada, other) = (world.hire().await, world.hire().await, world.hire().await);
        let readers = [
            ("author", author, [true, true, true]),
            ("recipient", ada, [true, true, false]),
            ("administrator", world.hire_with(administrator(Scope::Everybody)).await, [false, true, true]),
            ("of the author", world.hire_with(administrator(only(author))).await, [false, true, true]),
            ("of the recipient", world.hire_with(administrator(only(ada))).await, [false, true, true]),
            ("of others", world.hire_with(administrator(only(other))).await, [false; 3]),
            ("in scope without the role", world.hire_with(|it| it.scope = Scope::Everybody).await, [false; 3]),
            ("peer", other, [false; 3]),
            ("outsider", world.outsider().await, [false; 3]),
        ];
        let states = [None, Some(Moderation::Flagged), Some(Moderation::Hidden)];
        for withdrawn in [false, true] {
            for (n, moderation) in states.into_iter().enumerate() {
                let id = FeedbackId(world.clock.id());
                let withdrawn_at = withdrawn.then(|| world.clock.now());
                let seed = Seed { moderation, withdrawn_at, ..Seed::praise(world.home, id, author, vec![(ada, None)]) };
                world.seed(&seed).await;
                for (name, by, reads) in readers {
                    let viewer = world.viewer(by);
                    let found = visible_ids(&world.db, &viewer, vec![id]).await.unwrap();
                    let wanted = if withdrawn { by == author } else { reads[n] };
                    assert_eq!(!found.is_empty(), wanted, "{name}, {moderation:?}, {withdrawn}");
                    assert_eq!(seed.is_visible(&viewer), wanted, "{name}, {moderation:?}, {withdrawn}");
                }
            }
        }
    }
}

on_both! {
    async fn a_reply_is_for_its_author_who_reads_the_feedback_and_once_flagged_for_moderators(world: World) {
        let mut world = world;
        let (author, ada, by) = (world.hire().await, world.hire().await, world.hire().await);
        let readers = [
            ("author", author, [true; 3]),
            ("recipient", ada, [true; 3]),
            ("who said it", by, [true; 3]),
            ("administrator", world.hire_with(administrator(Scope::Everybody)).await, [false, true, true]),
            ("of who said it", world.hire_with(administrator(only(by))).await, [false, true, true]),
            ("of the author", world.hire_with(administrator(only(author))).await, [false, true, true]),
            ("of the recipient", world.hire_with(administrator(only(ada))).await, [false, true, true]),
            ("peer", world.hire().await, [false; 3]),
            ("outsider", world.outsider().await, [false; 3]),
        ];
        // It is about feedback that who said it reads no more.
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await;
        let mut rows = vec![];
        for withdrawn in [false, true] {
            for moderation in [None, Some(Moderation::Flagged), Some(Moderation::Hidden)] {
                let row = Model {
                    organization_id: world.home, id: ReplyId(world.clock.id()), feedback_id: about.id,
                    author_id: Some(by), text: "Well.".into(), version: 1, created_at: world.clock.now(),
                    edited_at: None, withdrawn_at: withdrawn.then(|| world.clock.now()), moderation,
                    anonymous: false,
                };
                world.db.write_all(vec![replied(&row)]).await.unwrap();
                rows.push((row, &about));
            }
        }
        for (name, reader, reads) in readers {
            let [a, b] = visible_replies(&world.db, &world.viewer(reader), &rows).await.unwrap();
            // Of what is withdrawn moderators read nothing.
            let joins = reads[0];
            let wanted: Vec<_> = reads.into_iter().chain([joins; 3]).zip(&rows)
                .filter(|(reads, _)| *reads).map(|(_, (row, _))| row.id).collect();
            assert_eq!(a, wanted, "{name}");
            assert_eq!(b, wanted, "{name}");
        }
    }
}

on_both! {
    async fn once_per_person_by_who_reads_it_and_not_ones_own(world: World) {
        let mut world = world;
        let (author, ada, other) = (world.hire().await, world.hire().await, world.hire().await);
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let call = world.call(ada);
        let (one, two) = tokio::join!(flag_feedback(&call, about, why()), flag_feedback(&call, about, why()));
        assert_eq!((one.unwrap(), two.unwrap()), (Ok(()), Ok(())));
        assert_eq!((world.count("feedback_flag").await, entries(&world, "flagFeedback").await), (1, 1));
        let told = flag_feedback(&world.call(author), about, why()).await.unwrap();
        assert_eq!(told, Err(FlagFeedbackProblem::OwnText));
        let told = flag_feedback(&world.call(other), about, why()).await.unwrap();
        assert_eq!(told, Err(FlagFeedbackProblem::NoSuchFeedback));
        let long = Flag { note: "ö".repeat(1_001), ..why() };
        let second = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let told = flag_feedback(&call, second, long).await.unwrap();
        assert_eq!(told, Err(FlagFeedbackProblem::FlagNoteTooLong));
        let id = said(&world, author, about, "Hm.").await;
        assert_eq!(flag_reply(&call, id, why()).await.unwrap(), Ok(()));
        let told = flag_reply(&world.call(author), id, why()).await.unwrap();
        assert_eq!(told, Err(FlagReplyProblem::OwnText));
        world.writable = false;
        assert_eq!(flag_reply(&world.call(ada), id, why()).await.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// A moderator reads the text, of which an entry is left; says nothing about it, and reads
    /// nothing of what others say.
    async fn who_reads_what_was_flagged_is_noted(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(only(ada))).await;
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let (quiet, loud) = (said(&world, ada, about, "Hm.").await, said(&world, ada, about, "Ha!").await);
        react(&world.call(ada), Subject::Feedback(about), Kind::Agree).await.unwrap().unwrap();
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(author), loud, why()).await.unwrap().unwrap();
        let api = Api::over(&world);
        let home = world.home;
        let list = format!("{{ organization(id: \"{home}\") {{ flaggedFeedback {{ totalCount nodes {{ id kind moderation }} }} flaggedReplies {{ totalCount nodes {{ id moderation }} }} }} }}");
        let told = api.told(admin, &list).await;
        assert_eq!(nodes(&told, "organization.flaggedFeedback.nodes"), [about.to_string()]);
        assert_eq!(nodes(&told, "organization.flaggedReplies.nodes"), [loud.to_string()]);
        assert_eq!(text(&told, "organization.flaggedReplies.nodes.0.moderation"), "FLAGGED");
        assert_eq!(entries(&world, "readFlagged").await, 0);
        let whole = format!("{{ a: feedback(id: \"{about}\") {{ text marks {{ mark }} flags {{ reason note }} reactions {{ count }} replies {{ totalCount nodes {{ id text }} }} }} b: feedback(id: \"{about}\") {{ text }} }}");
        let told = api.told(admin, &whole).await;
        assert_eq!(text(&told, "a.text"), "Thank you.");
        assert_eq!((text(&told, "a.flags.0.reason"), text(&told, "a.flags.0.note")), ("ABUSIVE".into(), "Look.".into()));
        assert_eq!(at(&told, "a.reactions").to_string(), "[]");
        assert_eq!(nodes(&told, "a.replies.nodes"), [loud.to_string()]);
        assert_eq!(text(&told, "a.replies.nodes.0.text"), "Ha!");
        // One for each text, however often one document asks.
        assert_eq!(entries(&world, "readFlagged").await, 2);
        assert_eq!(world.count("audit_entry where action = 'readFlagged' and subject_kind = 'Reply'").await, 1);
        api.told(ada, &format!("{{ feedback(id: \"{about}\") {{ text flaggedByYou moderation replies {{ nodes {{ text moderation }} }} }} }}")).await;
        assert_eq!(entries(&world, "readFlagged").await, 2);
        let query = format!("{{ reply(id: \"{quiet}\") {{ id }} }}");
        assert_eq!(at(&api.told(admin, &query).await, "reply").to_string(), "null");
        let told = reply(&world.call(admin), about, "Well.".into(), None).await.unwrap();
        assert_eq!(told, Err(ReplyError::NoSuchFeedback));
        let told = flag_feedback(&world.call(admin), about, why()).await.unwrap();
        assert_eq!(told, Err(FlagFeedbackProblem::NoSuchFeedback));
        let told = flag_reply(&world.call(admin), loud, why()).await.unwrap();
        assert_eq!(told, Err(FlagReplyProblem::NoSuchReply));
        for (by, field) in [(ada, "flags { note }"), (author, "flags { note }")] {
            let query = format!("{{ feedback(id: \"{about}\") {{ {field} }} }}");
            assert_eq!(api.refused(by, &query).await, "FORBIDDEN");
        }
        // Nobody else is told whether it is so.
        let told = api.told(author, &format!("{{ feedback(id: \"{about}\") {{ moderation }} }}")).await;
        assert_eq!(at(&told, "feedback.moderation").to_string(), "null");
        let list = format!("{{ organization(id: \"{home}\") {{ flaggedFeedback {{ totalCount }} }} }}");
        assert_eq!(api.refused(ada, &list).await, "FORBIDDEN");
    }
}

on_both! {
    /// Without an entry there is no text.
    async fn without_an_entry_nothing_is_read(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        world.run("alter table audit_entry rename to kept_entry", []).await;
        let api = Api::over(&world);
        let query = format!("{{ feedback(id: \"{about}\") {{ text }} }}");
        assert_eq!(api.refused(admin, &query).await, "INTERNAL");
        assert!(!format!("{:?}", api.ask(admin, &query).await.data).contains("Thank you"));
    }
}

on_both! {
    async fn what_is_hidden_is_its_author_s_and_the_moderators_until_it_is_put_back(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(only(ada))).await;
        let about = given(&world, Visibility::Organization, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "Ha!").await;
        let (feedback, talk) = (Subject::Feedback(about), Subject::Reply(id));
        let decide = async |world: &World, by, on, decision| resolve(&world.call(by), &world.desk(by), on, decision).await.unwrap();
        for on in [feedback, talk] {
            assert_eq!(decide(&world, admin, on, Decision::Hide).await, Err(ResolveError::NotFlagged));
        }
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(author), id, why()).await.unwrap().unwrap();
        for by in [ada, author] {
            assert_eq!(decide(&world, by, feedback, Decision::Hide).await, Err(ResolveError::NoSuchText));
            assert_eq!(decide(&world, by, talk, Decision::Dismiss).await, Err(ResolveError::NoSuchText));
        }
        for on in [talk, feedback] {
            for _ in 0..2 {
                assert_eq!(decide(&world, admin, on, Decision::Hide).await, Ok(()));
            }
        }
        assert_eq!(world.count("audit_entry where action = 'resolveFlag' and reason = 'HIDE'").await, 2);
        let query = format!("{{ feedback(id: \"{about}\") {{ text moderation replies {{ nodes {{ id text hidden }} }} }} }}");
        let api = Api::over(&world);
        let told = api.told(author, &query).await;
        assert_eq!(text(&told, "feedback.moderation"), "HIDDEN");
        assert_eq!(at(&told, "feedback.replies.nodes.0.text").to_string(), "null");
        assert_eq!(at(&told, "feedback.replies.nodes.0.hidden").to_string(), "true");
        assert_eq!(at(&api.told(ada, &query).await, "feedback").to_string(), "null");
        let own = api.told(ada, &format!("{{ reply(id: \"{id}\") {{ text hidden }} }}")).await;
        assert_eq!(text(&own, "reply.text"), "Ha!");
        let hidden = format!("{{ organization(id: \"{}\") {{ flaggedReplies(state: HIDDEN) {{ nodes {{ id text }} }} flaggedFeedback {{ totalCount }} }} }}", world.home);
        assert_eq!(nodes(&api.told(admin, &hidden).await, "organization.flaggedReplies.nodes"), [id.to_string()]);
        let told = reply(&world.call(author), about, "Well.".into(), None).await.unwrap();
        assert_eq!(told, Err(ReplyError::NoLongerDiscussed));
        assert_eq!(decide(&world, admin, feedback, Decision::Dismiss).await, Ok(()));
        // Hidden itself, though the feedback stands.
        let told = edit(&world.call(ada), id, 1, "Ho!".into()).await.unwrap();
        assert_eq!(told.unwrap_err(), EditError::NoLongerDiscussed);
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        for on in [feedback, talk] {
            assert_eq!(decide(&world, admin, on, Decision::Dismiss).await, Ok(()));
        }
        let told = api.told(ada, &query).await;
        assert_eq!(text(&told, "feedback.text"), "Thank you.");
        assert_eq!(text(&told, "feedback.replies.nodes.0.text"), "Ha!");
        // What was dismissed can be flagged anew, also by the same person.
        assert_eq!((world.count("feedback_flag").await, world.count("feedback_reply_flag").await), (0, 0));
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(author), id, why()).await.unwrap().unwrap();
        assert_eq!((world.count("feedback_flag").await, world.count("feedback_reply_flag").await), (1, 1));
        for on in [feedback, talk] {
            assert_eq!(decide(&world, admin, on, Decision::Hide).await, Ok(()));
        }
    }
}

on_both! {
    /// Withdrawn meanwhile, it is nobody's to decide on.
    async fn what_is_withdrawn_is_not_moderated(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Recipient, author, &[(ada, None)]).await.id;
        let id = said(&world, ada, about, "Ha!").await;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(author), id, why()).await.unwrap().unwrap();
        feedback::talk::withdraw::withdraw(&world.call(ada), id).await.unwrap().unwrap();
        feedback::withdraw(&world.call(author), about).await.unwrap().unwrap();
        for on in [Subject::Feedback(about), Subject::Reply(id)] {
            let told = resolve(&world.call(admin), &world.desk(admin), on, Decision::Hide).await.unwrap();
            assert_eq!(told, Err(ResolveError::NoSuchText));
        }
        let list = format!("{{ organization(id: \"{}\") {{ flaggedFeedback {{ totalCount }} flaggedReplies {{ totalCount }} }} }}", world.home);
        let told = Api::over(&world).told(admin, &list).await;
        for list in ["flaggedFeedback", "flaggedReplies"] {
            assert_eq!(at(&told, &format!("organization.{list}.totalCount")).to_string(), "0");
        }
        assert_eq!(world.count("feedback_reply_flag").await, 0);
    }
}
