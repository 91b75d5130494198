//! Who reads a result, by which right, and what is noted of it.

use std::sync::Arc;

use assessment::{
    campaigns::{Mode, Origin},
    results::{IN_BULK, Part, result, testing},
};
use chrono::TimeDelta;
use kernel::{Call, Code, DataKind, MemberKind, Role, Scope};

use super::stage::{ASKS, Asks, Stage};
use crate::{on_both, world::Person};

const ANSWERS: [f64; 4] = [4.0, 2.0, 5.0, 4.0];

on_both! {
    async fn each_reader_by_each_right(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let other = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let waits = stage.result(&client, Asks { debrief: true, ..ASKS }, ANSWERS).await;
        let own = stage.result(
            &client,
            Asks { origin: Origin::Person, debrief: true, by: Some(client.0.member), ..ASKS },
            ANSWERS,
        ).await;
        let person = || stage.world.person(stage.world.home);
        let leads = |mut it: Person| {
            it.0.reports = Arc::from([client.0.member]);
            it.0.team = Arc::from([client.0.member]);
            it
        };
        let everything = DataKind::ALL;
        let others: Vec<_> =
            everything.into_iter().filter(|it| *it != DataKind::QuestionnaireResults).collect();
        // Reads: what is released, what waits, what the client asked themself.
        for (name, reader, reads) in [
            ("the person", client.clone(), [true, false, true]),
            ("of everybody", stage.boss.clone(), [true, true, false]),
            ("in scope", stage.administrator_of(&[&client]).await, [true, true, false]),
            ("out of scope", stage.administrator_of(&[&other]).await, [false; 3]),
            ("granted", stage.coach(&client, &[DataKind::QuestionnaireResults]).await, [true; 3]),
            ("granted else", stage.coach(&client, &others).await, [false; 3]),
            ("coach of another", stage.coach(&other, &everything).await, [false; 3]),
            ("manager", leads(person()), [false; 3]),
            ("colleague", other.clone(), [false; 3]),
            ("IT", person().with(Role::ItAdministrator), [false; 3]),
            ("compliance", person().with(Role::ComplianceManager), [false; 3]),
            ("operator", person().with(Role::Operator), [false; 3]),
            ("candidate", person().of_kind(MemberKind::Candidate), [false; 3]),
            (
                "of another tenant",
                stage.world.person(stage.world.away).administering(Scope::Everybody),
                [false; 3],
            ),
        ] {
            for (row, reads) in [&row, &waits, &own].into_iter().zip(reads) {
                assert_eq!(stage.reads(&reader, row).await, reads, "{name}");
            }
        }
        // Where no company subscribes nobody reads by a scope.
        let (call, none) = (stage.world.call(&stage.boss), std::iter::empty().collect());
        assert!(!testing::is_visible(&call.viewer, &none, &row));
        let found = testing::by_ids(&call.db, &call.viewer, &none, vec![row.id]).await.unwrap();
        assert_eq!(found, []);
    }
}

on_both! {
    async fn r35_a_revoked_grant_is_gone_with_the_next_request(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let mut coach = stage.coach(&client, &[DataKind::QuestionnaireResults]).await;
        assert!(stage.reads(&coach, &row).await);
        coach.0.coached = Arc::default();
        assert!(!stage.reads(&coach, &row).await);
    }
}

on_both! {
    async fn what_is_theirs_stays_theirs_once_the_membership_has_ended(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let call = stage.world.call(&client);
        let mut gone = (*call.viewer).clone();
        gone.places.clear();
        let companies = stage.companies();
        let found = testing::by_ids(&call.db, &gone, &companies, vec![row.id]).await.unwrap();
        assert_eq!(found, [row]);
    }
}

on_both! {
    async fn what_somebody_from_outside_answered_is_for_who_asked(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let recruiter = stage.administrator_of(&[&client]).await;
        let asks = Asks { by: Some(recruiter.0.member), ..ASKS };
        let campaign = stage.campaign(asks).await;
        let it = stage.answered(&campaign, None, ANSWERS).await;
        // Whoever holds the link acts as that alone, also while signed in.
        let writes = stage.written(&stage.world.call(&client), &it, ANSWERS).await;
        stage.world.db.write_all(writes).await.unwrap();
        let row = stage.of(&it).await.unwrap();
        assert_eq!((row.member_id, row.person_id), (None, None));
        assert!(row.outcome.as_ref().unwrap().contains("\"fits\":[{\"scale\":\"a\""));
        let another = stage.administrator_of(&[&client]).await;
        let mut dismissed = recruiter.clone();
        dismissed.0.roles = kernel::Roles::default();
        for (reader, reads) in [
            (&recruiter, true),
            (&stage.boss, true),
            (&another, false),
            (&dismissed, false),
            (&client, false),
        ] {
            assert_eq!(stage.reads(reader, &row).await, reads);
        }
    }
}

