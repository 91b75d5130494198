//! Who asks for feedback about whom, of whom, and who sees it.

use feedback::{
    Visibility,
    requests::ask::{About, Ask, AskError, Asked, External, MOST_EXTERNALS, ask},
    testing::{visible_invitations, visible_requests},
};
use kernel::{
    Answer, Code, CompetencyId, EmailAddress, FeedbackRequestId, FeedbackTemplateId,
    IdempotencyKey, MemberKind, MembershipId, Scope,
};

use crate::{
    api::{Api, nodes, number, text},
    on_both,
    people::administrator,
    world::World,
};

pub fn asked(about: MembershipId, members: &[MembershipId]) -> Ask {
    Ask {
        about: About::Member(about),
        members: members.to_vec(),
        group: None,
        externals: vec![],
        template: None,
        competencies: vec![],
        message: "How did it go?".into(),
        visibility: Visibility::Manager,
        due_on: None,
    }
}

pub fn external(address: &str) -> External {
    External {
        name: "Eva Extern".into(),
        address: EmailAddress::try_new(address).unwrap(),
        language: kernel::Locale::try_new("de"),
    }
}

pub async fn tried(
    world: &World,
    by: MembershipId,
    input: Ask,
) -> Answer<Result<Asked, Vec<AskError>>> {
    ask(&world.call(by), &world.desk(by), input, None).await
}

pub async fn made(world: &World, by: MembershipId, input: Ask) -> FeedbackRequestId {
    match tried(world, by, input).await.unwrap().unwrap() {
        Asked::Now(row) => row.id,
        Asked::Before(id) => panic!("asked before: {id}"),
    }
}

async fn wrong(world: &World, by: MembershipId, input: Ask) -> Vec<AskError> {
    tried(world, by, input).await.unwrap().err().unwrap_or_default()
}

on_both! {
    async fn one_asks_about_oneself_a_report_or_who_is_in_scope(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let peer = world.hire().await;
        let only = |member| Scope::Only(std::sync::Arc::new([member].into()));
        let over_ada = world.hire_with(administrator(only(ada))).await;
        let over_all = world.hire_with(administrator(Scope::Everybody)).await;
        let over_peer = world.hire_with(administrator(only(peer))).await;
        let outsider = world.outsider().await;
        for (by, told) in [
            (ada, vec![]),
            (boss, vec![]),
            (over_ada, vec![]),
            (over_all, vec![]),
            (over_peer, vec![AskError::NotYours]),
            (peer, vec![AskError::NotYours]),
            (outsider, vec![AskError::NoSuchMember]),
        ] {
            let other = world.hire().await;
            assert_eq!(wrong(&world, by, asked(ada, &[other])).await, told, "{by}");
        }
        assert_eq!(world.count("feedback_request").await, 4);
        assert_eq!(world.count("audit_entry where action = 'requestFeedback'").await, 4);
        assert_eq!(world.count("outbox where topic = 'feedback.asked'").await, 4);
        world.person(ada).active = false;
        assert_eq!(wrong(&world, boss, asked(ada, &[peer])).await, [AskError::NoSuchMember]);
    }
}

