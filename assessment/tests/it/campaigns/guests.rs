//! Somebody from outside, who answers by a link.

use assessment::campaigns::{
    By, InvitationState, Mode, Target,
    campaign::Model,
    close::close,
    decline::{DeclineError, decline},
    extend::extend,
    forget::{ForgetError, forget, sweep},
    held,
    invitation::Model as Invitation,
    invite::{Invite, InviteError, Invited, invite},
    letter::{GuestLetter, guest_unchecked},
    mute::mute,
    revoke::{RevokeError, revoke},
    update::{Update, UpdateError, update},
};
use chrono::TimeDelta;
use kernel::{CampaignId, Code, EmailAddress, Locale};

use super::stage::Stage;
use crate::{
    on_both,
    world::{Person, key},
};

fn eva(campaign: CampaignId) -> Invite {
    Invite {
        campaign,
        name: "Eva Extern".into(),
        address: EmailAddress::try_new("eva@example.com").unwrap(),
        language: Locale::try_new("de"),
    }
}

async fn asked(stage: &Stage, by: &Person, of: &Model) -> Result<Invitation, InviteError> {
    match invite(&stage.call(by), &stage.desk, eva(of.id), None).await.unwrap()? {
        Invited::Now(row) => Ok(*row),
        Invited::Before(id) => panic!("{id}"),
    }
}

async fn letter(stage: &Stage, of: &Invitation) -> Option<GuestLetter> {
    let world = &stage.world;
    guest_unchecked(&world.db, &world.secret, &world.clock, world.home, of.id).await.unwrap()
}

/// What they hold.
async fn link(stage: &Stage, of: &Invitation) -> By {
    By::Link(letter(stage, of).await.unwrap().token.reveal())
}

on_both! {
    async fn guests_are_invited_to_identified_campaigns_of_companies(world: World) {
        let mut stage = Stage::of(world).await;
        let quiet = stage.live(Mode::Confidential, &[Target::Everybody]).await;
        let row = stage.live(Mode::Identified, &[Target::Everybody]).await;
        assert_eq!(asked(&stage, &stage.boss, &quiet).await, Err(InviteError::NoGuests));
        let told = invite(&stage.call(&stage.gardener), &stage.desk, eva(row.id), None).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
        let told = asked(&stage, &stage.outsider, &row).await;
        assert_eq!(told, Err(InviteError::NoSuchCampaign));
        stage.desk.practice = true;
        assert_eq!(asked(&stage, &stage.boss, &row).await, Err(InviteError::NoGuests));
        stage.desk.practice = false;
        let unlicensed = stage.call(&stage.boss.clone().unlicensed());
        assert!(invite(&unlicensed, &stage.desk, eva(row.id), None).await.is_err());
        let guest = asked(&stage, &stage.boss, &row).await.unwrap();
        assert_eq!((guest.state, guest.language.as_deref()), (InvitationState::Invited, Some("de")));
        assert_eq!(stage.world.count("campaign where invited = 16").await, 1);
        let call = stage.call(&stage.boss);
        let once = async || match invite(&call, &stage.desk, eva(row.id), Some(key("k"))).await.unwrap() {
            Ok(Invited::Now(row)) => row.id,
            Ok(Invited::Before(id)) => id,
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(once().await, once().await);
        close(&call, row.id).await.unwrap().unwrap();
        assert_eq!(asked(&stage, &stage.boss, &row).await, Err(InviteError::CampaignClosed));
    }
}

on_both! {
    async fn a_draft_for_guests_alone_is_launched(world: World) {
        let stage = Stage::of(world).await;
        let content = stage.content(Mode::Identified, &[]);
        let draft = stage.create(&stage.boss, content).await.unwrap();
        let guest = asked(&stage, &stage.boss, &draft).await.unwrap();
        assert!(letter(&stage, &guest).await.is_none(), "nothing is sent of a draft");
        let anonymous = stage.content(Mode::Anonymous, &[Target::Everybody]);
        let change = Update { campaign: draft.id, version: 1, content: anonymous };
        let told = update(&stage.call(&stage.boss), &stage.desk, change).await.unwrap();
        assert_eq!(told, Err(vec![UpdateError::OnlyIdentified]));
        let row = stage.launch(&stage.boss, &draft).await.unwrap();
        assert_eq!(row.invited, Some(1));
        let told = letter(&stage, &guest).await.unwrap();
        assert_eq!((&*told.to, &*told.locale, told.until), ("eva@example.com", "de", row.closes_at));
        let row = stage.invitations(row.id).await.remove(0);
        assert_eq!(row.remind_at, Some(stage.now()));
    }
}

on_both! {
    async fn a_link_opens_until_a_week_after_the_close(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Identified, &[Target::Everybody]).await;
        let guest = asked(&stage, &stage.boss, &row).await.unwrap();
        let by = link(&stage, &guest).await;
        // Signed in or not: it is the link that is held.
        let nobody = stage.call(&stage.stranger);
        assert_eq!(held(&nobody, &by).await.unwrap().unwrap().invitation.id, guest.id);
        assert!(held(&nobody, &By::Link("A".repeat(43))).await.unwrap().is_none());
        assert!(held(&nobody, &By::Invitation(guest.id)).await.unwrap().is_none());
        let day = TimeDelta::days(1);
        extend(&stage.call(&stage.boss), row.id, row.closes_at + day).await.unwrap().unwrap();
        stage.world.later(day * 18);
        assert!(held(&nobody, &by).await.unwrap().is_some());
        assert_eq!(decline(&nobody, by.clone()).await.unwrap().unwrap_err(), DeclineError::CampaignClosed);
        assert_eq!(sweep(&stage.world.db, &stage.world.clock).await.unwrap(), 0);
        stage.world.later(day);
        assert!(held(&nobody, &by).await.unwrap().is_none());
        assert_eq!(sweep(&stage.world.db, &stage.world.clock).await.unwrap(), 2);
        let kept = "campaign_invitation where external_address is not null or link_hash is not null \
                    or external_name is not null";
        assert_eq!(stage.world.count(kept).await, 0);
    }
}

