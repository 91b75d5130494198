//! What may change once a campaign was launched, and how it ends.

use assessment::campaigns::{
    Content, Made, Mode, State, Target, campaign,
    close::{CloseError, close, close_due},
    extend::{ExtendError, extend},
    pause::{PauseError, pause},
    raise::{RaiseError, raise},
    repeat::{Repeat, RepeatError, repeat},
    resume::resume,
    takes_answers,
    update::{Update, update},
};
use assessment::instruments::{
    Made as Brought,
    create::Create,
    delete::{DeleteError, delete},
    duplicate::{Duplicate, duplicate},
};
use chrono::TimeDelta;
use kernel::{Call, Locale};

use super::stage::Stage;
use crate::{on_both, world::key};

on_both! {
    async fn the_close_is_final(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let row = stage.live(Mode::Confidential, &[Target::Everybody]).await;
        let day = TimeDelta::days(1);
        let told = extend(&call, row.id, row.closes_at).await.unwrap();
        assert_eq!(told, Err(ExtendError::NotLater));
        let row = extend(&call, row.id, row.closes_at + day).await.unwrap().unwrap();
        assert_eq!((row.closes_at, row.version), (stage.now() + day * 11, 3));
        assert!(takes_answers(&row, stage.now()));
        stage.world.later(day * 11);
        // It is over, though nobody has written that down yet.
        assert!(!takes_answers(&row, stage.now()));
        let told = extend(&call, row.id, row.closes_at + day).await.unwrap();
        assert_eq!(told, Err(ExtendError::NotGoing));
        assert_eq!(raise(&call, row.id, 9).await.unwrap(), Err(RaiseError::NotGoing));
        assert_eq!(pause(&call, row.id).await.unwrap(), Err(PauseError::NotGoing));
        let (a, b) = tokio::join!(close_due(&call), close_due(&call));
        assert_eq!(a.unwrap() + b.unwrap(), 1);
        assert_eq!(close_due(&call).await.unwrap(), 0);
        let closed = close(&call, row.id).await.unwrap().unwrap();
        assert_eq!((closed.state, closed.closed_at), (State::Closed, Some(row.closes_at)));
        assert_eq!(closed.closed_on, Some(row.closes_at.date_naive()));
        assert_eq!(closed.answered, Some(0));
        assert_eq!(stage.world.count("outbox where topic = 'campaign.closed'").await, 1);
        assert_eq!(stage.world.count("campaign_invitation where remind_at is not null").await, 0);
        let told = extend(&call, row.id, row.closes_at + day * 9).await.unwrap();
        assert_eq!(told, Err(ExtendError::NotGoing));
    }
}

on_both! {
    async fn it_is_closed_by_hand_at_that_moment_and_once(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let draft = stage.create(&stage.boss, stage.content(Mode::Identified, &[Target::Everybody])).await.unwrap();
        assert_eq!(close(&call, draft.id).await.unwrap(), Err(CloseError::NotLaunched));
        let row = stage.launch(&stage.boss, &draft).await.unwrap();
        let (a, b) = tokio::join!(close(&call, row.id), close(&call, row.id));
        let told = [a.unwrap(), b.unwrap()];
        assert!(told.iter().any(Result::is_ok));
        for it in told {
            assert!(it.as_ref().is_ok_and(|it| it.closed_at == Some(stage.now())) || it == Err(CloseError::Stale));
        }
        assert_eq!(stage.world.count("outbox where topic = 'campaign.closed'").await, 1);
        let done = "audit_entry where action = 'closeCampaign' and outcome = 'done'";
        assert_eq!(stage.world.count(done).await, 1);
    }
}

on_both! {
    async fn a_threshold_only_rises(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let row = stage.live(Mode::Confidential, &[Target::Everybody]).await;
        assert_eq!(raise(&call, row.id, 7).await.unwrap().unwrap().threshold, 7);
        assert_eq!(raise(&call, row.id, 6).await.unwrap(), Err(RaiseError::NotHigher));
        assert_eq!(raise(&call, row.id, 2).await.unwrap(), Err(RaiseError::NotHigher));
        assert_eq!(raise(&call, row.id, 101).await.unwrap(), Err(RaiseError::ThresholdInvalid));
        let (a, b) = tokio::join!(raise(&call, row.id, 9), raise(&call, row.id, 8));
        drop((a.unwrap(), b.unwrap()));
        let low = "campaign where threshold < 8";
        assert_eq!(stage.world.count(low).await, 0);
    }
}

on_both! {
    async fn it_takes_no_answers_for_a_while(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let row = stage.live(Mode::Confidential, &[Target::Everybody]).await;
        let paused = pause(&call, row.id).await.unwrap().unwrap();
        assert_eq!((paused.state, paused.paused_at), (State::Paused, Some(stage.now())));
        assert!(!takes_answers(&paused, stage.now()));
        assert_eq!(pause(&call, row.id).await.unwrap(), Ok(paused));
        // Without a licence it can be paused and closed, and goes on only with one.
        let unlicensed = stage.call(&stage.boss.clone().unlicensed());
        assert!(resume(&unlicensed, row.id).await.is_err());
        let live = resume(&call, row.id).await.unwrap().unwrap();
        assert_eq!((live.state, live.paused_at), (State::Live, None));
        assert!(pause(&unlicensed, row.id).await.unwrap().is_ok());
        assert_eq!(close(&unlicensed, row.id).await.unwrap().unwrap().state, State::Closed);
    }
}

