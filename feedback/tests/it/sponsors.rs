//! Who pays for coaching, and what the client lets them read.

use chrono::{DateTime, TimeDelta};
use feedback::{
    goals::{self, Shared},
    meetings::{self, Kind, Point, State},
    sponsors::{
        Section,
        end::{EndError, end},
        release::{ReleaseError, RevokeError, release, revoke},
        start::{Start, StartError, Started, start},
    },
    testing::visible_sponsorships,
};
use kernel::{Coached, Code, DataKind, IdempotencyKey, MembershipId, SponsorshipId};

use crate::{
    api::{Api, at, nodes, number},
    on_both,
    people::coach_of,
    world::World,
};

struct Cast {
    client: MembershipId,
    coach: MembershipId,
    sponsor: MembershipId,
    id: SponsorshipId,
}

/// A coach who is told of everybody here, as who has a practice is.
async fn coach(world: &mut World, client: MembershipId) -> MembershipId {
    let coached = [Coached { client, kinds: [DataKind::Goals].into_iter().collect() }];
    world.hire_with(|it| it.coached = coached.into()).await
}

async fn cast(world: &mut World) -> Cast {
    let (client, sponsor) = (world.hire().await, world.hire().await);
    let coach = coach(world, client).await;
    Cast { client, coach, sponsor, id: started(world, coach, client, sponsor).await }
}

async fn started(
    world: &World,
    coach: MembershipId,
    client: MembershipId,
    sponsor: MembershipId,
) -> SponsorshipId {
    let input = Start { client, sponsor };
    let told = start(&world.call(coach), &world.desk(coach), input, None).await.unwrap().unwrap();
    match told {
        Started::Now(row) => row.id,
        Started::Before(id) => panic!("started before: {id}"),
    }
}

/// A private goal, one that the coach reads, and a session with notes of all three kinds.
async fn coached(world: &World, cast: &Cast) {
    let call = world.call(cast.client);
    for (title, with_coach) in [("Private goal", false), ("Shared goal", true)] {
        let input = goals::create::Create {
            organization: world.home,
            title: title.into(),
            description: String::new(),
            competency: None,
            target_on: None,
            milestones: vec![],
            shared: Shared { with_manager: true, with_coach },
        };
        goals::create::create(&call, input, None).await.unwrap().unwrap();
    }
    let input = meetings::arrange::Arrange {
        with: cast.client,
        kind: Kind::CoachSession,
        starts_at: DateTime::UNIX_EPOCH + TimeDelta::days(20_010),
        state: State::Held,
        topic: "Secret topic".into(),
        shared_notes: "Secret notes".into(),
        points: vec![Point { text: "Agreed point".into(), due_on: None, done: false }],
    };
    let (call, desk) = (world.call(cast.coach), world.desk(cast.coach));
    meetings::arrange::arrange(&call, &desk, input, None).await.unwrap().unwrap();
}

const SECTIONS: &str = "attendance { state } goals { title } agreements { points { text } }";

/// What somebody reads of all sections, and how much is refused.
async fn read(world: &World, by: MembershipId, cast: &Cast) -> (String, usize) {
    let query = format!(
        "{{ organization(id: \"{}\") {{ sponsorships {{ nodes {{ id {SECTIONS} }} }} }} }}",
        world.home
    );
    let response = Api::over(world).ask(by, &query).await;
    let node = at(&response.data, "organization.sponsorships.nodes.0").to_string();
    assert!(node.contains(&cast.id.to_string()), "{response:?}");
    (node, response.errors.len())
}

