//! Saving answers, going on elsewhere, handing in and taking back.

use assessment::{
    answering::Given,
    campaigns::Mode,
    sheets::{
        self, By, Change,
        save::{SaveError, Unsaved},
        sheet::State,
        start::StartError,
        submit::SubmitError,
        withdraw::WithdrawError,
    },
};
use chrono::TimeDelta;
use kernel::Locale;

use super::{STEP, at, choice, number, words};
use crate::on_both;

fn read(change: Change, revision: i64) -> Change {
    Change { revision: Some(revision), ..change }
}

fn unsaved(error: SaveError, at: usize) -> Unsaved {
    Unsaved { error, at: Some(at) }
}

on_both! {
    async fn an_invitation_has_one_sheet(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            let who = world.hired(world.home).await;
            let by = By::Invitation(world.invite(&campaign, &who).await);
            let call = world.call(&who);
            let not_begun = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!((not_begun.state, not_begun.is_open()), (None, true));
            let german = Some(Locale::kept("de-AT"));
            let begun = sheets::start(&call, &STEP, &by, german).await.unwrap().unwrap();
            assert_eq!((begun.state, begun.language.as_str()), (Some(State::Open), "de"));
            let again = sheets::start(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!(again.language, "de");
            let french = Some(Locale::kept("fr"));
            let refused = sheets::start(&call, &STEP, &by, french).await.unwrap();
            assert_eq!(refused.unwrap_err(), StartError::NoSuchLanguage);
        }
        assert_eq!(world.count("sheet").await, 2);
        assert_eq!(world.count("sheet_clock").await, 1, "only under a name");
        assert_eq!(world.count("campaign_invitation where state = 'opened'").await, 2);
        assert_eq!(world.count("audit_entry where action = 'startQuestionnaire'").await, 2);
    }
}

on_both! {
    /// Two begin at once; one of them begins.
    async fn two_tabs_begin_the_same_sheet(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        let call = world.call(&who);
        let begin = || sheets::start(&call, &STEP, &by, None);
        let (a, b, c) = tokio::join!(begin(), begin(), begin());
        assert!([a, b, c].into_iter().all(|it| it.unwrap().is_ok()));
        assert_eq!(world.count("sheet").await, 1);
    }
}

on_both! {
    async fn two_tabs_and_late_repetitions_overwrite_nothing(world: World) {
        let campaign = world.campaign(world.home, Mode::Confidential).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        let call = world.call(&who);
        let first = [read(choice("x"), 0), read(number("c", 2.0), 0)];
        let one = world.answers(&call, &by, &first).await;
        assert_eq!((at(&one, "a").0, at(&one, "c")), (1, (1, Some(Given::Number(2.0)))));
        let save = async |changes: &[Change]| {
            sheets::save(&call, &STEP, &by, changes, None).await.unwrap()
        };
        // The answer to it was lost, and it is sent again.
        assert_eq!(save(&first).await.unwrap().page, one.page);
        // Another tab.
        let two = save(&[read(number("c", 5.0), 1)]).await.unwrap();
        assert_eq!(at(&two, "c"), (2, Some(Given::Number(5.0))));
        let late = save(&first).await.unwrap_err();
        assert_eq!(late, [unsaved(SaveError::Stale, 1)]);
        let both = save(&[read(number("b", 1.0), 0), read(number("c", 1.0), 1)]).await;
        assert_eq!(both.unwrap_err(), [unsaved(SaveError::Stale, 1)]);
        // On another device.
        let there = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!(there.page, two.page, "all or nothing");
        assert_eq!(there.progress().required, 1);
        // Taken back, and not brought back.
        let none = Change { item: "c".into(), given: None, revision: Some(2) };
        assert_eq!(at(&save(&[none]).await.unwrap(), "c"), (3, None));
        assert!(save(&[read(number("c", 5.0), 1)]).await.is_err());
        let blind = save(&[number("c", 4.0)]).await.unwrap();
        assert_eq!(at(&blind, "c"), (4, Some(Given::Number(4.0))));
    }
}

