//! When nothing can be written, and by whom.

use assessment::{
    campaigns::{By as AsInvited, InvitationState, Mode, decline::decline},
    sheets::{
        self, By, open::OpenError, save::SaveError, start::StartError, submit::SubmitError,
        withdraw::WithdrawError,
    },
};
use chrono::TimeDelta;
use kernel::{Call, CampaignInvitationId, Code, Scope};

use super::{OVER, STEP, choice, number};
use crate::on_both;

async fn refused(call: &Call, by: &By) -> (StartError, SaveError, SubmitError) {
    let start = sheets::start(call, &STEP, by, None).await.unwrap().unwrap_err();
    let save = sheets::save(call, &STEP, by, &[choice("y")], None).await.unwrap().unwrap_err();
    let submit = sheets::submit(call, &STEP, by, None).await.unwrap().unwrap_err();
    (start, save[0].error, submit.error)
}

on_both! {
    /// Nobody else's invitation, and none of another organisation, is told from one that is made up.
    async fn nobody_answers_for_somebody_else(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let elsewhere = world.campaign(world.away, Mode::Identified).await;
        let (who, other) = (world.hired(world.home).await, world.hired(world.home).await);
        let outsider = world.hired(world.away).await;
        let theirs = By::Invitation(world.invite(&campaign, &who).await);
        let away = By::Invitation(world.invite(&elsewhere, &outsider).await);
        let made_up = By::Invitation(CampaignInvitationId(world.clock.id()));
        world.answers(&world.call(&who), &theirs, &[choice("y")]).await;
        let boss = world.hired(world.home).await.administering(Scope::Everybody);
        for (asker, by) in [
            (&other, &theirs), (&boss, &theirs), (&outsider, &theirs), (&who, &away),
            (&who, &made_up),
        ] {
            let call = world.call(asker);
            let told = (StartError::NotAsked, SaveError::NotAsked, SubmitError::NotAsked);
            assert_eq!(refused(&call, by).await, told);
            let withdrawn = sheets::withdraw(&call, &STEP, by, None).await.unwrap();
            assert_eq!(withdrawn.unwrap_err(), WithdrawError::NotAsked);
            assert!(sheets::form(&call, &STEP, by, None).await.unwrap().is_none());
            let By::Invitation(id) = by else { panic!() };
            let drawn = sheets::open(&call, &STEP, *id).await.unwrap();
            assert_eq!(drawn.unwrap_err(), OpenError::NotAsked);
        }
        let stranger = sheets::form(&world.nobody(), &STEP, &theirs, None).await.unwrap_err();
        assert_eq!(stranger.code, Code::Unauthenticated);
        assert_eq!(world.count("sheet").await, 1);
    }
}

on_both! {
    async fn a_campaign_takes_answers_only_while_it_is_live(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            let (who, late) = (world.hired(world.home).await, world.hired(world.home).await);
            let by = By::Invitation(world.invite(&campaign, &who).await);
            let other = By::Invitation(world.invite(&campaign, &late).await);
            let (call, late) = (world.call(&who), world.call(&late));
            world.answers(&call, &by, &[choice("y")]).await;
            world.set(&campaign, "state = 'paused'").await;
            let paused = (StartError::QuestionnairePaused, SaveError::QuestionnairePaused,
                SubmitError::NotStarted);
            assert_eq!(refused(&late, &other).await, paused);
            let submit = sheets::submit(&call, &STEP, &by, None).await.unwrap();
            assert_eq!(submit.unwrap_err().error, SubmitError::QuestionnairePaused);
            let save = sheets::save(&call, &STEP, &by, &[choice("x")], None).await.unwrap();
            assert_eq!(save.unwrap_err()[0].error, SaveError::QuestionnairePaused);
            let read = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!((read.page.len(), read.is_open()), (1, false));
            world.set(&campaign, "state = 'draft'").await;
            let early = (StartError::NotOpenYet, SaveError::NotOpenYet, SubmitError::NotStarted);
            assert_eq!(refused(&late, &other).await, early);
            // Whether the close was written down or not.
            for closed in ["state = 'live'", "state = 'closed'"] {
                world.set(&campaign, closed).await;
                if closed == "state = 'live'" {
                    world.later(TimeDelta::days(10));
                }
                let told = (StartError::QuestionnaireClosed, SaveError::QuestionnaireClosed,
                    SubmitError::NotStarted);
                assert_eq!(refused(&late, &other).await, told);
                let submit = sheets::submit(&call, &STEP, &by, None).await.unwrap();
                assert_eq!(submit.unwrap_err().error, SubmitError::QuestionnaireClosed);
            }
            world.later(-TimeDelta::days(10));
        }
        assert_eq!(world.count("sheet").await, 2);
    }
}

on_both! {
    async fn before_it_opens_nothing_is_begun(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        world.later(-TimeDelta::hours(1));
        let call = world.call(&who);
        let start = sheets::start(&call, &STEP, &by, None).await.unwrap();
        assert_eq!(start.unwrap_err(), StartError::NotOpenYet);
        world.later(TimeDelta::hours(1));
        assert!(sheets::start(&call, &STEP, &by, None).await.unwrap().is_ok());
    }
}

on_both! {
    async fn whoever_declined_does_not_begin(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let anonymous = world.campaign(world.home, Mode::Anonymous).await;
        let who = world.hired(world.home).await;
        let declined = |row: &mut assessment::campaigns::invitation::Model| {
            row.state = InvitationState::Declined;
        };
        let by = By::Invitation(world.invite_as(&campaign, &who, declined).await);
        let call = world.call(&who);
        let start = sheets::start(&call, &STEP, &by, None).await.unwrap();
        assert_eq!(start.unwrap_err(), StartError::AlreadyDeclined);
        let id = world.invite_as(&anonymous, &who, declined).await;
        let drawn = sheets::open(&call, &STEP, id).await.unwrap();
        assert_eq!(drawn.unwrap_err(), OpenError::AlreadyDeclined);
    }
}

