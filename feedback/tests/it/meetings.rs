//! Check-ins and sessions, and who reads what of them.

use chrono::{DateTime, TimeDelta};
use feedback::{
    meetings::{
        Kind, Point, State,
        arrange::{Arrange, ArrangeError, Arranged, arrange},
        note::{NoteError, note},
        update::{Update, UpdateError, update},
    },
    testing::visible_meetings,
};
use kernel::{Code, DataKind, IdempotencyKey, MeetingId, MembershipId, Scope};

use crate::{
    api::{Api, at, nodes},
    on_both,
    people::{administrator, coach_of},
    world::World,
};

fn meeting(with: MembershipId, kind: Kind) -> Arrange {
    Arrange {
        with,
        kind,
        starts_at: DateTime::UNIX_EPOCH + TimeDelta::days(20_010),
        state: State::Planned,
        topic: "The year".into(),
        shared_notes: "Both.".into(),
        points: vec![point("Call the customer")],
    }
}

fn point(text: &str) -> Point {
    Point { text: text.into(), due_on: None, done: false }
}

fn kept(meeting: MeetingId, version: i64) -> Update {
    Update {
        meeting,
        version,
        starts_at: None,
        state: None,
        topic: None,
        shared_notes: None,
        points: None,
    }
}

async fn tried(
    world: &World,
    by: MembershipId,
    input: Arrange,
) -> Result<Arranged, Vec<ArrangeError>> {
    arrange(&world.call(by), &world.desk(by), input, None).await.unwrap()
}

async fn arranged(world: &World, by: MembershipId, with: MembershipId, kind: Kind) -> MeetingId {
    match tried(world, by, meeting(with, kind)).await.unwrap() {
        Arranged::Now(row) => row.id,
        Arranged::Before(id) => panic!("arranged before: {id}"),
    }
}

on_both! {
    async fn one_meets_who_leads_or_coaches_one(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let coach = world.hire_with(coach_of(ada, DataKind::FeedbackSummary)).await;
        let (peer, gone) = (world.hire().await, world.outsider().await);
        for (by, with, kind, told) in [
            (boss, ada, Kind::CheckIn, None),
            (ada, boss, Kind::CheckIn, None),
            (boss, ada, Kind::CoachSession, Some(ArrangeError::NotTogether)),
            (ada, boss, Kind::CoachSession, Some(ArrangeError::NotTogether)),
            (coach, ada, Kind::CoachSession, None),
            (coach, ada, Kind::CheckIn, None),
            (peer, ada, Kind::CheckIn, Some(ArrangeError::NotTogether)),
            (ada, peer, Kind::CheckIn, Some(ArrangeError::NotTogether)),
            (ada, ada, Kind::CheckIn, Some(ArrangeError::NotTogether)),
            (ada, gone, Kind::CheckIn, Some(ArrangeError::NoSuchMember)),
            (coach, boss, Kind::CheckIn, Some(ArrangeError::NoSuchMember)),
        ] {
            let made = tried(&world, by, meeting(with, kind)).await;
            if let Some(told) = told {
                assert_eq!(made.unwrap_err(), [told], "{by} {with} {kind:?}");
                continue;
            }
            let Arranged::Now(row) = made.unwrap() else { panic!() };
            let host = if by == ada { with } else { by };
            assert_eq!((row.person_id, row.host_id), (ada, host));
        }
        let wrong = Arrange { topic: "a\nb".into(), points: vec![point("")], ..meeting(peer, Kind::CheckIn) };
        let told = tried(&world, ada, wrong).await.unwrap_err();
        assert_eq!(told, [ArrangeError::NotTogether, ArrangeError::TopicInvalid, ArrangeError::PointInvalid]);
        assert_eq!(world.count("audit_entry").await, world.count("meeting").await);
        world.writable = false;
        let input = meeting(ada, Kind::CheckIn);
        let refused = arrange(&world.call(boss), &world.desk(boss), input, None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

on_both! {
    async fn a_key_arranges_one_of_two(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (call, desk) = (world.call(ada), world.desk(ada));
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let make = || arrange(&call, &desk, meeting(boss, Kind::CheckIn), key());
        let (a, b) = tokio::join!(make(), make());
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Arranged::Now(_))).count(), 1);
        assert_eq!(world.count("meeting").await, 1);
        assert_eq!(world.count("meeting_point").await, 1);
        // What was done stays done, though it could not be done again.
        world.person(ada).manager = None;
        let (call, desk) = (world.call(ada), world.desk(ada));
        let again = arrange(&call, &desk, meeting(boss, Kind::CheckIn), key()).await.unwrap();
        assert!(matches!(again, Ok(Arranged::Before(_))));
    }
}

on_both! {
    async fn a_meeting_exists_for_the_two(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let coach = world.hire_with(coach_of(ada, DataKind::Goals)).await;
        let others = [
            world.hire_with(|it| it.manager = Some(boss)).await,
            world.hire_with(coach_of(ada, DataKind::Goals)).await,
            world.hire_with(administrator(Scope::Everybody)).await,
            world.outsider().await,
        ];
        let mut rows = vec![];
        for (by, kind) in [(boss, Kind::CheckIn), (coach, Kind::CoachSession)] {
            let Ok(Arranged::Now(row)) = tried(&world, by, meeting(ada, kind)).await else { panic!() };
            rows.push(row);
        }
        let told = async |world: &World, by| visible_meetings(&world.db, &world.viewer(by), &rows).await.unwrap();
        let (check_in, session) = (vec![rows[0].id], vec![rows[1].id]);
        assert_eq!(told(&world, ada).await, [vec![rows[0].id, rows[1].id], vec![rows[0].id, rows[1].id]]);
        assert_eq!(told(&world, boss).await, [check_in.clone(), check_in.clone()]);
        assert_eq!(told(&world, coach).await, [session.clone(), session]);
        for other in others {
            assert_eq!(told(&world, other).await, [vec![], vec![]]);
        }
        // It stays theirs whoever leads now.
        world.person(ada).manager = Some(others[0]);
        assert_eq!(told(&world, boss).await, [check_in.clone(), check_in]);
        assert_eq!(told(&world, others[0]).await, [vec![], vec![]]);
    }
}