on_both! {
    async fn everything_wrong_is_told_at_once(world: World) {
        let mut world = world;
        let (ada, bob, outsider) = (world.hire().await, world.hire().await, world.outsider().await);
        let client = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let today = world.clock.now().date_naive();
        let blank = || asked(ada, &[bob]);
        let many = (0..=MOST_EXTERNALS).map(|n| external(&format!("n{n}@example.org"))).collect();
        for (input, told) in [
            (asked(ada, &[]), AskError::NobodyAsked),
            (asked(ada, &[ada]), AskError::NobodyAsked),
            (asked(ada, &[bob, outsider]), AskError::NoSuchColleague),
            (asked(ada, &[client]), AskError::NoSuchColleague),
            (asked(ada, &[bob; 251]), AskError::TooManyAsked),
            (Ask { group: Some(kernel::GroupId(world.clock.id())), ..blank() }, AskError::NoSuchGroup),
            (Ask { template: Some(FeedbackTemplateId(world.clock.id())), ..blank() }, AskError::NoSuchTemplate),
            (Ask { competencies: vec![CompetencyId(world.clock.id())], ..blank() }, AskError::NoSuchCompetency),
            (Ask { competencies: vec![world.competency(world.away).await], ..blank() }, AskError::NoSuchCompetency),
            (Ask { message: "ö".repeat(2_001), ..blank() }, AskError::MessageTooLong),
            (Ask { due_on: today.pred_opt(), ..blank() }, AskError::DueInvalid),
            (Ask { externals: many, ..blank() }, AskError::TooManyExternals),
            (Ask { externals: vec![external("a@example.org"), external("A@example.org")], ..blank() }, AskError::ExternalInvalid),
            (Ask { externals: vec![External { name: "a\nb".into(), ..external("a@example.org") }], ..blank() }, AskError::ExternalInvalid),
        ] {
            assert_eq!(wrong(&world, ada, input.clone()).await, [told], "{input:?}");
        }
        let both = Ask { message: "\0".into(), due_on: today.pred_opt(), ..asked(bob, &[ada]) };
        assert_eq!(
            wrong(&world, ada, both).await,
            [AskError::NotYours, AskError::MessageTooLong, AskError::DueInvalid]
        );
        assert_eq!(world.count("feedback_request").await, 0);
        assert_eq!(world.count("feedback_invitation").await, 0);
    }
}

on_both! {
    /// Not a way to fill mailboxes.
    async fn a_hundred_people_from_outside_in_a_day(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let twenty = |n: usize| Ask {
            externals: (0..20).map(|m| external(&format!("x{n}-{m}@example.org"))).collect(),
            ..asked(ada, &[])
        };
        for n in 0..5 {
            made(&world, ada, twenty(n)).await;
        }
        let one = || Ask { externals: vec![external("one@example.org")], ..asked(ada, &[]) };
        assert_eq!(wrong(&world, ada, one()).await, [AskError::TooManyExternals]);
        world.later(chrono::TimeDelta::hours(25));
        made(&world, ada, one()).await;
    }
}

on_both! {
    /// Its members of now, without who asks and whom it is about, and each once.
    async fn a_group_is_asked(world: World) {
        let mut world = world;
        let (boss, ada, bob, eve) =
            (world.hire().await, world.hire().await, world.hire().await, world.hire().await);
        world.person(ada).manager = Some(boss);
        world.person(eve).active = false;
        world.group_members = vec![boss, ada, bob, eve];
        let input = Ask { group: Some(world.group), ..asked(ada, &[bob]) };
        let request = made(&world, boss, input).await;
        let query = format!(
            "{{ organization(id: \"{}\") {{ feedbackRequests {{ totalCount nodes {{ id state dueOn visibility message \
             requester {{ id }} about {{ id }} invitations {{ totalCount nodes {{ id state member {{ id }} external {{ name }} }} }} }} }} }} }}",
            world.home
        );
        let told = Api::over(&world).told(boss, &query).await;
        let at = "organization.feedbackRequests.nodes.0";
        assert_eq!(text(&told, &format!("{at}.id")), request.to_string());
        assert_eq!(text(&told, &format!("{at}.about.id")), ada.to_string());
        assert_eq!(number(&told, &format!("{at}.invitations.totalCount")), 1);
        assert_eq!(text(&told, &format!("{at}.invitations.nodes.0.member.id")), bob.to_string());
        assert_eq!(text(&told, &format!("{at}.invitations.nodes.0.state")), "OPEN");
        world.group_is_there = false;
        let gone = Ask { group: Some(world.group), ..asked(ada, &[bob]) };
        assert_eq!(wrong(&world, boss, gone).await, [AskError::NoSuchGroup]);
    }
}

