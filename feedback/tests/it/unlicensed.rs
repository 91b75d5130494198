//! What cannot be written once the licence has ended: what was made stays made, and each refusal
//! stands in the log.

use chrono::{DateTime, TimeDelta};
use feedback::{
    Change,
    goals::{self, Shared, create::Created, show::Evidence},
    meetings::{
        self, Kind, State,
        arrange::{Arrange, Arranged},
    },
    opportunities::{self, note::Note, offer::Offered},
    sponsors::{self, Section, start::Started},
};
use kernel::{
    Answer, Coached, Code, DataKind, GoalId, IdempotencyKey, MembershipId, OrganizationId,
};

use crate::{on_both, world::World};

fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::try_new(text.into()).unwrap()
}

fn goal(organization: OrganizationId) -> goals::create::Create {
    goals::create::Create {
        organization,
        title: "Lead".into(),
        description: String::new(),
        competency: None,
        target_on: None,
        milestones: vec![],
        shared: Shared::default(),
    }
}

fn meeting(with: MembershipId) -> Arrange {
    Arrange {
        with,
        kind: Kind::CheckIn,
        starts_at: DateTime::UNIX_EPOCH + TimeDelta::days(20_010),
        state: State::Planned,
        topic: "The year".into(),
        shared_notes: String::new(),
        points: vec![],
    }
}

fn offer(organization: OrganizationId) -> opportunities::offer::Offer {
    opportunities::offer::Offer {
        organization,
        kind: opportunities::Kind::Project,
        title: "Lead".into(),
        description: String::new(),
        unit: None,
        starts_on: None,
        ends_on: None,
    }
}

fn goal_update(goal: GoalId) -> goals::update::Update {
    goals::update::Update {
        goal,
        version: 1,
        title: None,
        description: None,
        competency: Change::Keep,
        target_on: Change::Keep,
        progress: Some(50),
        state: None,
        milestones: None,
    }
}

async fn is_refused<T>(world: &World, action: &str, told: impl Future<Output = Answer<T>>) {
    let entries = format!("audit_entry where action = '{action}' and outcome = 'refused'");
    let code = told.await.err().map(|fault| fault.code);
    assert_eq!((code, world.count(&entries).await), (Some(Code::Forbidden), 1), "{action}");
}

on_both! {
    async fn without_a_licence_what_was_made_stays_and_a_refusal_is_in_the_log(world: World) {
        let mut world = world;
        let (boss, sponsor) = (world.hire().await, world.hire().await);
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let coached = [Coached { client: ada, kinds: [DataKind::Goals].into_iter().collect() }];
        let coach = world.hire_with(|it| it.coached = coached.into()).await;
        let home = world.home;
        let start = sponsors::start::Start { client: ada, sponsor };
        let create = async |world: &World, with| goals::create::create(&world.call(ada), goal(home), Some(key(with))).await;
        let arrange = async |world: &World, with| {
            meetings::arrange::arrange(&world.call(boss), &world.desk(boss), meeting(ada), Some(key(with))).await
        };
        let propose = async |world: &World, with| {
            opportunities::offer::offer(&world.call(boss), &world.desk(boss), offer(home), Some(key(with))).await
        };
        let begin = async |world: &World, with| {
            sponsors::start::start(&world.call(coach), &world.desk(coach), start, Some(key(with))).await
        };
        let Created::Now(made) = create(&world, "k").await.unwrap().unwrap() else { panic!() };
        let Arranged::Now(met) = arrange(&world, "k").await.unwrap().unwrap() else { panic!() };
        let Offered::Now(offered) = propose(&world, "k").await.unwrap().unwrap() else { panic!() };
        let Started::Now(started) = begin(&world, "k").await.unwrap().unwrap() else { panic!() };
        let note = || Note {
            opportunity: offered.id,
            note: String::new(),
            shared: Shared { with_manager: true, with_coach: false },
        };
        let interest = opportunities::note::note(&world.call(ada), note()).await.unwrap().unwrap();
        let comment = async |world: &World, with| {
            opportunities::comment::comment(&world.call(ada), interest.id, "So?".into(), Some(key(with))).await
        };
        comment(&world, "k").await.unwrap().unwrap();
        let given = world.give(boss, &[ada]).await.row.feedback.id;

        let mut closed = world;
        closed.writable = false;
        let world = &closed;
        assert!(matches!(create(world, "k").await, Ok(Ok(Created::Before(id))) if id == made.id));
        assert!(matches!(arrange(world, "k").await, Ok(Ok(Arranged::Before(id))) if id == met.id));
        assert!(matches!(propose(world, "k").await, Ok(Ok(Offered::Before(id))) if id == offered.id));
        assert!(matches!(begin(world, "k").await, Ok(Ok(Started::Before(id))) if id == started.id));
        assert_eq!(comment(world, "k").await.unwrap().unwrap().id, interest.id);
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 0);
        assert_eq!(world.count("opportunity_comment").await, 1);

        is_refused(world, "createGoal", create(world, "other")).await;
        is_refused(world, "arrangeMeeting", arrange(world, "other")).await;
        is_refused(world, "offerOpportunity", propose(world, "other")).await;
        is_refused(world, "startSponsorship", begin(world, "other")).await;
        is_refused(world, "commentOnInterest", comment(world, "other")).await;
        let (ada, boss) = (world.call(ada), world.call(boss));
        is_refused(world, "noteInterest", opportunities::note::note(&ada, note())).await;
        let shared = Shared { with_manager: true, with_coach: true };
        is_refused(world, "shareInterest", opportunities::share::share(&ada, interest.id, shared)).await;
        is_refused(world, "shareGoal", goals::share::share(&ada, made.id, shared)).await;
        let shown = goals::show::add(&ada, made.id, Evidence::Feedback(given), String::new());
        is_refused(world, "addGoalEvidence", shown).await;
        is_refused(world, "releaseToSponsor", sponsors::release::release(&ada, started.id, Section::Goals)).await;
        is_refused(world, "writeMeetingNotes", meetings::note::note(&ada, met.id, "Mine.".into())).await;
        let update = goal_update(made.id);
        is_refused(world, "updateGoal", goals::update::update(&ada, update)).await;
        let update = meetings::update::Update {
            meeting: met.id,
            version: met.version,
            starts_at: None,
            state: None,
            topic: Some("Next year".into()),
            shared_notes: None,
            points: None,
        };
        is_refused(world, "updateMeeting", meetings::update::update(&ada, update)).await;
        let update = || opportunities::update::Update {
            opportunity: offered.id,
            version: offered.version,
            title: Some("Led".into()),
            description: None,
            unit: Change::Keep,
            starts_on: Change::Keep,
            ends_on: Change::Keep,
            state: None,
        };
        let desk = world.desk(offered.offered_by_id);
        is_refused(world, "updateOpportunity", opportunities::update::update(&boss, &desk, update())).await;
    }
}
