//! Which mails follow from what happened.

use feedback::{
    notifications::remind,
    talk::Model,
    testing::{Seed, replied},
};
use identity::account::{Register, register};
use kernel::{FeedbackId, ReplyId, audit::PLATFORM};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{on_both, world::quick};

const TEXT: &str = "Thank you for the bridge in the harbour.";

/// The address in an English mail that begins so.
fn link<'a>(mail: &'a str, start: &str) -> &'a str {
    let line = mail.lines().find(|line| line.starts_with(start));
    line.unwrap_or_else(|| panic!("no {start} in {mail}"))
}

on_both! {
    async fn whoever_registers_gets_a_link_that_opens(world: World) {
        let input = Register {
            email: kernel::EmailAddress::try_new("Ada@hei.example").unwrap(),
            given: "Ada".into(),
            infix: None,
            family: "Byron".into(),
            language: None,
        };
        register(&world.call, input).await.unwrap().unwrap();
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        assert!(mail.contains("To: Ada@hei.example\r\n"), "{mail}");
        let token = link(mail, "https://hei.example/complete-registration#token=");
        let token = kernel::Token::parse(token.rsplit('=').next().unwrap()).unwrap();
        let sql = "select count(*) as n from link where token_hash = $1";
        let backend = world.db.get_database_backend();
        let values = [token.hash().into()];
        let statement = sea_orm::Statement::from_sql_and_values(backend, sql, values);
        let row = world.db.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 1);
    }
}

on_both! {
    /// One for each who wants it, in their language, and no word of the feedback.
    async fn recipients_are_told_once(world: World) {
        let people = [
            ("author@hei.example", "en"),
            ("ada@hei.example", "en"),
            ("bruno@hei.example", "it"),
            ("carl@hei.example", "de"),
        ];
        let (company, members) = world.company(&people).await;
        world.run("update person set mail_on_feedback = false where given_name = 'carl'").await;
        let id = FeedbackId(world.call.clock.id());
        let to = members[1..].iter().map(|member| (*member, None)).collect();
        let seed = Seed { text: TEXT.into(), ..Seed::praise(company, id, members[0], to) };
        for write in seed.writes(&world.db) {
            world.db.write_all(vec![write]).await.unwrap();
        }
        world.put_in(company, "feedback.given", id.0).await;
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 2, "{mails:?}");
        let to = |start: &str| {
            let whose = mails.iter().find(|mail| mail.contains(&format!("<{start}@hei.example>")));
            whose.unwrap()
        };
        let link = link(to("ada"), "https://hei.example/feedback/feedback_");
        assert!(link.ends_with(&id.to_string()));
        assert!(to("bruno").contains("Qualcuno Le ha dato un feedback."), "{}", to("bruno"));
        assert!(mails.iter().all(|mail| !mail.contains("harbour") && !mail.contains("author")));
        assert!(mails.iter().all(|mail| mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")));
        // In the product everybody is told.
        let told = world.texts("select kind from notification where feedback_id is not null").await;
        assert_eq!(told, vec![Some("feedback".to_owned()); 3]);
    }
}

on_both! {
    /// What was withdrawn before the mail went is not told.
    async fn nobody_is_told_of_what_was_withdrawn(world: World) {
        let (company, members) = world.company(&[("a@hei.example", "en"), ("b@hei.example", "en")]).await;
        let id = FeedbackId(world.call.clock.id());
        let seed = Seed::praise(company, id, members[0], vec![(members[1], None)]);
        for write in seed.writes(&world.db) {
            world.db.write_all(vec![write]).await.unwrap();
        }
        world.put_in(company, "feedback.given", id.0).await;
        let clock = &world.call.clock;
        let hold = chrono::TimeDelta::minutes(1);
        let given = kernel::outbox::claim(&world.db, clock, hold, 1).await.unwrap().remove(0);
        given.spread(&world.db, clock, "feedback.received", [members[1].0]).await.unwrap();
        world.run("update feedback set withdrawn_at = created_at").await;
        world.work_off().await;
        assert_eq!(world.mails().len(), 0);
    }
}

on_both! {
    /// Who takes part and may read it still; not who said it, and no word of it.
    async fn the_others_who_take_part_are_told_of_a_reply(world: World) {
        let people = ["a", "b", "c", "d", "e"].map(|name| format!("{name}@hei.example"));
        let people: Vec<_> = people.iter().map(|it| (&**it, "en")).collect();
        let (company, members) = world.company(&people).await;
        world.run("update person set mail_on_feedback = false where given_name = 'c'").await;
        let id = FeedbackId(world.call.clock.id());
        let seed = Seed::praise(company, id, members[0], vec![(members[1], None), (members[2], None)]);
        for write in seed.writes(&world.db) {
            world.db.write_all(vec![write]).await.unwrap();
        }
        // One replied who reads it no more; the last is the recipient's.
        let mut said = None;
        for by in [members[3], members[1]] {
            let reply = Model {
                organization_id: company, id: ReplyId(world.call.clock.id()), feedback_id: id,
                author_id: Some(by), text: TEXT.into(), version: 1, created_at: world.call.clock.now(),
                edited_at: None, withdrawn_at: None, moderation: None,
                anonymous: false,
            };
            world.db.write_all(vec![replied(&reply)]).await.unwrap();
            said = Some(reply.id);
        }
        world.put_in(company, "feedback.replied", said.unwrap().0).await;
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].contains("<a@hei.example>") && !mails[0].contains("harbour"));
        let link = link(&mails[0], "https://hei.example/feedback/feedback_");
        assert!(link.ends_with(&id.to_string()));
        // To whom it is mailed, and who wants no mails.
        assert_eq!(world.texts("select kind from notification").await.len(), 2);
        world.run("update feedback_reply set moderation = 'hidden'").await;
        world.put_in(company, "feedback.replied", said.unwrap().0).await;
        world.work_off().await;
        assert_eq!(world.mails().len(), 1);
    }
}