on_both! {
    async fn what_is_taken_back_opens_nothing(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Identified, &[Target::Everybody]).await;
        let guest = asked(&stage, &stage.boss, &row).await.unwrap();
        let by = link(&stage, &guest).await;
        let nobody = stage.call(&stage.stranger);
        let member = stage.invitation(row.id, &stage.in_garden[0]).await;
        let told = revoke(&stage.call(&stage.gardener), member.id).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
        let told = revoke(&stage.call(&stage.boss), member.id).await.unwrap();
        assert_eq!(told.unwrap_err(), RevokeError::NotAGuest);
        for person in [&stage.gardener, &stage.stranger, &stage.outsider] {
            let told = revoke(&stage.call(person), guest.id).await.unwrap();
            assert_eq!(told.unwrap_err(), RevokeError::NoSuchInvitation);
        }
        let gone = revoke(&stage.call(&stage.boss), guest.id).await.unwrap().unwrap();
        assert_eq!((gone.state, gone.external_name.clone()), (InvitationState::Withdrawn, None));
        assert!(held(&nobody, &by).await.unwrap().is_none());
        assert_eq!(revoke(&stage.call(&stage.boss), guest.id).await.unwrap().unwrap(), gone);
        // Who answered is named where the answer is.
        let answered = asked(&stage, &stage.boss, &row).await.unwrap();
        stage.settle(&answered, InvitationState::Submitted).await;
        let gone = revoke(&stage.call(&stage.boss), answered.id).await.unwrap().unwrap();
        assert_eq!((gone.state, gone.external_name.as_deref()), (InvitationState::Submitted, Some("Eva Extern")));
        assert_eq!((gone.external_address, gone.link_hash), (None, None));
    }
}

on_both! {
    async fn one_says_no_and_hears_no_more(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Anonymous, &[Target::Everybody]).await;
        let (lone, other) = (&stage.in_sales[0], &stage.in_sales[1]);
        let own = stage.invitation(row.id, lone).await;
        let by = By::Invitation(own.id);
        let told = decline(&stage.call(other), by.clone()).await.unwrap();
        assert_eq!(told.unwrap_err(), DeclineError::NotInvited);
        let told = decline(&stage.call(&stage.boss), by.clone()).await.unwrap();
        assert_eq!(told.unwrap_err(), DeclineError::NotInvited, "also an administrator");
        let quiet = mute(&stage.call(lone), by.clone()).await.unwrap().unwrap();
        assert!(quiet.invitation.muted && quiet.invitation.remind_at.is_none());
        let no = decline(&stage.call(lone), by.clone()).await.unwrap().unwrap().invitation;
        let today = Some(stage.now().date_naive());
        assert_eq!((no.state, no.settled_on), (InvitationState::Declined, today));
        assert_eq!(decline(&stage.call(lone), by).await.unwrap().unwrap().invitation, no);
        let drawn = stage.invitation(row.id, other).await;
        stage.settle(&drawn, InvitationState::Opened).await;
        let told = decline(&stage.call(other), By::Invitation(drawn.id)).await.unwrap();
        assert_eq!(told.unwrap_err(), DeclineError::AlreadyOpened);
        let named = stage.live(Mode::Identified, &[Target::Everybody]).await;
        let begun = stage.invitation(named.id, other).await;
        stage.settle(&begun, InvitationState::Submitted).await;
        let told = decline(&stage.call(other), By::Invitation(begun.id)).await.unwrap();
        assert_eq!(told.unwrap_err(), DeclineError::AlreadyAnswered);
    }
}

on_both! {
    async fn a_guest_is_forgotten_at_their_wish(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Identified, &[Target::Everybody]).await;
        let nobody = stage.call(&stage.stranger);
        let [open, answered] = [asked(&stage, &stage.boss, &row).await.unwrap(),
            asked(&stage, &stage.boss, &row).await.unwrap()];
        for (guest, becomes) in [
            (&open, InvitationState::Withdrawn), (&answered, InvitationState::Submitted),
        ] {
            let By::Link(link) = link(&stage, guest).await else { panic!("a link") };
            if becomes == InvitationState::Submitted {
                stage.settle(guest, becomes).await;
            }
            assert_eq!(forget(&nobody, link.clone()).await.unwrap(), Ok(()));
            assert_eq!(forget(&nobody, link).await.unwrap(), Err(ForgetError::NotInvited));
            let all = stage.invitations(row.id).await;
            let it = all.iter().find(|it| it.id == guest.id).unwrap();
            assert_eq!((it.state, &it.external_name, &it.external_address), (becomes, &None, &None));
            assert_eq!((&it.link_id, &it.link_hash, it.remind_at), (&None, &None, None));
        }
        assert_eq!(forget(&nobody, "A".repeat(43)).await.unwrap(), Err(ForgetError::NotInvited));
        let named = "audit_entry where action = 'forgetCampaignGuest' and actor_id is not null";
        assert_eq!(stage.world.count(named).await, 0);
    }
}
