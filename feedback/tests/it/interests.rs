//! Who is interested in what is offered, who is told, and with whom it is discussed.

use feedback::{
    goals::Shared,
    opportunities::{
        comment::{CommentError, comment},
        note::{Note, NoteError, note},
        share::{ShareError, share},
        withdraw::{WithdrawError, withdraw},
    },
    testing::visible_interests,
};
use kernel::{Code, DataKind, IdempotencyKey, InterestId, MembershipId, OpportunityId, Scope};

use crate::{
    api::{Api, at, nodes, number},
    on_both,
    opportunities::made,
    people::{administrator, coach_of},
    world::World,
};

pub fn interest(opportunity: OpportunityId, with_manager: bool, with_coach: bool) -> Note {
    Note { opportunity, note: "I would.".into(), shared: Shared { with_manager, with_coach } }
}

async fn noted(world: &World, by: MembershipId, of: OpportunityId) -> InterestId {
    note(&world.call(by), interest(of, true, true)).await.unwrap().unwrap().id
}

on_both! {
    async fn an_interest_is_for_the_member_the_offering_side_and_with_whom_it_is_discussed(world: World) {
        let mut world = world;
        let (offerer, boss) = (world.hire().await, world.hire().await);
        world.hire_with(|it| it.manager = Some(offerer)).await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let only = |member| Scope::Only(std::sync::Arc::new([member].into()));
        let readers = [
            ("member", ada, [true; 4], true),
            ("offerer", offerer, [true; 4], false),
            ("administrator", world.hire_with(administrator(Scope::Everybody)).await, [true; 4], false),
            ("of the offerer", world.hire_with(administrator(only(offerer))).await, [true; 4], false),
            ("of the member", world.hire_with(administrator(only(ada))).await, [false; 4], false),
            ("manager", boss, [false, true, false, true], false),
            ("coach", world.hire_with(coach_of(ada, DataKind::Goals)).await, [false, false, true, true], false),
            ("coach of other things", world.hire_with(coach_of(ada, DataKind::Feedback)).await, [false; 4], false),
            ("peer", world.hire().await, [false; 4], false),
            ("outsider", world.outsider().await, [false; 4], false),
        ];
        let mut rows = vec![];
        for (with_manager, with_coach) in [(false, false), (true, false), (false, true), (true, true)] {
            let of = made(&world, offerer).await;
            rows.push(note(&world.call(ada), interest(of, with_manager, with_coach)).await.unwrap().unwrap());
        }
        for (name, by, reads, also_withdrawn) in readers {
            let [mut a, b] = visible_interests(&world.db, &world.viewer(by), &rows).await.unwrap();
            let mut wanted: Vec<_> = rows.iter().zip(reads).filter(|(_, it)| *it).map(|(row, _)| row.id).collect();
            assert_eq!(b, wanted, "{name}");
            a.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(a, wanted, "{name}");
            // Nobody else reads of what was withdrawn.
            let gone: Vec<_> = rows.iter().cloned()
                .map(|row| { let mut row = row; row.withdrawn_at = Some(world.clock.now()); row }).collect();
            let [_, b] = visible_interests(&world.db, &world.viewer(by), &gone).await.unwrap();
            assert_eq!(b.len(), if also_withdrawn { 4 } else { 0 }, "{name}");
        }
    }
}

on_both! {
    async fn what_was_noted_can_be_taken_back_and_said_anew(world: World) {
        let mut world = world;
        let offerer = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(offerer)).await;
        let of = made(&world, offerer).await;
        let call = world.call(ada);
        let note_it = || note(&call, interest(of, true, true));
        let (a, b) = tokio::join!(note_it(), note_it());
        let (a, b) = (a.unwrap().unwrap(), b.unwrap().unwrap());
        assert_eq!(a.id, b.id);
        assert_eq!(world.count("opportunity_interest").await, 1);
        assert_eq!(world.count("audit_entry where action = 'noteInterest'").await, 1);
        let other = world.call(offerer);
        let told = withdraw(&other, a.id).await.unwrap().unwrap_err();
        assert_eq!(told, WithdrawError::NoSuchInterest);
        let told = share(&other, a.id, Shared::default()).await.unwrap().unwrap_err();
        assert_eq!(told, ShareError::NoSuchInterest);
        world.writable = false;
        let call = world.call(ada);
        share(&call, a.id, Shared::default()).await.unwrap().unwrap();
        let refused = share(&call, a.id, Shared { with_manager: true, with_coach: false }).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let row = withdraw(&call, a.id).await.unwrap().unwrap();
        assert!(row.withdrawn_at.is_some());
        withdraw(&call, a.id).await.unwrap().unwrap();
        assert_eq!(world.count("audit_entry where action = 'withdrawInterest'").await, 1);
        let refused = note(&call, interest(of, false, false)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        world.writable = true;
        let long = Note { note: "ö".repeat(2_001), ..interest(of, false, false) };
        let told = note(&world.call(ada), long).await.unwrap().unwrap_err();
        assert_eq!(told, NoteError::NoteTooLong);
        world.later(chrono::TimeDelta::minutes(1));
        let again = note(&world.call(ada), interest(of, false, false)).await.unwrap().unwrap();
        assert_eq!((again.id, again.withdrawn_at), (a.id, None));
        assert!(again.noted_at > a.noted_at);
        assert_eq!(world.count("opportunity_interest where withdrawn_at is null").await, 1);
    }
}