on_both! {
    /// Not by mail; and an author whom nobody knows is told nothing.
    async fn who_is_thanked_is_told(world: World) {
        let mut all = vec![];
        let (company, members) = world.company(&[("a@hei.example", "en"), ("b@hei.example", "en")]).await;
        for author in [Some(members[0]), None] {
            let id = FeedbackId(world.call.clock.id());
            let seed = Seed { author, ..Seed::praise(company, id, members[0], vec![(members[1], None)]) };
            for write in seed.writes(&world.db) {
                world.db.write_all(vec![write]).await.unwrap();
            }
            world.put_in(company, "feedback.thanked", id.0).await;
            all.push(id);
        }
        world.run("insert into feedback_reaction (organization_id, feedback_id, member_id, kind, reacted_at) \
                   select organization_id, id, sole_recipient_id, 'thanks', created_at from feedback").await;
        world.work_off().await;
        assert_eq!(world.texts("select kind from notification").await, [Some("thanks".to_owned())]);
        // What was taken back meanwhile is not told.
        world.run("delete from feedback_reaction").await;
        world.put_in(company, "feedback.thanked", all[0].0).await;
        world.work_off().await;
        assert_eq!(world.texts("select kind from notification").await.len(), 1);
        assert_eq!(world.mails().len(), 0);
    }
}

on_both! {
    /// One mail a day to whoever chose it instead of mails at once, if something is not read.
    async fn a_summary_comes_once_a_day(world: World) {
        let people = ["a", "b", "c", "d"].map(|name| format!("{name}@hei.example"));
        let people: Vec<_> = people.iter().map(|it| (&**it, "de")).collect();
        let (company, members) = world.company(&people).await;
        world.run("update person set mail_on_feedback = false where given_name <> 'b'").await;
        world.run("update person set mail_digest = false where given_name = 'c'").await;
        let id = FeedbackId(world.call.clock.id());
        let to = members[1..].iter().chain([&members[0]]).map(|member| (*member, None)).collect();
        let seed = Seed { author: None, ..Seed::praise(company, id, members[0], to) };
        for write in seed.writes(&world.db) {
            world.db.write_all(vec![write]).await.unwrap();
        }
        world.put_in(company, "feedback.given", id.0).await;
        world.work_off().await;
        assert_eq!(world.mails().len(), 1);
        world.run("update notification set read_at = at where member_id in (select id from membership where given_name = 'd')").await;
        let remind = async || remind(&world.db, &world.call.clock).await.unwrap();
        assert_eq!((remind().await, remind().await), (3, 0));
        world.work_off().await;
        let mails = world.mails();
        assert_eq!(mails.len(), 2, "{mails:?}");
        let digest = mails.iter().find(|mail| mail.contains("<a@hei.example>")).unwrap();
        assert!(digest.contains("https://hei.example/notifications"), "{digest}");
        assert!(digest.contains("List-Unsubscribe-Post"));
        // From wherever there is more: a person has one a day.
        world.put_in(company, "notification.digest", members[0].0).await;
        world.work_off().await;
        assert_eq!(world.mails().len(), 2);
        // A day later it was told too long ago.
        world.manual.advance(chrono::TimeDelta::days(1));
        assert_eq!(remind().await, 0);
    }
}

on_both! {
    /// A newer version of ours, which runs beside this one, knows what follows from it.
    async fn what_is_not_known_is_left_to_others(world: World) {
        world.put_in(PLATFORM, "newer.topic", Uuid::nil()).await;
        let running = world.start(quick());
        let tried = async || {
            world.texts("select last_error from outbox").await == [Some("unknown topic".to_owned())]
        };
        world.until(tried).await;
        running.stop().await;
        assert_eq!(kernel::outbox::backlog(&world.db).await.unwrap().waiting, 1);
    }
}