on_both! {
    /// In the database and in hand; and who asks alone is told how it stands with each.
    async fn it_exists_for_who_asks_whom_it_is_about_and_who_is_asked(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (bob, peer) = (world.hire().await, world.hire().await);
        let over_all = world.hire_with(administrator(Scope::Everybody)).await;
        let outsider = world.outsider().await;
        let Asked::Now(row) = tried(&world, boss, asked(ada, &[bob])).await.unwrap().unwrap() else { panic!() };
        let id = row.id;
        let rows = [(row, vec![bob])];
        let api = Api::over(&world);
        let invitation = {
            let query = format!("{{ organization(id: \"{}\") {{ feedbackInvitations {{ nodes {{ id }} }} }} }}", world.home);
            let all = nodes(&api.told(bob, &query).await, "organization.feedbackInvitations.nodes");
            assert_eq!(all.len(), 1);
            all[0].clone()
        };
        for (name, by, reads, asks, is_asked) in [
            ("requester", boss, true, true, false),
            ("subject", ada, true, false, false),
            ("asked", bob, true, false, true),
            ("peer", peer, false, false, false),
            ("administrator", over_all, false, false, false),
            ("outsider", outsider, false, false, false),
        ] {
            let [found, in_hand] = visible_requests(&world.db, &world.viewer(by), &rows).await.unwrap();
            assert_eq!((&found, found.is_empty()), (&in_hand, !reads), "{name}");
            if !reads {
                continue;
            }
            let query = format!(
                "{{ organization(id: \"{}\") {{ feedbackRequests {{ totalCount nodes {{ id myInvitation {{ id }} }} }} }} }}",
                world.home
            );
            let told = api.told(by, &query).await;
            assert_eq!(nodes(&told, "organization.feedbackRequests.nodes"), [id.to_string()]);
            let own = crate::api::at(&told, "organization.feedbackRequests.nodes.0.myInvitation").to_string();
            assert_eq!(own != "null", is_asked, "{name}");
            let query = query.replace("myInvitation { id }", "invitations { nodes { id } }");
            if asks {
                let told = api.told(by, &query).await;
                let listed = nodes(&told, "organization.feedbackRequests.nodes.0.invitations.nodes");
                assert_eq!(listed, std::slice::from_ref(&invitation));
            } else {
                assert_eq!(api.refused(by, &query).await, "FORBIDDEN", "{name}");
            }
        }
        let all = feedback::testing::invitations(&world.db).await.unwrap();
        for (by, reads) in [(boss, true), (bob, true), (ada, false), (peer, false), (over_all, false), (outsider, false)] {
            let [found, in_hand] = visible_invitations(&world.db, &world.viewer(by), &all).await.unwrap();
            assert_eq!((&found, found.is_empty()), (&in_hand, !reads), "{by}");
        }
    }
}

on_both! {
    async fn asked_twice_by_one_key_it_is_asked_once(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let (call, desk) = (world.call(ada), world.desk(ada));
        let (a, b) = tokio::join!(
            ask(&call, &desk, asked(ada, &[bob]), key()),
            ask(&call, &desk, asked(ada, &[bob]), key())
        );
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Asked::Now(_))).count(), 1);
        assert_eq!(world.count("feedback_request").await, 1);
        let other = Ask { message: "Or so?".into(), ..asked(ada, &[bob]) };
        let conflict = ask(&call, &desk, other, key()).await.unwrap_err();
        assert_eq!(conflict.code, Code::Conflict);
        world.writable = false;
        let again = ask(&world.call(ada), &world.desk(ada), asked(ada, &[bob]), key()).await;
        assert!(matches!(again, Ok(Ok(Asked::Before(_)))));
        let refused = tried(&world, ada, asked(ada, &[bob])).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(world.count("audit_entry where action = 'requestFeedback' and outcome = 'refused'").await, 1);
    }
}