on_both! {
    async fn a_coach_says_who_pays_for_a_client(world: World) {
        let mut world = world;
        let (client, sponsor) = (world.hire().await, world.hire().await);
        let (outsider, external) = (world.outsider().await, world.hire_with(coach_of(client, DataKind::Goals)).await);
        let coach = coach(&mut world, client).await;
        for (by, client, sponsor, told) in [
            (coach, client, outsider, Some(StartError::NoSuchSponsor)),
            (coach, client, client, Some(StartError::NoSuchSponsor)),
            (coach, client, coach, Some(StartError::NoSuchSponsor)),
            (coach, sponsor, client, Some(StartError::NoSuchClient)),
            (client, sponsor, coach, Some(StartError::NoSuchClient)),
            // Who sees nobody but their client names nobody else.
            (external, client, sponsor, Some(StartError::NoSuchSponsor)),
            (coach, client, sponsor, None),
        ] {
            let input = Start { client, sponsor };
            let made = start(&world.call(by), &world.desk(by), input, None).await.unwrap();
            assert_eq!(made.err(), told, "{by} {client} {sponsor}");
        }
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let (call, desk, input) = (world.call(coach), world.desk(coach), Start { client, sponsor });
        let (a, b) = tokio::join!(start(&call, &desk, input, key()), start(&call, &desk, input, key()));
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Started::Now(_))).count(), 1);
        assert_eq!(world.count("sponsorship").await, 2);
        world.writable = false;
        let refused = start(&world.call(coach), &world.desk(coach), input, None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

on_both! {
    async fn it_exists_for_the_three_and_for_the_sponsor_until_it_ends(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        let other = coach(&mut world, cast.client).await;
        let input = Start { client: cast.client, sponsor: cast.sponsor };
        let told = start(&world.call(other), &world.desk(other), input, None).await.unwrap().unwrap();
        let Started::Now(first) = told else { panic!() };
        let told = async |world: &World, by, rows: &[_]| {
            let [a, b] = visible_sponsorships(&world.db, &world.viewer(by), rows).await.unwrap();
            assert_eq!(a, b);
            !a.is_empty()
        };
        let rows = [first.clone()];
        for (by, sees) in [(cast.client, true), (other, true), (cast.sponsor, true), (cast.coach, false)] {
            assert_eq!(told(&world, by, &rows).await, sees, "{by}");
        }
        let sponsor = world.call(cast.sponsor);
        assert_eq!(end(&sponsor, first.id).await.unwrap().unwrap_err(), EndError::NoSuchSponsorship);
        world.writable = false;
        let ended = end(&world.call(cast.client), first.id).await.unwrap().unwrap();
        assert!(ended.ended_at.is_some());
        end(&world.call(other), first.id).await.unwrap().unwrap();
        assert_eq!(world.count("audit_entry where action = 'endSponsorship'").await, 1);
        let rows = [ended];
        for (by, sees) in [(cast.client, true), (other, true), (cast.sponsor, false)] {
            assert_eq!(told(&world, by, &rows).await, sees, "{by}");
        }
    }
}

on_both! {
    async fn a_sponsor_reads_what_is_released_and_each_reading_is_noted(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        coached(&world, &cast).await;
        let (told, refused) = read(&world, cast.sponsor, &cast).await;
        assert_eq!(refused, 3, "{told}");
        assert_eq!(world.count("sponsor_reading").await, 0);
        let client = world.call(cast.client);
        for by in [cast.coach, cast.sponsor] {
            let told = release(&world.call(by), cast.id, Section::Goals).await.unwrap();
            assert_eq!(told.unwrap_err(), ReleaseError::NoSuchSponsorship);
            let told = revoke(&world.call(by), cast.id, Section::Goals).await.unwrap();
            assert_eq!(told.unwrap_err(), RevokeError::NoSuchSponsorship);
        }
        release(&client, cast.id, Section::Goals).await.unwrap().unwrap();
        release(&client, cast.id, Section::Goals).await.unwrap().unwrap();
        let (told, refused) = read(&world, cast.sponsor, &cast).await;
        assert!(refused == 2 && told.contains("Shared goal"), "{told}");
        for hidden in ["Private", "Agreed", "HELD"] {
            assert!(!told.contains(hidden), "{told}");
        }
        assert_eq!(world.count("sponsor_reading where section = 'goals'").await, 1);
        for section in [Section::Attendance, Section::Agreements] {
            release(&client, cast.id, section).await.unwrap().unwrap();
        }
        let (told, refused) = read(&world, cast.sponsor, &cast).await;
        assert!(refused == 0 && told.contains("Agreed point") && told.contains("HELD"), "{told}");
        assert!(!told.contains("Secret") && !told.contains("Private"), "{told}");
        assert_eq!(world.count("sponsor_reading").await, 4);
        // The client looks at it as the sponsor would, and that is no reading of the sponsor's.
        let (told, refused) = read(&world, cast.client, &cast).await;
        assert!(refused == 0 && told.contains("Shared goal") && !told.contains("Private"), "{told}");
        assert_eq!(read(&world, cast.coach, &cast).await.1, 3);
        assert_eq!(world.count("sponsor_reading").await, 4);
        // Revoking needs no licence, releasing does.
        world.writable = false;
        let client = world.call(cast.client);
        for section in [Section::Goals, Section::Attendance, Section::Agreements] {
            revoke(&client, cast.id, section).await.unwrap().unwrap();
            revoke(&client, cast.id, section).await.unwrap().unwrap();
        }
        let refused = release(&client, cast.id, Section::Goals).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(read(&world, cast.sponsor, &cast).await.1, 3);
        assert_eq!(world.count("sponsor_reading").await, 4);
        let released = "audit_entry where action = 'releaseToSponsor'";
        assert_eq!(world.count(&format!("{released} and outcome = 'done'")).await, 3);
        assert_eq!(world.count(&format!("{released} and outcome = 'refused'")).await, 1);
        assert_eq!(world.count("audit_entry where action = 'revokeSponsorRelease'").await, 3);
        world.writable = true;
        end(&world.call(cast.coach), cast.id).await.unwrap().unwrap();
        let told = release(&world.call(cast.client), cast.id, Section::Goals).await.unwrap();
        assert_eq!(told.unwrap_err(), ReleaseError::SponsorshipOver);
    }
}

on_both! {
    async fn the_log_is_the_clients(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        release(&world.call(cast.client), cast.id, Section::Goals).await.unwrap().unwrap();
        for _ in 0..3 {
            read(&world, cast.sponsor, &cast).await;
            world.later(TimeDelta::minutes(1));
        }
        let ask = |arguments: &str| format!(
            "{{ organization(id: \"{}\") {{ sponsorships {{ nodes {{ readings({arguments}) {{ totalCount
                pageInfo {{ endCursor }} nodes {{ section at }} }} }} }} }} }}", world.home
        );
        let api = Api::over(&world);
        let path = "organization.sponsorships.nodes.0.readings";
        let told = api.told(cast.client, &ask("first: 2")).await;
        assert_eq!(number(&told, &format!("{path}.totalCount")), 3);
        let times: Vec<_> = (0..2).map(|n| crate::api::text(&told, &format!("{path}.nodes.{n}.at"))).collect();
        assert!(times[0] > times[1], "{times:?}");
        let after = crate::api::text(&told, &format!("{path}.pageInfo.endCursor"));
        let told = api.told(cast.client, &ask(&format!("first: 2, after: \"{after}\""))).await;
        assert_eq!(crate::api::text(&told, &format!("{path}.nodes.0.section")), "GOALS");
        assert!(crate::api::text(&told, &format!("{path}.nodes.0.at")) < times[1]);
        for by in [cast.coach, cast.sponsor] {
            assert_eq!(api.refused(by, &ask("first: 2")).await, "FORBIDDEN");
        }
    }
}