const NOTES: &str = "topic sharedNotes points { text } hostNotes personNotes";

on_both! {
    /// What each reads of the three kinds of notes, while the coach is granted something and
    /// afterwards.
    async fn each_reads_their_own_notes_and_what_both_share(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let coach = world.hire_with(coach_of(ada, DataKind::Goals)).await;
        let id = arranged(&world, coach, ada, Kind::CoachSession).await;
        for (by, text) in [(ada, "Of the client."), (coach, "Of the coach.")] {
            note(&world.call(by), id, text.into()).await.unwrap().unwrap();
        }
        let query = format!("{{ organization(id: \"{}\") {{ meetings {{ nodes {{ id {NOTES} }} }} }} }}", world.home);
        let read = async |world: &World, by| {
            let response = Api::over(world).ask(by, &query).await;
            let node = at(&response.data, "organization.meetings.nodes.0").clone();
            let refused: Vec<_> = response.errors.iter()
                .map(|it| it.path.last().map(|it| format!("{it:?}")).unwrap_or_default()).collect();
            (node.to_string(), refused.len())
        };
        let (told, refused) = read(&world, ada).await;
        assert!(told.contains("Of the client.") && told.contains("Both.") && told.contains("Call"), "{told}");
        assert!(!told.contains("Of the coach.") && refused == 1, "{told}");
        let (told, refused) = read(&world, coach).await;
        assert!(told.contains("Of the coach.") && told.contains("Both.") && told.contains("Call"), "{told}");
        assert!(!told.contains("Of the client.") && refused == 1, "{told}");
        world.person(coach).coached.clear();
        let (told, refused) = read(&world, coach).await;
        assert!(told.contains("Of the coach.") && refused == 4, "{told}");
        for unread in ["Of the client.", "Both.", "Call", "The year"] {
            assert!(!told.contains(unread), "{told}");
        }
        let told = update(&world.call(coach), kept(id, 1)).await.unwrap().unwrap_err();
        assert_eq!(told, [UpdateError::NoSuchMeeting]);
        note(&world.call(coach), id, "Still mine.".into()).await.unwrap().unwrap();
        let stranger = world.hire().await;
        let told = note(&world.call(stranger), id, String::new()).await.unwrap().unwrap_err();
        assert_eq!(told, NoteError::NoSuchMeeting);
        let told = note(&world.call(ada), id, "ö".repeat(20_001)).await.unwrap().unwrap_err();
        assert_eq!(told, NoteError::NotesTooLong);
    }
}

on_both! {
    async fn of_two_changes_at_once_one_is_stale(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let id = arranged(&world, ada, boss, Kind::CheckIn).await;
        let change = || Update {
            state: Some(State::Held),
            shared_notes: Some("We spoke.".into()),
            points: Some(vec![point("Write"), point("Send")]),
            ..kept(id, 1)
        };
        let (one, two) = (world.call(ada), world.call(boss));
        let (a, b) = tokio::join!(update(&one, change()), update(&two, change()));
        let both = [a.unwrap(), b.unwrap()];
        assert_eq!(both.iter().filter(|it| **it == Err(vec![UpdateError::Stale])).count(), 1);
        let row = both.into_iter().find_map(Result::ok).unwrap();
        assert_eq!((row.version, row.state, &*row.topic), (2, State::Held, "The year"));
        assert_eq!(world.count("meeting_point").await, 2);
        let wrong = Update { topic: Some("a\nb".into()), ..kept(id, 2) };
        assert_eq!(update(&one, wrong).await.unwrap().unwrap_err(), [UpdateError::TopicInvalid]);
        world.writable = false;
        let refused = update(&world.call(ada), kept(id, 2)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let refused = note(&world.call(ada), id, String::new()).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

on_both! {
    async fn meetings_are_narrowed_and_cost_two_statements(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let bob = world.hire_with(|it| it.manager = Some(boss)).await;
        let mut ids = vec![];
        for with in [ada, bob, ada] {
            ids.push(arranged(&world, boss, with, Kind::CheckIn).await.to_string());
        }
        ids.reverse();
        let ask = |filter: &str| format!(
            "{{ organization(id: \"{}\") {{ meetings(filter: {{ {filter} }}) {{ nodes {{ id points {{ text }} }} }} }} }}",
            world.home
        );
        let api = Api::over(&world);
        for (filter, wanted) in [
            (String::new(), vec![0, 1, 2]),
            (format!("with: \"{ada}\""), vec![0, 2]),
            (format!("with: \"{boss}\""), vec![0, 1, 2]),
            ("kind: COACH_SESSION".into(), vec![]),
            ("state: PLANNED".into(), vec![0, 1, 2]),
            ("from: \"2024-10-15T00:00:01Z\"".into(), vec![]),
            ("until: \"2024-10-15T00:00:01Z\"".into(), vec![0, 1, 2]),
        ] {
            let before = world.db.statements();
            let told = api.told(boss, &ask(&filter)).await;
            let wanted: Vec<_> = wanted.into_iter().map(|it: usize| ids[it].clone()).collect();
            assert_eq!(nodes(&told, "organization.meetings.nodes"), wanted, "{filter}");
            assert_eq!(world.db.statements() - before, if wanted.is_empty() { 1 } else { 2 });
        }
    }
}
