//! From a draft to what people are asked.

use std::collections::BTreeMap;

use assessment::campaigns::{
    Attribute, InvitationState, Mode, State, Target,
    create::CreateError,
    delete::{DeleteError, delete},
    launch::LaunchError,
    update::{Update, UpdateError, update},
};
use assessment::instruments::retire::retire;
use assessment::results::choose::{Choose, choose};
use chrono::TimeDelta;
use kernel::{Code, GroupId, Locale};

use super::stage::{Stage, run as sql};
use crate::on_both;

on_both! {
    async fn what_is_known_of_people_is_frozen(world: World) {
        let mut stage = Stage::of(world).await;
        let mover = stage.in_sales[0].clone();
        let today = stage.now().date_naive();
        stage.desk.since.insert(mover.0.member, today - TimeDelta::days(400));
        stage.desk.people.iter_mut().for_each(|it| it.job_title = Some("Cook".into()));
        let mut content = stage.content(Mode::Confidential, &[Target::Everybody]);
        content.attributes = Some(vec![Attribute::Seniority, Attribute::Unit]);
        let draft = stage.create(&stage.boss, content).await.unwrap();
        assert_eq!(stage.invitations(draft.id).await, []);
        let row = stage.launch(&stage.boss, &draft).await.unwrap();
        assert_eq!((row.state, row.invited, row.version), (State::Live, Some(15), 2));
        let before = stage.invitation(row.id, &mover).await;
        assert_eq!((before.unit_id, before.seniority.as_deref()), (Some(stage.sales), Some("1_to_2")));
        assert_eq!((before.job_title, before.manager_id, before.kind), (None, None, None), "not chosen");
        let client = stage.client.0.member;
        let all = stage.invitations(row.id).await;
        assert!(all.iter().all(|it| it.member_id != Some(client)), "no external is everybody");
        // They move, and the unit's name goes.
        for person in &mut stage.desk.people {
            person.unit = Some(stage.garden);
        }
        sql(&stage.world, "update membership set unit_id = $1 where organization_id = $2", vec![stage.garden.into(), stage.world.home.into()]).await;
        let after = stage.invitation(row.id, &mover).await;
        assert_eq!(after.unit_id, Some(stage.sales));
        assert_eq!(stage.invitations(row.id).await, all);
    }
}

on_both! {
    async fn of_two_at_once_one_launches_it(world: World) {
        let stage = Stage::of(world).await;
        let content = stage.content(Mode::Identified, &[Target::Everybody]);
        let draft = stage.create(&stage.boss, content).await.unwrap();
        let (a, b) = tokio::join!(
            stage.launch(&stage.boss, &draft), stage.launch(&stage.boss, &draft),
        );
        let told = [&a, &b].into_iter().filter_map(|it| it.as_ref().err()).collect::<Vec<_>>();
        let [error] = told[..] else { panic!("{told:?}") };
        assert!(matches!(error, LaunchError::Stale | LaunchError::NotADraft), "{error:?}");
        assert_eq!(stage.world.count("campaign_invitation").await, 15);
        assert_eq!(stage.world.count("outbox where topic = 'campaign.invited'").await, 1);
        let done = "audit_entry where outcome = 'done' and action = 'launchCampaign'";
        assert_eq!(stage.world.count(done).await, 1);
    }
}

