//! Answering without a name: with a ticket instead of a session.

use assessment::{
    answering::Given,
    campaigns::{Mode, close::close_due},
    sheets::{self, By, sheet::State, withdraw::WithdrawError},
};
use chrono::TimeDelta;
use kernel::CampaignTicket;

use super::{STEP, at, choice, number, words};
use crate::on_both;

on_both! {
    async fn everything_after_the_drawing_is_done_with_the_ticket(world: World) {
        let campaign = world.campaign(world.home, Mode::Anonymous).await;
        let who = world.hired(world.home).await;
        let id = world.invite(&campaign, &who).await;
        let ticket = world.draws(&who, id).await;
        // As it is carried to another device.
        let text = ticket.reveal(&world.secret);
        let ticket = CampaignTicket::parse(&text, &world.secret).unwrap();
        let (nobody, by) = (world.nobody(), By::Ticket(ticket));
        let form = sheets::form(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!((form.state, form.is_open()), (None, true));
        let begun = world.answers(&nobody, &by, &[choice("x"), number("c", 2.0)]).await;
        assert_eq!(at(&begun, "c"), (1, Some(Given::Number(2.0))));
        let again = sheets::start(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!(again.page, begun.page);
        let changes = [choice("y"), number("b", 4.0), words("Mine")];
        let saved = sheets::save(&nobody, &STEP, &by, &changes, None).await.unwrap().unwrap();
        assert_eq!(at(&saved, "a"), (2, Some(Given::Choice("y".into()))));
        let done = sheets::submit(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!((done.state, done.page.len()), (Some(State::Submitted), 3), "b is not shown");
        world.others_draw(&campaign, 4).await;
        assert_eq!(world.close(&campaign).await, 1);
        world.set(&campaign, "state = 'closed'").await;
        // Its author may still read it.
        let kept = sheets::form(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!(kept.state, Some(State::Submitted));
        assert_eq!(at(&kept, "d"), (1, Some(Given::Text("Mine".into()))));
        assert_eq!(at(&kept, "a"), (1, Some(Given::Choice("y".into()))), "not how often it changed");
        assert_eq!(world.count("sheet where version = 1 and language is null").await, 1);
    }
}

on_both! {
    async fn until_the_close_it_can_be_taken_back(world: World) {
        let campaign = world.campaign(world.home, Mode::Anonymous).await;
        let mut tickets = vec![];
        for _ in 0..3 {
            let who = world.hired(world.home).await;
            let id = world.invite(&campaign, &who).await;
            tickets.push(By::Ticket(world.draws(&who, id).await));
        }
        let nobody = world.nobody();
        world.submits(&nobody, &tickets[0], &[choice("y"), words("Gone")]).await;
        world.submits(&nobody, &tickets[1], &[choice("y"), words("Kept")]).await;
        world.answers(&nobody, &tickets[2], &[words("Not handed in")]).await;
        world.others_draw(&campaign, 2).await;
        let gone = sheets::withdraw(&nobody, &STEP, &tickets[0], None).await.unwrap().unwrap();
        assert_eq!((gone.state, gone.page.len()), (Some(State::Withdrawn), 0));
        assert_eq!(world.count("sheet_draft where answers like '%Gone%'").await, 0);
        assert_eq!(world.close(&campaign).await, 1);
        assert_eq!(world.count("sheet").await, 1);
        assert_eq!(world.count("sheet_draft").await, 0);
        assert_eq!(world.count("sheet_answer where value like '%Kept%'").await, 1);
        assert_eq!(world.count("sheet_answer").await, 2);
        let late = sheets::form(&nobody, &STEP, &tickets[0], None).await.unwrap().unwrap();
        assert_eq!(late.state, None, "nothing of it is left");
        for by in &tickets {
            let late = sheets::withdraw(&nobody, &STEP, by, None).await.unwrap();
            assert_eq!(late.unwrap_err(), WithdrawError::QuestionnaireClosed);
        }
    }
}

on_both! {
    /// Many, with answers of every kind of text, come through the close as they were.
    async fn a_close_of_many_loses_nothing(world: World) {
        let campaign = world.campaign(world.home, Mode::Anonymous).await;
        let nobody = world.nobody();
        for n in 0..9_u32 {
            let who = world.hired(world.home).await;
            let id = world.invite(&campaign, &who).await;
            let by = By::Ticket(world.draws(&who, id).await);
            let text = format!("Ä \"{n}\" \\ '");
            let answers = [choice("y"), number("c", f64::from(n % 5 + 1)), words(&text)];
            world.submits(&nobody, &by, &answers).await;
        }
        world.later(TimeDelta::days(3));
        assert_eq!(world.close(&campaign).await, 9);
        for n in 0..9_u32 {
            let given = Given::Text(format!("Ä \"{n}\" \\ '"));
            let value = serde_json::to_string(&given).unwrap();
            let sql = "select a.sheet_id from sheet_answer a where a.item = 'd' and a.value = ";
            let rows = world.rows(&format!("{sql} '{}'", value.replace('\'', "''"))).await;
            assert_eq!(rows.len(), 1, "{value}");
        }
        let numbers = "select value from sheet_answer where item = 'c' order by value";
        let numbers = world.rows(numbers).await;
        let numbers: Vec<String> = numbers.iter().map(|it| it.try_get("", "value").unwrap()).collect();
        let parsed = numbers.iter().map(|it| serde_json::from_str(it).unwrap());
        assert!(parsed.into_iter().all(|it: Given| matches!(it, Given::Number(n) if n >= 1.0)));
        assert_eq!(numbers.len(), 9);
    }
}

on_both! {
    async fn one_that_cannot_be_closed_keeps_no_other_open(world: World) {
        let broken = world.campaign(world.home, Mode::Anonymous).await;
        let other = world.campaign(world.home, Mode::Anonymous).await;
        for campaign in [&broken, &other] {
            let who = world.hired(world.home).await;
            let by = By::Ticket(world.draws(&who, world.invite(campaign, &who).await).await);
            world.submits(&world.nobody(), &by, &[words("Mine")]).await;
            world.others_draw(campaign, 4).await;
        }
        let sql = "update sheet_draft set answers = '{' where campaign_id = $1";
        world.run(sql, [broken.id.0.into()]).await;
        world.later(TimeDelta::days(11));
        close_due(&world.nobody()).await.unwrap_err();
        assert_eq!(world.count("campaign where state = 'closed' and answered = 1").await, 1);
        world.run("update sheet_draft set answers = '{}'", []).await;
        assert_eq!(close_due(&world.nobody()).await.unwrap(), 1);
        assert_eq!(world.count("campaign where state = 'closed' and answered = 1").await, 2);
    }
}

on_both! {
    /// Whoever reads that three drew a ticket knows that each answer is of one of the three.
    async fn what_too_few_could_have_written_is_erased_with_the_close(world: World) {
        for enough in [false, true] {
            let campaign = world.campaign(world.home, Mode::Anonymous).await;
            let nobody = world.nobody();
            let mut last = None;
            for _ in 0..3 {
                let who = world.hired(world.home).await;
                let id = world.invite(&campaign, &who).await;
                let by = By::Ticket(world.draws(&who, id).await);
                world.submits(&nobody, &by, &[choice("y"), words("Mine")]).await;
                last = Some(by);
            }
            // Whoever was asked and drew none hides nobody.
            let who = world.hired(world.home).await;
            world.invite(&campaign, &who).await;
            world.invite(&campaign, &world.hired(world.home).await).await;
            if enough {
                world.others_draw(&campaign, 2).await;
            }
            let kept = if enough { 3 } else { 0 };
            assert_eq!(world.close(&campaign).await, kept);
            assert_eq!(world.count("sheet").await, kept);
            assert_eq!(world.count("sheet_answer").await, 2 * kept);
            assert_eq!(world.count("sheet_draft").await, 0);
            let read = sheets::form(&nobody, &STEP, &last.unwrap(), None).await.unwrap().unwrap();
            assert_eq!(read.state, enough.then_some(State::Submitted));
        }
    }
}