async fn again(
    call: &Call,
    stage: &Stage,
    of: &campaign::Model,
) -> Result<campaign::Model, RepeatError> {
    let opens_at = stage.now() + TimeDelta::days(30);
    let closes_at = opens_at + TimeDelta::days(5);
    let input = Repeat { campaign: of.id, opens_at, closes_at };
    match repeat(call, &stage.desk, input, Some(key(&of.id.to_string()))).await.unwrap()? {
        Made::Now(row) => Ok(*row),
        Made::Before(id) => {
            Ok(assessment::campaigns::testing::by_ids(&call.db, &call.viewer, vec![id])
                .await
                .unwrap()
                .remove(0))
        }
    }
}

on_both! {
    async fn a_pulse_asks_whoever_is_there_then(world: World) {
        let mut stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let first = stage.live(Mode::Confidential, &[Target::Unit(stage.sales)]).await;
        assert_eq!(first.invited, Some(6));
        let second = again(&call, &stage, &first).await.unwrap();
        assert_eq!((second.round, second.previous_id, second.series_id), (2, Some(first.id), first.id));
        assert_eq!((second.state, second.invited, second.mode), (State::Draft, None, Mode::Confidential));
        // The same key makes it once; without it there is one next round.
        assert_eq!(again(&call, &stage, &first).await, Ok(second.clone()));
        let input = Repeat { campaign: first.id, opens_at: stage.now(), closes_at: stage.now() + TimeDelta::days(1) };
        let told = repeat(&call, &stage.desk, input, None).await.unwrap().unwrap_err();
        assert_eq!(told, RepeatError::AlreadyRepeated);
        assert_eq!(again(&call, &stage, &second).await, Err(RepeatError::NotLaunched));
        let new = stage.world.person(stage.world.home);
        stage.enrol(&new, Some(stage.sales)).await;
        let second = stage.launch(&stage.boss, &second).await.unwrap();
        assert_eq!(second.invited, Some(7));
        assert_eq!(again(&call, &stage, &second).await.unwrap().round, 3);
        assert_eq!(stage.invitations(first.id).await.len(), 6, "the first is as it was");
    }
}

on_both! {
    /// With another instrument there is no such group any more.
    async fn the_next_round_is_scored_as_the_one_before(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let content = || stage.content(Mode::Identified, &[Target::Everybody]);
        let draft = stage.create(&stage.boss, content()).await.unwrap();
        stage.scored(&draft).await;
        let first = stage.launch(&stage.boss, &draft).await.unwrap();
        let second = again(&call, &stage, &first).await.unwrap();
        let alike = "campaign_scoring where norm_group = 'all' and algorithm_id is not null";
        assert_eq!(stage.world.count(alike).await, 2);
        let changed = async |version, content| {
            let input = Update { campaign: second.id, version, content };
            update(&call, &stage.desk, input).await.unwrap().unwrap()
        };
        changed(1, content()).await;
        assert_eq!(stage.world.count(alike).await, 2);
        let other = Content { instrument: stage.talked_over().await, ..content() };
        changed(2, other).await;
        assert_eq!(stage.world.count(alike).await, 1, "that of the first round");
        let left = "campaign_scoring where norm_group is null and algorithm_id is not null";
        assert_eq!(stage.world.count(left).await, 1);
        // What is scored as its instrument says is so again.
        let plain = stage.live(Mode::Identified, &[Target::Everybody]).await;
        again(&call, &stage, &plain).await.unwrap();
        assert_eq!(stage.world.count("campaign_scoring").await, 2);
    }
}

on_both! {
    async fn a_draft_of_an_instrument_is_thrown_away(world: World) {
        let stage = Stage::of(world).await;
        let call = stage.call(&stage.boss);
        let language = Locale::try_new("en").unwrap();
        let new = Create { organization: stage.world.home, code: "pulse".into(), language, name: "Pulse".into() };
        let made = assessment::instruments::create::create(&call, new, None).await.unwrap().unwrap();
        let Brought::Now(draft) = made else { panic!("{made:?}") };
        let id = draft.row.id;
        let input = Duplicate { instrument: id, next_edition: true };
        let made = duplicate(&call, input, None).await.unwrap().unwrap();
        let Brought::Now(next) = made else { panic!("{made:?}") };
        assert_eq!(delete(&call, id, 1).await.unwrap(), Err(DeleteError::Continued));
        assert_eq!(delete(&call, next.row.id, 2).await.unwrap(), Err(DeleteError::Stale));
        assert_eq!(delete(&call, next.row.id, 1).await.unwrap(), Ok(next.row.id));
        assert_eq!(delete(&call, id, 1).await.unwrap(), Ok(id));
        assert_eq!(delete(&call, id, 1).await.unwrap(), Err(DeleteError::NoSuchInstrument));
        assert_eq!(delete(&call, stage.instrument, 2).await.unwrap(), Err(DeleteError::NotADraft));
        let member = stage.call(&stage.in_sales[0]);
        assert_eq!(delete(&member, stage.instrument, 2).await.unwrap(), Err(DeleteError::NoSuchInstrument));
        assert_eq!(stage.world.count("instrument").await, 1);
        assert_eq!(stage.world.count("instrument_document").await, 1);
    }
}