on_both! {
    async fn what_a_sponsor_reads_of_many_costs_as_much_as_of_one(world: World) {
        let mut world = world;
        let sponsor = world.hire().await;
        let mut costs = vec![];
        for count in [1, 3] {
            while world.count("sponsorship").await < count {
                let client = world.hire().await;
                let coach = coach(&mut world, client).await;
                let id = started(&world, coach, client, sponsor).await;
                let cast = Cast { client, coach, sponsor, id };
                coached(&world, &cast).await;
                for section in [Section::Goals, Section::Attendance, Section::Agreements] {
                    release(&world.call(client), id, section).await.unwrap().unwrap();
                }
            }
            let query = format!(
                "{{ organization(id: \"{}\") {{ sponsorships {{ nodes {{ id {SECTIONS} releases {{ section }} }} }} }} }}",
                world.home
            );
            let (before, noted) = (world.db.statements(), world.count("sponsor_reading").await);
            let told = Api::over(&world).told(sponsor, &query).await;
            costs.push(world.db.statements() - before);
            assert_eq!(nodes(&told, "organization.sponsorships.nodes").len(), usize::try_from(count).unwrap());
            assert_eq!(told.to_string().matches("Agreed point").count(), usize::try_from(count).unwrap());
            assert_eq!(world.count("sponsor_reading").await - noted, 3 * count);
        }
        assert_eq!(costs[0], costs[1]);
    }
}