on_both! {
    async fn what_is_not_ready_is_not_launched(world: World) {
        let mut stage = Stage::of(world).await;
        let everybody = [Target::Everybody];
        let quiet = || stage.content(Mode::Confidential, &everybody);
        let boss = stage.boss.clone();
        // A draft may have nobody to ask yet, or no complete language; it is not launched so.
        let nobody = stage.content(Mode::Confidential, &[]);
        let nobody = stage.create(&boss, nobody).await.unwrap();
        let mut half = quiet();
        half.languages = vec![Locale::try_new("de").unwrap()];
        let half = stage.create(&boss, half).await.unwrap();
        let mut helped = quiet();
        helped.contact = Some(stage.in_sales[0].0.member);
        let helped = stage.create(&boss, helped).await.unwrap();
        let group = GroupId(stage.world.clock.id());
        stage.desk.groups.insert(group, vec![boss.0.member]);
        let grouped = stage.content(Mode::Confidential, &[Target::Group(group)]);
        let grouped = stage.create(&boss, grouped).await.unwrap();
        let few = stage.content(Mode::Anonymous, &[Target::Group(group)]);
        let few = stage.create(&boss, few).await.unwrap();
        let short = stage.create(&boss, stage.content(Mode::Confidential, &everybody)).await.unwrap();
        assert_eq!(stage.launch(&boss, &nobody).await, Err(LaunchError::NobodyInvited));
        assert_eq!(stage.launch(&boss, &half).await, Err(LaunchError::LanguageIncomplete));
        assert_eq!(stage.launch(&boss, &few).await, Err(LaunchError::TooFewForAnonymous));
        stage.desk.gone.insert(stage.in_sales[0].0.member);
        assert_eq!(stage.launch(&boss, &helped).await, Err(LaunchError::NoSuchContact));
        stage.desk.groups.clear();
        assert_eq!(stage.launch(&boss, &grouped).await, Err(LaunchError::NoSuchTarget));
        let outdated = assessment::campaigns::campaign::Model { version: 7, ..short.clone() };
        assert_eq!(stage.launch(&boss, &outdated).await, Err(LaunchError::Stale));
        retire(&stage.call(&boss), stage.instrument).await.unwrap().unwrap();
        assert_eq!(stage.launch(&boss, &short).await, Err(LaunchError::InstrumentRetired));
        let told = stage.create(&boss, stage.content(Mode::Confidential, &everybody)).await;
        assert_eq!(told, Err(vec![CreateError::NoSuchInstrument]));
        stage.instrument = stage.published().await;
        let late = stage.create(&boss, stage.content(Mode::Confidential, &everybody)).await.unwrap();
        stage.world.later(TimeDelta::days(10));
        assert_eq!(stage.launch(&boss, &late).await, Err(LaunchError::WindowInvalid));
        assert_eq!(stage.world.count("campaign_invitation").await, 0);
        let unlicensed = boss.clone().unlicensed();
        let told = assessment::campaigns::launch::launch(&stage.call(&unlicensed), &stage.desk, late.id, 1).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    async fn r47_what_stands_on_an_anonymous_answer_is_shared_by_enough(world: World) {
        let mut stage = Stage::of(world).await;
        let today = stage.now().date_naive();
        // One of each unit is new there.
        for person in [&stage.in_sales[0], &stage.in_garden[0]] {
            stage.desk.since.insert(person.0.member, today);
        }
        let mut content = stage.content(Mode::Anonymous, &[Target::Everybody]);
        content.threshold = Some(5);
        content.attributes = Some(vec![Attribute::Unit, Attribute::Seniority]);
        let draft = stage.create(&stage.boss, content).await.unwrap();
        let row = stage.launch(&stage.boss, &draft).await.unwrap();
        let mut shares: BTreeMap<_, usize> = BTreeMap::new();
        for it in stage.invitations(row.id).await {
            assert_eq!((it.seniority.clone(), it.state), (None, InvitationState::Invited));
            *shares.entry(it.unit_id).or_default() += 1;
        }
        // The two of the head take in the six of sales, whose unit is the smaller one.
        assert_eq!(shares, [(Some(stage.head), 8), (Some(stage.garden), 7)].into());
        let left = "campaign_attribute where attribute = 'unit' and coarsened = 'ancestor'";
        assert_eq!(stage.world.count(left).await, 1);
        assert_eq!(stage.world.count("campaign_attribute").await, 1, "seniority is left out");
    }
}

on_both! {
    async fn a_draft_is_written_anew_and_thrown_away(world: World) {
        let stage = Stage::of(world).await;
        let content = stage.content(Mode::Identified, &[Target::Everybody]);
        let draft = stage.create(&stage.boss, content.clone()).await.unwrap();
        let call = stage.call(&stage.boss);
        let change = |version, content| Update { campaign: draft.id, version, content };
        let mut other = stage.content(Mode::Anonymous, &[Target::Unit(stage.sales)]);
        other.attributes = Some(vec![Attribute::Kind]);
        let (a, b) = tokio::join!(
            update(&call, &stage.desk, change(1, other.clone())),
            update(&call, &stage.desk, change(1, other.clone())),
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!(matches!((&a, &b), (Ok(_), Err(it)) | (Err(it), Ok(_)) if *it == [UpdateError::Stale]));
        let row = a.or(b).unwrap();
        assert_eq!((row.mode, row.version, row.id), (Mode::Anonymous, 2, draft.id));
        assert_eq!(stage.world.count("campaign_target where kind = 'unit'").await, 1);
        assert_eq!(stage.world.count("campaign_target").await, 1);
        assert_eq!(stage.world.count("campaign_attribute where attribute = 'kind'").await, 1);
        let mut wrong = content.clone();
        (wrong.name, wrong.threshold, wrong.closes_at) = ("\n".into(), Some(2), stage.now());
        let told = update(&call, &stage.desk, change(2, wrong)).await.unwrap().unwrap_err();
        let expected = [UpdateError::NameInvalid, UpdateError::ThresholdInvalid, UpdateError::WindowInvalid];
        assert_eq!(told, expected);
        assert_eq!(delete(&call, draft.id, 1).await.unwrap(), Err(DeleteError::Stale));
        let live = stage.launch(&stage.boss, &row).await.unwrap();
        assert_eq!(delete(&call, live.id, 3).await.unwrap(), Err(DeleteError::NotADraft));
        let told = update(&call, &stage.desk, change(3, content.clone())).await.unwrap();
        assert_eq!(told, Err(vec![UpdateError::NotADraft]));
        let gone = stage.create(&stage.boss, content).await.unwrap();
        let how = Choose { campaign: gone.id, algorithm: None, group: None };
        assert_eq!(choose(&call, how).await.unwrap(), Ok(gone.id));
        assert_eq!(delete(&call, gone.id, 1).await.unwrap(), Ok(gone.id));
        assert_eq!(stage.world.count("campaign").await, 1);
        assert_eq!(stage.world.count("campaign_target").await, 1);
        assert_eq!(stage.world.count("campaign_scoring").await, 0);
    }
}