on_both! {
    /// Whoever saves at once, each is kept.
    async fn what_two_tabs_answer_at_once_is_kept(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        let call = world.call(&who);
        sheets::start(&call, &STEP, &by, None).await.unwrap().unwrap();
        let (a, c, d) = ([read(choice("x"), 0)], [read(number("c", 2.0), 0)], [read(words("w"), 0)]);
        let save = |changes| sheets::save(&call, &STEP, &by, changes, None);
        let (a, c, d) = tokio::join!(save(&a), save(&c), save(&d));
        assert!([a, c, d].into_iter().all(|it| it.unwrap().is_ok()));
        let there = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!(there.page.len(), 3);
        // Of two that answer the same one is told.
        let (one, two) = ([read(number("c", 4.0), 1)], [read(number("c", 5.0), 1)]);
        let (one, two) = tokio::join!(save(&one), save(&two));
        let stale = [one, two].into_iter().filter(|it| it.as_ref().unwrap().is_err()).count();
        assert_eq!(stale, 1);
    }
}

on_both! {
    async fn what_cannot_be_answered_is_told_at_its_place(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        let call = world.call(&who);
        let save = async |changes: &[Change]| {
            sheets::save(&call, &STEP, &by, changes, None).await.unwrap()
        };
        let none = Unsaved { error: SaveError::NotStarted, at: None };
        assert_eq!(save(&[choice("x")]).await.unwrap_err(), [none]);
        sheets::start(&call, &STEP, &by, None).await.unwrap().unwrap();
        let wrong = [choice("z"), number("c", 6.0), words("Longer than twenty characters"),
            number("e", 1.0), number("d", 1.0), number("c", 2.0)];
        assert_eq!(save(&wrong).await.unwrap_err(), [
            unsaved(SaveError::NoSuchOption, 0),
            unsaved(SaveError::OutOfRange, 1),
            unsaved(SaveError::AnswerTooLong, 2),
            unsaved(SaveError::NoSuchItem, 3),
            unsaved(SaveError::ItemTwice, 4),
            unsaved(SaveError::ItemTwice, 5),
        ]);
        let many = vec![choice("x"); 101];
        let count = Unsaved { error: SaveError::AnswerCountInvalid, at: None };
        assert_eq!(save(&many).await.unwrap_err(), [count]);
        assert_eq!(save(&[]).await.unwrap_err(), [count]);
        assert_eq!(world.count("sheet_answer").await, 0);
    }
}

