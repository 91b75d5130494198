//! What people want to reach, and who reads of it.

use chrono::NaiveDate;
use feedback::{
    Change,
    goals::{
        Milestone, Shared, State,
        create::{Create, CreateError, Created, create},
        share::share,
        show::{AddEvidenceError, Evidence, add, remove},
        update::{Update, UpdateError, update},
    },
    testing::visible_goals,
};
use kernel::{Answer, Code, DataKind, GoalId, IdempotencyKey, MembershipId, Scope};

use crate::{
    api::{Api, at, nodes, number},
    on_both,
    people::{administrator, coach_of},
    world::World,
};

const BOTH: Shared = Shared { with_manager: true, with_coach: true };

fn goal(world: &World, shared: Shared) -> Create {
    Create {
        organization: world.home,
        title: "Lead".into(),
        description: String::new(),
        competency: None,
        target_on: NaiveDate::from_ymd_opt(2027, 1, 1),
        milestones: vec![step("Read"), step("Try")],
        shared,
    }
}

fn step(title: &str) -> Milestone {
    Milestone { title: title.into(), due_on: None, reached_on: NaiveDate::from_ymd_opt(2026, 1, 1) }
}

fn kept(goal: GoalId, version: i64) -> Update {
    Update {
        goal,
        version,
        title: None,
        description: None,
        competency: Change::Keep,
        target_on: Change::Keep,
        progress: None,
        state: None,
        milestones: None,
    }
}

async fn made(world: &World, owner: MembershipId, shared: Shared) -> GoalId {
    match create(&world.call(owner), goal(world, shared), None).await.unwrap().unwrap() {
        Created::Now(row) => row.id,
        Created::Before(id) => panic!("made before: {id}"),
    }
}

fn code<T>(answer: Answer<T>) -> Option<Code> {
    answer.err().map(|fault| fault.code)
}

on_both! {
    async fn only_those_with_whom_it_is_shared_read_it(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let readers = [
            ("owner", ada, [true; 4]),
            ("manager", boss, [false, true, false, true]),
            ("coach", world.hire_with(coach_of(ada, DataKind::Goals)).await, [false, false, true, true]),
            ("coach of other things", world.hire_with(coach_of(ada, DataKind::Feedback)).await, [false; 4]),
            ("coach of another", world.hire_with(coach_of(boss, DataKind::Goals)).await, [false; 4]),
            ("peer", world.hire_with(|it| it.manager = Some(boss)).await, [false; 4]),
            ("administrator", world.hire_with(administrator(Scope::Everybody)).await, [false; 4]),
            ("outsider", world.outsider().await, [false; 4]),
        ];
        let mut rows = vec![];
        for shared in [
            Shared::default(),
            Shared { with_manager: true, with_coach: false },
            Shared { with_manager: false, with_coach: true },
            BOTH,
        ] {
            let created = create(&world.call(ada), goal(&world, shared), None).await.unwrap().unwrap();
            let Created::Now(row) = created else { panic!() };
            rows.push(row);
        }
        for (name, reader, reads) in readers {
            let wanted: Vec<_> = rows.iter().zip(reads).filter(|(_, it)| *it).map(|(row, _)| row.id).collect();
            let told = visible_goals(&world.db, &world.viewer(reader), &rows).await.unwrap();
            assert_eq!(told, [wanted.clone(), wanted], "{name}");
        }
        let told = visible_goals(&world.db, &kernel::Viewer::default(), &rows).await.unwrap();
        assert_eq!(told, [vec![], vec![]]);
        // Whoever led the owner yesterday reads nothing today.
        world.person(ada).manager = None;
        let told = visible_goals(&world.db, &world.viewer(boss), &rows).await.unwrap();
        assert_eq!(told, [vec![], vec![]]);
    }
}

on_both! {
    async fn a_goal_is_set_once_per_key_and_says_what_is_wrong(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let call = world.call(ada);
        let set = || create(&call, goal(&world, BOTH), key());
        let (a, b) = tokio::join!(set(), set());
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Created::Now(_))).count(), 1);
        assert_eq!(world.count("goal").await, 1);
        assert_eq!(world.count("goal_milestone").await, 2);
        assert_eq!(world.count("audit_entry").await, 1);
        let foreign = world.competency(world.away).await;
        let wrong = Create {
            title: " ".into(),
            milestones: vec![step("a\nb")],
            competency: Some(foreign),
            target_on: NaiveDate::from_ymd_opt(12, 1, 1),
            ..goal(&world, BOTH)
        };
        let told = create(&call, wrong, None).await.unwrap().unwrap_err();
        assert_eq!(told, [
            CreateError::TitleInvalid,
            CreateError::DayInvalid,
            CreateError::MilestoneInvalid,
            CreateError::NoSuchCompetency,
        ]);
        let elsewhere = Create { organization: world.away, ..goal(&world, BOTH) };
        assert_eq!(code(create(&call, elsewhere, None).await), Some(Code::NotFound));
        world.writable = false;
        let call = world.call(ada);
        assert_eq!(code(create(&call, goal(&world, BOTH), None).await), Some(Code::Forbidden));
    }
}