on_both! {
    /// What was begun before is neither written on nor handed in, nor begun with again.
    async fn whoever_began_and_declined_answers_no_more(world: World) {
        for mode in [Mode::Identified, Mode::Confidential] {
            let campaign = world.campaign(world.home, mode).await;
            let who = world.hired(world.home).await;
            let id = world.invite(&campaign, &who).await;
            let (call, by) = (world.call(&who), By::Invitation(id));
            world.answers(&call, &by, &[choice("y")]).await;
            let no = decline(&call, AsInvited::Invitation(id)).await.unwrap().unwrap();
            assert_eq!(no.invitation.state, InvitationState::Declined);
            let told = (StartError::AlreadyDeclined, SaveError::AlreadyDeclined,
                SubmitError::AlreadyDeclined);
            assert_eq!(refused(&call, &by).await, told);
            let read = sheets::form(&call, &STEP, &by, None).await.unwrap().unwrap();
            assert_eq!(read.page.len(), 1, "nothing was added");
            let declined = "campaign_invitation where state = 'declined'";
            assert_eq!(world.count(declined).await, if mode == Mode::Identified { 1 } else { 2 });
            assert_eq!(world.close(&campaign).await, 0);
        }
        for nothing in ["sheet", "sheet_answer", "result"] {
            assert_eq!(world.count(nothing).await, 0, "{nothing}");
        }
    }
}

on_both! {
    async fn without_a_licence_only_what_is_theirs_is_taken_back(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let anonymous = world.campaign(world.home, Mode::Anonymous).await;
        let who = world.hired(world.home).await;
        let by = By::Invitation(world.invite(&campaign, &who).await);
        let (_, link) = world.invite_guest(&campaign).await;
        let drawn = world.invite(&anonymous, &who).await;
        let call = world.call(&who);
        world.answers(&call, &by, &[choice("y")]).await;
        let (nobody, by_link) = (world.nobody(), By::Link(link));
        world.answers(&nobody, &by_link, &[number("c", 1.0)]).await;
        let by_ticket = By::Ticket(world.draws(&who, drawn).await);
        world.answers(&nobody, &by_ticket, &[choice("y")]).await;
        let before = world.count("audit_entry where outcome = 'refused'").await;
        for (call, by) in [(&call, &by), (&nobody, &by_link), (&nobody, &by_ticket)] {
            let start = sheets::start(call, &OVER, by, None).await.unwrap_err();
            let save = sheets::save(call, &OVER, by, &[choice("x")], None).await.unwrap_err();
            let submit = sheets::submit(call, &OVER, by, None).await.unwrap_err();
            assert_eq!([start.code, save.code, submit.code], [Code::Forbidden; 3]);
            let read = sheets::form(call, &OVER, by, None).await.unwrap().unwrap();
            assert_eq!((read.page.len(), read.is_open()), (1, false));
            assert!(sheets::withdraw(call, &OVER, by, None).await.unwrap().is_ok());
        }
        let refused = world.count("audit_entry where outcome = 'refused'").await - before;
        assert_eq!(refused, 6, "none of whoever came with a ticket");
        assert_eq!(world.count("sheet_answer").await, 0);
    }
}

on_both! {
    async fn a_ticket_is_for_its_campaign_alone(world: World) {
        let (one, two) = (
            world.campaign(world.home, Mode::Anonymous).await,
            world.campaign(world.home, Mode::Anonymous).await,
        );
        let named = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let (first, second) = (world.invite(&one, &who).await, world.invite(&two, &who).await);
        let third = world.invite(&named, &who).await;
        let call = world.call(&who);
        let drawn = sheets::open(&call, &STEP, third).await.unwrap();
        assert_eq!(drawn.unwrap_err(), OpenError::NotAnonymous);
        let ticket = world.draws(&who, first).await;
        let again = sheets::open(&call, &STEP, first).await.unwrap();
        assert_eq!(again.unwrap_err(), OpenError::AlreadyOpened);
        // Neither the session nor a link leads where a ticket is needed.
        let by = By::Invitation(second);
        let told = (StartError::TicketNeeded, SaveError::TicketNeeded, SubmitError::TicketNeeded);
        assert_eq!(refused(&call, &by).await, told);
        assert!(sheets::form(&call, &STEP, &by, None).await.unwrap().is_none());
        let (_, link) = world.invite_guest(&two).await;
        assert_eq!(refused(&world.nobody(), &By::Link(link)).await, told);
        // What was answered in one is nothing in the other.
        let nobody = world.nobody();
        world.answers(&nobody, &By::Ticket(ticket.clone()), &[choice("y")]).await;
        let elsewhere = world.draws(&who, second).await;
        let other = By::Ticket(elsewhere);
        let none = sheets::form(&nobody, &STEP, &other, None).await.unwrap().unwrap();
        assert_eq!((none.state, none.campaign.id), (None, two.id));
        let save = sheets::save(&nobody, &STEP, &other, &[choice("y")], None).await.unwrap();
        assert_eq!(save.unwrap_err()[0].error, SaveError::NotStarted);
        // A ticket of a campaign that is answered under a name opens nothing.
        let mut forged = ticket;
        forged.campaign = named.id;
        assert_eq!(refused(&nobody, &By::Ticket(forged)).await, told);
    }
}
