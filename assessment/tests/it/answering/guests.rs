//! Somebody from outside, who answers by a link without an account.

use assessment::{
    campaigns::{Mode, forget::forget},
    sheets::{self, By, save::SaveError, sheet::State, start::StartError},
};
use chrono::TimeDelta;

use super::{STEP, choice, number};
use crate::on_both;

on_both! {
    async fn a_guest_answers_one_form_by_a_link(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let other = world.campaign(world.home, Mode::Identified).await;
        let (_, link) = world.invite_guest(&campaign).await;
        world.invite_guest(&other).await;
        let (nobody, by) = (world.nobody(), By::Link(link));
        let form = sheets::form(&nobody, &STEP, &by, None).await.unwrap().unwrap();
        assert_eq!((form.campaign.id, form.language.as_str()), (campaign.id, "de"));
        assert_eq!(form.notice.unwrap().text, "de: Name");
        let done = world.submits(&nobody, &by, &[choice("y"), number("c", 4.0)]).await;
        assert_eq!(done.state, Some(State::Submitted));
        let kept = "sheet where notice_version = '1' and language = 'de' \
            and state = 'submitted'";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(world.count("audit_entry where actor_id is null").await, 3);
        assert_eq!(world.count("audit_entry where actor_id is not null").await, 0);
        // Signed in or not, it is the link that answers, and the log names nobody.
        let member = world.hired(world.home).await;
        let withdrawn = sheets::withdraw(&world.call(&member), &STEP, &by, None).await.unwrap();
        assert_eq!(withdrawn.unwrap().state, Some(State::Withdrawn));
        assert_eq!(world.count("audit_entry where actor_id is not null").await, 0);
    }
}

on_both! {
    async fn a_link_that_is_revoked_or_over_or_made_up_opens_nothing(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let (revoked, link) = world.invite_guest(&campaign).await;
        let (_, over) = world.invite_guest(&campaign).await;
        let (nobody, by) = (world.nobody(), By::Link(link));
        world.answers(&nobody, &by, &[choice("y")]).await;
        let sql = "update campaign_invitation set link_hash = null, link_id = null where id = $1";
        world.run(sql, [revoked.0.into()]).await;
        world.later(TimeDelta::days(11));
        let made_up = kernel::Token::new([3; 32]).reveal();
        for link in [By::Link(over), by, By::Link(made_up), By::Link("no link".into())] {
            assert!(sheets::form(&nobody, &STEP, &link, None).await.unwrap().is_none());
            let start = sheets::start(&nobody, &STEP, &link, None).await.unwrap();
            assert_eq!(start.unwrap_err(), StartError::NotAsked);
            let save = sheets::save(&nobody, &STEP, &link, &[choice("x")], None).await.unwrap();
            assert_eq!(save.unwrap_err()[0].error, SaveError::NotAsked);
        }
    }
}

on_both! {
    /// What a request found before its link was taken back is not written afterwards.
    async fn r35_nothing_is_handed_in_by_a_link_that_was_taken_back_meanwhile(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let (_, link) = world.invite_guest(&campaign).await;
        let (nobody, by) = (world.nobody(), By::Link(link.clone()));
        world.answers(&nobody, &by, &[choice("y")]).await;
        let (handed_in, forgotten) =
            tokio::join!(sheets::submit(&nobody, &STEP, &by, None), forget(&nobody, link));
        assert_eq!(forgotten.unwrap(), Ok(()));
        let submitted = world.count("campaign_invitation where state = 'submitted'").await;
        assert_eq!(submitted, i64::from(handed_in.unwrap().is_ok()));
        assert_eq!(world.count("sheet where state = 'submitted'").await, submitted);
    }
}

on_both! {
    async fn what_a_guest_who_is_forgotten_did_not_hand_in_is_gone(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let (_, link) = world.invite_guest(&campaign).await;
        let (_, other) = world.invite_guest(&campaign).await;
        let nobody = world.nobody();
        world.answers(&nobody, &By::Link(link.clone()), &[choice("y"), number("c", 4.0)]).await;
        world.submits(&nobody, &By::Link(other.clone()), &[choice("y")]).await;
        assert_eq!(world.count("sheet_answer").await, 3);
        for link in [link, other] {
            assert_eq!(forget(&nobody, link).await.unwrap(), Ok(()));
        }
        assert_eq!(world.count("sheet_answer").await, 1, "what was handed in stays");
    }
}