on_both! {
    /// The thread is between the member and those with whom it is shared; who offers it does
    /// not read it.
    async fn it_is_discussed_with_who_leads_or_coaches(world: World) {
        let mut world = world;
        let (offerer, boss) = (world.hire().await, world.hire().await);
        world.hire_with(|it| it.manager = Some(offerer)).await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let coach = world.hire_with(coach_of(ada, DataKind::Goals)).await;
        let of = made(&world, offerer).await;
        let id = noted(&world, ada, of).await;
        let say = async |world: &World, by, text: &str, key: Option<&str>| {
            let key = key.map(|key| IdempotencyKey::try_new(key.into()).unwrap());
            comment(&world.call(by), id, text.into(), key).await.unwrap().err()
        };
        assert_eq!(say(&world, ada, "Should I?", None).await, None);
        for _ in 0..2 {
            assert_eq!(say(&world, boss, "Do.", Some("k")).await, None);
        }
        assert_eq!(say(&world, coach, "Why not?", None).await, None);
        assert_eq!(say(&world, offerer, "Come!", None).await, Some(CommentError::NoSuchInterest));
        assert_eq!(say(&world, ada, " ", None).await, Some(CommentError::CommentInvalid));
        assert_eq!(world.count("opportunity_comment").await, 3);
        let query = format!(
            "{{ organization(id: \"{}\") {{ interests {{ nodes {{ id title opportunity {{ id }} comments {{ text author {{ id }} }} }} }} }} }}",
            world.home
        );
        let api = Api::over(&world);
        for (by, seen) in [(ada, true), (boss, true), (coach, false)] {
            let told = api.told(by, &query).await;
            let texts: Vec<_> = (0..3).map(|n| crate::api::text(&told, &format!("organization.interests.nodes.0.comments.{n}.text"))).collect();
            assert_eq!(texts, ["Should I?", "Do.", "Why not?"]);
            assert_eq!(crate::api::text(&told, "organization.interests.nodes.0.title"), "Lead");
            let opportunity = at(&told, "organization.interests.nodes.0.opportunity").to_string();
            assert_eq!(opportunity != "null", seen, "{opportunity}");
        }
        assert_eq!(api.refused(offerer, &query).await, "FORBIDDEN");
        share(&world.call(ada), id, Shared::default()).await.unwrap().unwrap();
        assert_eq!(say(&world, boss, "And?", None).await, Some(CommentError::NoSuchInterest));
        assert_eq!(say(&world, coach, "And?", None).await, Some(CommentError::NoSuchInterest));
        world.run(
            "update opportunity_comment set text = 'x' where author_id = $1", [ada.0.into()]
        ).await;
        world.writable = false;
        let refused = comment(&world.call(ada), id, "More.".into(), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

on_both! {
    async fn who_is_interested_is_told_in_an_order_that_says_nothing(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        world.hire_with(|it| it.manager = Some(boss)).await;
        let mut all = vec![];
        for _ in 0..2 {
            all.push(made(&world, boss).await);
        }
        let mut people = vec![];
        for _ in 0..6 {
            let member = world.hire().await;
            people.push(member);
            for of in &all {
                noted(&world, member, *of).await;
            }
        }
        let gone = noted(&world, people[0], all[0]).await;
        withdraw(&world.call(people[0]), gone).await.unwrap().unwrap();
        let query = format!(
            "{{ organization(id: \"{}\") {{ opportunities {{ nodes {{ id interests(first: 10) {{ totalCount nodes {{ id member {{ id }} note }} }} }} }} }} }}",
            world.home
        );
        let api = Api::over(&world);
        let before = world.db.statements();
        let told = api.told(boss, &query).await;
        assert_eq!(world.db.statements() - before, 3);
        let listed = |n: usize| nodes(&told, &format!("organization.opportunities.nodes.{n}.interests.nodes"));
        assert_eq!(number(&told, "organization.opportunities.nodes.1.interests.totalCount"), 5);
        assert_eq!((listed(0).len(), listed(1).len()), (6, 5));
        // By ids that are random, whoever came first.
        let versions: Vec<_> = listed(0).iter().map(|id| id.parse::<InterestId>().unwrap().0.get_version_num()).collect();
        assert_eq!(versions, [4; 6]);
        let mut sorted = listed(0);
        sorted.sort_unstable();
        sorted.reverse();
        assert_eq!(listed(0), sorted);
        assert_eq!(api.refused(people[1], &query.replace("nodes { id interests", "nodes { id a: interests").replace("opportunities {", "opportunities(first: 1) {")).await, "FORBIDDEN");
        let mine = query.replace("interests(first: 10) { totalCount nodes { id member { id } note } }", "myInterest { id withdrawn }");
        let told = api.told(people[0], &mine).await;
        assert_eq!(at(&told, "organization.opportunities.nodes.1.myInterest.withdrawn").to_string(), "true");
        assert_eq!(at(&told, "organization.opportunities.nodes.0.myInterest.withdrawn").to_string(), "false");
    }
}

on_both! {
    /// Whoever shares at the same time does not bring back what is withdrawn.
    async fn what_is_withdrawn_stays_withdrawn(world: World) {
        let mut world = world;
        let offerer = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(offerer)).await;
        let call = world.call(ada);
        for _ in 0..20 {
            let of = made(&world, offerer).await;
            let row = note(&call, interest(of, true, false)).await.unwrap().unwrap();
            let shared = Shared { with_manager: false, with_coach: true };
            let (shared, gone) = tokio::join!(share(&call, row.id, shared), withdraw(&call, row.id));
            assert!(shared.unwrap().is_ok() && gone.unwrap().is_ok());
            let [seen, _] =
                visible_interests(&world.db, &world.viewer(offerer), &[row]).await.unwrap();
            assert!(seen.is_empty());
        }
    }
}