on_both! {
    async fn what_is_not_shown_does_not_count(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            let who = world.hired(world.home).await;
            let by = By::Invitation(world.invite(&campaign, &who).await);
            let call = world.call(&who);
            world.answers(&call, &by, &[choice("x"), words("More")]).await;
            let early = sheets::submit(&call, &STEP, &by, None).await.unwrap().unwrap_err();
            assert_eq!((early.error, early.missing), (SubmitError::RequiredMissing, vec!["b".into()]));
            let changes = [number("b", 3.0), Change { given: None, ..words("") }];
            sheets::save(&call, &STEP, &by, &changes, None).await.unwrap().unwrap();
            sheets::save(&call, &STEP, &by, &[choice("y")], None).await.unwrap().unwrap();
            let done = sheets::submit(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!(done.state, Some(State::Submitted));
            let items: Vec<_> = done.page.keys().map(String::as_str).collect();
            assert_eq!(items, ["a"], "neither what is hidden nor what was taken back");
            let read = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!(read.page, done.page);
            // Done again, it changes nothing; and nothing is saved any more.
            let again = sheets::submit(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!(again.page, done.page);
            let late = sheets::save(&call, &STEP, &by, &[choice("x")], None).await.unwrap();
            assert_eq!(late.unwrap_err()[0].error, SaveError::AlreadySubmitted);
        }
        let day = "submitted_on is not null";
        assert_eq!(world.count(&format!("sheet where {day}")).await, 1, "only under a name");
        assert_eq!(world.count("sheet_clock where submitted_at is not null").await, 1);
        let settled = "campaign_invitation where state = 'submitted' and remind_at is null";
        assert_eq!(world.count(settled).await, 2);
        let dated = "campaign_invitation where settled_on is not null";
        assert_eq!(world.count(dated).await, 1, "only under a name");
        let acts = world.count("audit_entry where action <> 'startQuestionnaire'").await;
        assert_eq!(acts, 4, "three times saved and handed in, under a name");
    }
}

on_both! {
    async fn until_the_close_everything_can_be_taken_back(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            let who = world.hired(world.home).await;
            let by = By::Invitation(world.invite(&campaign, &who).await);
            let call = world.call(&who);
            let withdraw = || sheets::withdraw(&call, &STEP, &by, None);
            assert_eq!(withdraw().await.unwrap().unwrap_err(), WithdrawError::NothingToWithdraw);
            world.submits(&call, &by, &[choice("y")]).await;
            let results = i64::from(mode == Mode::Identified);
            assert_eq!(world.count("result").await, results, "only under a name");
            let gone = withdraw().await.unwrap().unwrap();
            assert_eq!((gone.state, gone.page.len()), (Some(State::Withdrawn), 0));
            assert!(withdraw().await.unwrap().is_ok(), "done again");
            let late = sheets::save(&call, &STEP, &by, &[choice("x")], None).await.unwrap();
            assert_eq!(late.unwrap_err()[0].error, SaveError::AlreadyWithdrawn);
            let again = sheets::start(&call, &STEP, &by, None).await.unwrap();
            assert_eq!(again.unwrap_err(), StartError::AlreadyWithdrawn);
        }
        for table in ["sheet_answer", "sheet_clock", "result"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        assert_eq!(world.count("campaign_invitation where state = 'withdrawn'").await, 2);
        // Not after it.
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        world.submits(&world.call(&who), &by, &[choice("y")]).await;
        world.later(TimeDelta::days(10));
        let late = sheets::withdraw(&world.call(&who), &STEP, &by, None).await.unwrap();
        assert_eq!(late.unwrap_err(), WithdrawError::QuestionnaireClosed);
        assert_eq!(world.count("sheet_answer").await, 1);
    }
}

on_both! {
    /// The close erases what was not handed in, and in confidence all that tells of a time.
    async fn with_the_close_only_what_was_handed_in_stays(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            for n in 0..4 {
                let who = world.hired(world.home).await;
                let by = By::Invitation(world.invite(&campaign, &who).await);
                let call = world.call(&who);
                world.answers(&call, &by, &[choice("x"), number("c", 2.0)]).await;
                let twice = [choice("y"), number("c", 3.0)];
                sheets::save(&call, &STEP, &by, &twice, None).await.unwrap().unwrap();
                if n > 0 {
                    sheets::submit(&call, &STEP, &by, None).await.unwrap().unwrap();
                }
            }
            world.later(TimeDelta::days(1));
            assert_eq!(world.close(&campaign).await, 3);
        }
        assert_eq!(world.count("sheet").await, 6);
        assert_eq!(world.count("sheet_answer").await, 12);
        assert_eq!(world.count("sheet_clock").await, 3);
        let days = world.rows("select distinct s.submitted_on from sheet s join campaign c \
            on c.organization_id = s.organization_id and c.id = s.campaign_id \
            where c.mode = 'confidential'").await;
        assert_eq!(days.len(), 1);
        let changed = "sheet_answer a join sheet s on s.organization_id = a.organization_id \
            and s.id = a.sheet_id join campaign c on c.organization_id = s.organization_id \
            and c.id = s.campaign_id where c.mode = 'confidential' and a.revision <> 1";
        assert_eq!(world.count(changed).await, 0);
        let counted = world.rows("select counted from audit_entry where action = 'answerCampaign' \
            and actor_id is null and subject_id is null").await;
        assert_eq!(counted.len(), 1);
        assert_eq!(counted[0].try_get::<i64>("", "counted").unwrap(), 4 * 2 + 3);
        if world.db.is_postgres() {
            let sql = "select distinct a.xmin::text as x from sheet_answer a join sheet s \
                on s.organization_id = a.organization_id and s.id = a.sheet_id \
                where s.campaign_id in (select id from campaign where mode = 'confidential')";
            assert_eq!(world.rows(sql).await.len(), 1, "all of the close");
        }
    }
}