on_both! {
    async fn r47_only_answers_under_a_name_make_results(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        for mode in [Mode::Confidential, Mode::Anonymous] {
            let campaign = stage.campaign(Asks { mode, ..ASKS }).await;
            let it = stage.answered(&campaign, Some(client.0.member), ANSWERS).await;
            let writes = stage.written(&stage.world.call(&client), &it, ANSWERS).await;
            assert!(writes.is_empty(), "{mode:?}");
        }
        assert_eq!(stage.world.count("result").await, 0);
    }
}

on_both! {
    async fn r48_each_reading_by_another_leaves_an_entry_and_is_shown(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let coach = stage.coach(&client, &[DataKind::QuestionnaireResults]).await;
        let call = stage.world.call(&coach);
        let companies = stage.companies();
        let parts = [(&row, Part::Scales), (&row, Part::Report), (&row, Part::Scales)];
        testing::open(&call, &companies, &parts).await.unwrap();
        let told = testing::readings(&stage.world.call(&client), &row).await.unwrap();
        let mut read: Vec<_> = told.iter().map(|it| (it.reader_id, it.part)).collect();
        read.sort_by_key(|(_, part)| *part == Part::Report);
        let me = coach.0.member;
        assert_eq!(read, [(me, Part::Scales), (me, Part::Report)], "once in a request");
        assert_eq!(stage.entries("readResult").await, 2);
        let of = "audit_entry where action = 'readResult' and subject_kind = 'AssessmentResult'";
        assert_eq!(stage.world.count(of).await, 2);
        // No entry, no effect: who has no row to be noted by reads nothing.
        let stranger = stage.world.person(stage.world.home).with(Role::Coach);
        let failed = testing::open(&stage.world.call(&stranger), &companies, &parts).await;
        assert!(failed.is_err());
        assert_eq!(stage.world.count("result_reading").await, 2);
        assert_eq!(stage.entries("readResult").await, 2);
    }
}

on_both! {
    async fn r29_many_at_once_are_opened_by_who_signed_in_a_moment_ago(world: World) {
        let stage = Stage::set(world).await;
        let campaign = stage.campaign(ASKS).await;
        let mut rows: Vec<result::Model> = vec![];
        for _ in 0..=IN_BULK {
            let client = stage.employee().await;
            rows.push(stage.handed_in(&client, &campaign, ANSWERS).await);
        }
        let companies = stage.companies();
        let opened: Vec<_> = rows.iter().map(|row| (row, Part::Scales)).collect();
        let since = |minutes| {
            let call = stage.world.call(&stage.boss);
            let mut viewer = (*call.viewer).clone();
            let signed = viewer.person.as_mut().unwrap();
            signed.authenticated_at -= TimeDelta::minutes(minutes);
            Call { viewer: viewer.into(), ..call }
        };
        let refused = testing::open(&since(11), &companies, &opened).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
        assert_eq!(stage.world.count("result_reading").await, 0);
        testing::open(&since(11), &companies, &opened[1..]).await.unwrap();
        testing::open(&since(9), &companies, &opened).await.unwrap();
        let read = i64::try_from(2 * IN_BULK + 1).unwrap();
        assert_eq!(stage.world.count("result_reading").await, read);
        // One after the other within a request they are as many; the same once more is one.
        let (some, more) = opened.split_at(IN_BULK);
        let report = [(&rows[0], Part::Report)];
        testing::open_in_turn(&since(11), &companies, &[some, &report]).await.unwrap();
        let told = testing::open_in_turn(&since(11), &companies, &[some, more]).await.unwrap_err();
        assert_eq!(told.code, Code::Unauthenticated);
        testing::open_in_turn(&since(9), &companies, &[some, more]).await.unwrap();
    }
}