on_both! {
    async fn its_owner_alone_changes_it_and_not_what_they_have_not_read(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let id = made(&world, ada, BOTH).await;
        let told = update(&world.call(boss), kept(id, 1)).await.unwrap().unwrap_err();
        assert_eq!(told, [UpdateError::NoSuchGoal]);
        let competency = world.competency(world.home).await;
        let call = world.call(ada);
        let change = || Update {
            progress: Some(100),
            state: Some(State::Achieved),
            competency: Change::To(Some(competency)),
            target_on: Change::To(None),
            milestones: Some(vec![step("Done")]),
            ..kept(id, 1)
        };
        let (a, b) = tokio::join!(update(&call, change()), update(&call, change()));
        let both = [a.unwrap(), b.unwrap()];
        assert_eq!(both.iter().filter(|it| **it == Err(vec![UpdateError::Stale])).count(), 1);
        let row = both.into_iter().find_map(Result::ok).unwrap();
        assert_eq!((row.version, row.progress, row.state), (2, 100, State::Achieved));
        assert_eq!((row.competency_id, row.target_on), (Some(competency), None));
        assert_eq!(row.closed_at, Some(world.clock.now()));
        assert_eq!(world.count("goal_milestone").await, 1);
        let again = Update { state: Some(State::Open), milestones: Some(vec![]), ..kept(id, 2) };
        let row = update(&call, again).await.unwrap().unwrap();
        assert_eq!((row.closed_at, &*row.title), (None, "Lead"));
        assert_eq!(world.count("goal_milestone").await, 0);
        let wrong = Update { progress: Some(101), title: Some(String::new()), ..kept(id, 3) };
        let told = update(&call, wrong).await.unwrap().unwrap_err();
        assert_eq!(told, [UpdateError::TitleInvalid, UpdateError::ProgressInvalid]);
        assert_eq!(world.count("audit_entry").await, 3);
    }
}

on_both! {
    async fn what_one_showed_one_can_hide_without_a_licence(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (id, bob) = (made(&world, ada, BOTH).await, world.hire().await);
        let feedback = Evidence::Feedback(world.give(bob, &[ada]).await.row.feedback.id);
        let add = |by, it| {
            let call = world.call(by);
            async move { add(&call, id, it, "See.".into()).await.unwrap() }
        };
        assert_eq!(add(boss, feedback).await.unwrap_err(), AddEvidenceError::NoSuchGoal);
        let unseen = Evidence::Feedback(world.give(bob, &[boss]).await.row.feedback.id);
        let Evidence::Feedback(unseen_row) = unseen;
        world.run("update feedback set visibility = 'recipient' where id = $1", [unseen_row.0.into()]).await;
        assert_eq!(add(ada, unseen).await.unwrap_err(), AddEvidenceError::NoSuchEvidence);
        add(ada, feedback).await.unwrap();
        add(ada, feedback).await.unwrap();
        assert_eq!(world.count("goal_evidence").await, 1);
        world.writable = false;
        let call = world.call(ada);
        let row = share(&call, id, Shared::default()).await.unwrap().unwrap();
        assert!(!row.shared_with_manager && !row.shared_with_coach);
        assert_eq!(code(share(&call, id, BOTH).await), Some(Code::Forbidden));
        remove(&call, id, feedback).await.unwrap().unwrap();
        remove(&call, id, feedback).await.unwrap().unwrap();
        assert_eq!(world.count("goal_evidence").await, 0);
        assert_eq!(world.count("audit_entry where action like '%Goal%' and outcome = 'done'").await, 4);
        assert_eq!(world.count("audit_entry where action = 'shareGoal' and outcome = 'refused'").await, 1);
    }
}

on_both! {
    /// A reader of the goal is told of the evidence they may read, and of no other.
    async fn evidence_is_told_as_far_as_it_is_read(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (id, bob) = (made(&world, ada, BOTH).await, world.hire().await);
        let given = world.give(bob, &[ada]).await.row.feedback.id;
        let call = world.call(ada);
        add(&call, id, Evidence::Feedback(given), String::new()).await.unwrap().unwrap();
        let query = format!("{{ organization(id: \"{}\") {{ goals {{ nodes {{ id evidence {{ feedback {{ id }} }} }} }} }} }}", world.home);
        let told = Api::over(&world).told(boss, &query).await;
        let path = "organization.goals.nodes.0.evidence";
        assert_eq!(at(&told, path).to_string(), format!("[{{feedback: {{id: \"{given}\"}}}}]"));
        world.run("update feedback set visibility = 'recipient'", []).await;
        let told = Api::over(&world).told(boss, &query).await;
        assert_eq!(at(&told, path).to_string(), "[]");
        let told = Api::over(&world).told(ada, &query).await;
        assert_ne!(at(&told, path).to_string(), "[]");
    }
}

on_both! {
    async fn goals_of_many_members_cost_as_much_as_of_one(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let mut team = vec![];
        let bob = world.hire().await;
        for _ in 0..5 {
            let member = world.hire_with(|it| it.manager = Some(boss)).await;
            let given = world.give(bob, &[member]).await.row.feedback.id;
            for _ in 0..3 {
                let id = made(&world, member, BOTH).await;
                let call = world.call(member);
                add(&call, id, Evidence::Feedback(given), String::new()).await.unwrap().unwrap();
            }
            team.push(member);
        }
        let mut costs = vec![];
        for count in [1, 5] {
            let ids: Vec<_> = team[..count].iter().map(|it| format!("\"{it}\"")).collect();
            let query = format!(
                "{{ members(ids: [{}]) {{ goals(first: 2, states: [OPEN]) {{ totalCount nodes {{ id title
                    milestones {{ title }} evidence {{ note feedback {{ text }} }} }} }} }} }}",
                ids.join(", ")
            );
            let before = world.db.statements();
            let told = Api::over(&world).told(boss, &query).await;
            costs.push(world.db.statements() - before);
            for at in 0..count {
                assert_eq!(nodes(&told, &format!("members.{at}.goals.nodes")).len(), 2);
                assert_eq!(number(&told, &format!("members.{at}.goals.totalCount")), 3);
            }
        }
        assert_eq!(costs, [5, 5]);
    }
}
