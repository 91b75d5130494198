//! Mails to those who are invited.

use assessment::campaigns::{
    By, InvitationState, Mode, Target, close::close, decline::decline, extend::extend,
    letter::is_awaited_unchecked, mute::mute, pause::pause, remind::remind, resume::resume,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::on_both;

impl Stage {
    async fn mails(&self) -> u64 {
        remind(&self.world.db, &self.world.clock, None).await.unwrap()
    }

    /// How many go out on each of these days from now on.
    async fn days(&self, days: usize) -> Vec<u64> {
        let mut all = vec![];
        for day in 0..days {
            if day > 0 {
                self.world.later(TimeDelta::days(1));
            }
            all.push(self.mails().await);
        }
        all
    }
}

on_both! {
    async fn at_first_and_after_three_and_five_days_and_one_before_the_close(world: World) {
        let stage = Stage::of(world).await;
        let one = Target::Member(stage.in_sales[0].0.member);
        stage.live(Mode::Confidential, &[one]).await;
        assert_eq!(stage.days(13).await, [1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(stage.world.count("outbox where topic = 'campaign.awaited'").await, 4);
    }
}

on_both! {
    async fn of_two_campaigns_one_mail_tells_in_a_day(world: World) {
        let stage = Stage::of(world).await;
        let lone = &stage.in_sales[0];
        let one = [Target::Member(lone.0.member)];
        stage.live(Mode::Confidential, &one).await;
        stage.live(Mode::Identified, &one).await;
        let (db, clock) = (&stage.world.db, &stage.world.clock);
        let (a, b) = tokio::join!(remind(db, clock, None), remind(db, clock, Some(stage.world.home)));
        assert_eq!(a.unwrap() + b.unwrap(), 1);
        assert_eq!(stage.mails().await, 0, "it was told today");
        let awaited = is_awaited_unchecked(db, clock, stage.world.home, lone.0.member).await;
        assert!(awaited.unwrap());
    }
}

on_both! {
    async fn not_before_it_opens(world: World) {
        let stage = Stage::of(world).await;
        let mut content = stage.content(Mode::Confidential, &[Target::Member(stage.in_sales[0].0.member)]);
        content.opens_at = stage.now() + TimeDelta::days(2);
        let draft = stage.create(&stage.boss, content).await.unwrap();
        assert_eq!(stage.mails().await, 0);
        stage.launch(&stage.boss, &draft).await.unwrap();
        assert_eq!(stage.days(6).await, [0, 0, 1, 0, 0, 1]);
    }
}

on_both! {
    async fn none_after_an_answer_a_no_or_a_ticket(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Anonymous, &[Target::Unit(stage.sales)]).await;
        assert_eq!(stage.mails().await, 6);
        let own = async |n: usize| stage.invitation(row.id, &stage.in_sales[n]).await;
        let call = |n: usize| stage.call(&stage.in_sales[n]);
        stage.settle(&own(0).await, InvitationState::Opened).await;
        decline(&call(1), By::Invitation(own(1).await.id)).await.unwrap().unwrap();
        mute(&call(2), By::Invitation(own(2).await.id)).await.unwrap().unwrap();
        stage.world.later(TimeDelta::days(3));
        assert_eq!(stage.mails().await, 3);
        let (db, clock) = (&stage.world.db, &stage.world.clock);
        let waits = async |n: usize| {
            let member = stage.in_sales[n].0.member;
            is_awaited_unchecked(db, clock, stage.world.home, member).await.unwrap()
        };
        assert_eq!([waits(0).await, waits(1).await, waits(2).await, waits(3).await], [false, false, false, true]);
        // Under names, who has begun and not answered still waits.
        let named = stage.live(Mode::Identified, &[Target::Member(stage.in_garden[0].0.member)]).await;
        let begun = stage.invitation(named.id, &stage.in_garden[0]).await;
        stage.settle(&begun, InvitationState::Opened).await;
        assert_eq!(stage.mails().await, 1);
        stage.settle(&begun, InvitationState::Submitted).await;
        stage.world.later(TimeDelta::days(3));
        close(&stage.call(&stage.boss), row.id).await.unwrap().unwrap();
        assert_eq!(stage.mails().await, 0);
    }
}

on_both! {
    async fn nobody_is_reminded_of_what_is_paused(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Confidential, &[Target::Member(stage.in_sales[0].0.member)]).await;
        let call = stage.call(&stage.boss);
        pause(&call, row.id).await.unwrap().unwrap();
        assert_eq!(stage.days(3).await, [0, 0, 0]);
        resume(&call, row.id).await.unwrap().unwrap();
        stage.world.later(TimeDelta::days(1));
        assert_eq!(stage.mails().await, 1);
    }
}

on_both! {
    async fn who_was_told_of_the_close_is_told_of_the_later_one(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Confidential, &[Target::Member(stage.in_sales[0].0.member)]).await;
        assert_eq!(stage.days(10).await, [1, 0, 0, 1, 0, 1, 0, 0, 0, 1]);
        extend(&stage.call(&stage.boss), row.id, row.closes_at + TimeDelta::days(5)).await.unwrap().unwrap();
        stage.world.later(TimeDelta::days(1));
        assert_eq!(stage.days(7).await, [0, 0, 0, 0, 1, 0, 0]);
    }
}
