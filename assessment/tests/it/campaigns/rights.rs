//! Who may ask whom, and for whom a campaign exists.

use assessment::campaigns::{
    Content, Mode, Target,
    close::close,
    create::CreateError,
    delete::{DeleteError, delete},
    extend::extend,
    launch::LaunchError,
    pause::{PauseError, pause},
    resume::resume,
    testing,
    update::{Update, UpdateError, update},
};
use assessment::instruments::testing::offered;
use chrono::TimeDelta;
use kernel::Code;

use super::stage::{Stage, run as sql};
use crate::{on_both, world::Person};

/// A draft, and one of each kind that was launched.
async fn all(stage: &Stage) -> Vec<assessment::campaigns::campaign::Model> {
    let member = |person: &Person| Target::Member(person.0.member);
    let (boss, lone) = (&stage.boss, &stage.in_garden[0]);
    let everybody = [Target::Everybody];
    let draft = stage.create(boss, stage.content(Mode::Identified, &everybody)).await.unwrap();
    let of_garden = stage.content(Mode::Confidential, &[Target::Unit(stage.garden)]);
    let of_garden = stage.create(&stage.gardener, of_garden).await.unwrap();
    let coached = stage.content(Mode::Identified, &[member(&stage.client)]);
    let coached = stage.create(&stage.coach, coached).await.unwrap();
    let own = stage.create(lone, stage.content(Mode::Identified, &[member(lone)])).await.unwrap();
    vec![
        draft,
        stage.live(Mode::Identified, &everybody).await,
        stage.live(Mode::Anonymous, &[Target::Unit(stage.sales)]).await,
        stage.live(Mode::Confidential, &[member(&stage.client), member(boss)]).await,
        stage.launch(&stage.gardener, &of_garden).await.unwrap(),
        stage.launch(&stage.coach, &coached).await.unwrap(),
        stage.launch(lone, &own).await.unwrap(),
    ]
}

on_both! {
    async fn two_renderings_of_the_rule_agree(world: World) {
        let stage = Stage::of(world).await;
        let rows = all(&stage).await;
        let mut invitations = vec![];
        for row in &rows {
            let mut of = stage.invitations(row.id).await;
            if of.is_empty() && row.invited == Some(1) {
                // What somebody asks themself exists for nobody else, the boss included.
                let call = stage.call(&stage.in_garden[0]);
                let sql = sea_orm::Statement::from_sql_and_values(
                    sea_orm::ConnectionTrait::get_database_backend(&call.db),
                    "select id from campaign_invitation where campaign_id = $1", [row.id.into()]);
                let found = sea_orm::ConnectionTrait::query_all_raw(&call.db, sql).await.unwrap();
                let ids = found.iter().map(|it| it.try_get("", "id").unwrap()).collect();
                of = testing::invitations_by_ids(&call.db, &call.viewer, ids).await.unwrap();
            }
            assert_eq!(i64::try_from(of.len()).ok(), row.invited.or(Some(0)));
            invitations.push(of);
        }
        let people = [
            (&stage.boss, 6), (&stage.gardener, 2), (&stage.in_sales[0], 2), (&stage.in_sales[1], 2),
            (&stage.in_garden[0], 3), (&stage.client, 2), (&stage.coach, 1), (&stage.stranger, 0),
            (&stage.outsider, 0),
        ];
        for (n, (person, count)) in people.into_iter().enumerate() {
            let call = stage.call(person);
            let ids = rows.iter().map(|row| row.id).collect();
            let found = testing::by_ids(&call.db, &call.viewer, ids).await.unwrap();
            assert_eq!(found.len(), count, "{n}");
            for (row, of) in rows.iter().zip(&invitations) {
                let invited: Vec<_> = of.iter().filter_map(|it| it.member_id).collect();
                let expected = testing::is_visible(&call.viewer, row, &invited);
                assert_eq!(found.contains(row), expected, "{n} {:?} {:?}", row.mode, row.origin);
                let ids = of.iter().map(|it| it.id).collect();
                let seen = testing::invitations_by_ids(&call.db, &call.viewer, ids).await.unwrap();
                for it in of {
                    let expected = testing::is_invitation_visible(&call.viewer, it, row);
                    assert_eq!(seen.contains(it), expected, "{n} {:?} {:?}", row.mode, row.origin);
                }
            }
        }
    }
}

on_both! {
    async fn one_asks_those_in_ones_scope_ones_clients_or_oneself(world: World) {
        use CreateError::{NoSuchTarget, NotYours, OnlyIdentified};
        let stage = Stage::of(world).await;
        let member = |person: &Person| Target::Member(person.0.member);
        let asked = async |by: &Person, mode, target: Target| {
            stage.create(by, stage.content(mode, &[target])).await
        };
        let (identified, quiet) = (Mode::Identified, Mode::Confidential);
        let (lone, other) = (&stage.in_sales[0], &stage.in_sales[1]);
        for (by, mode, target, refused) in [
            (&stage.gardener, quiet, Target::Everybody, Some(NotYours)),
            (&stage.gardener, quiet, member(lone), Some(NotYours)),
            (&stage.gardener, quiet, member(&stage.in_garden[0]), None),
            (&stage.coach, identified, member(&stage.client), None),
            (&stage.coach, quiet, member(&stage.client), Some(OnlyIdentified)),
            (&stage.coach, identified, member(lone), Some(NotYours)),
            (&stage.coach, identified, Target::Unit(stage.sales), Some(NotYours)),
            (&stage.stranger, identified, member(&stage.client), Some(NotYours)),
            (lone, identified, member(lone), None),
            (lone, Mode::Anonymous, member(lone), Some(OnlyIdentified)),
            (lone, identified, member(other), Some(NotYours)),
            (lone, identified, Target::Everybody, Some(NotYours)),
            (&stage.boss, identified, member(&stage.outsider), Some(NoSuchTarget)),
        ] {
            let told = asked(by, mode, target).await.err();
            assert_eq!(told, refused.map(|it| vec![it]), "{mode:?} {target:?}");
        }
        let away = stage.content(identified, &[Target::Everybody]);
        let new = assessment::campaigns::create::Create { organization: stage.world.home, content: away };
        let call = stage.call(&stage.outsider);
        let told = assessment::campaigns::create::create(&call, &stage.desk, new, None).await;
        assert_eq!(told.unwrap_err().code, Code::NotFound);
    }
}

on_both! {
    /// Whoever is in a unit is looked at when it is launched, by the right of who launches it.
    async fn a_unit_is_asked_by_who_administers_all_of_it(world: World) {
        let mut stage = Stage::of(world).await;
        let mixed = stage.content(Mode::Confidential, &[Target::Unit(stage.head)]);
        let draft = stage.create(&stage.gardener, mixed).await.unwrap();
        assert_eq!(stage.launch(&stage.gardener, &draft).await, Err(LaunchError::NotYours));
        let own = stage.content(Mode::Confidential, &[Target::Unit(stage.garden)]);
        let draft = stage.create(&stage.gardener, own).await.unwrap();
        // Somebody came whom they do not administer.
        let new = stage.world.person(stage.world.home);
        stage.enrol(&new, Some(stage.garden)).await;
        assert_eq!(stage.launch(&stage.gardener, &draft).await, Err(LaunchError::NotYours));
        let row = stage.launch(&stage.boss, &draft).await.unwrap();
        assert_eq!(row.invited, Some(8));
        // A grant that ended meanwhile.
        let asked = stage.content(Mode::Identified, &[Target::Member(stage.client.0.member)]);
        let draft = stage.create(&stage.coach, asked).await.unwrap();
        let mut later = stage.coach.clone();
        later.0.coached = [].into();
        assert_eq!(stage.launch(&later, &draft).await, Err(LaunchError::NotYours));
        assert!(stage.launch(&stage.coach, &draft).await.is_ok());
    }
}

on_both! {
    async fn others_leave_a_campaign_alone(world: World) {
        let stage = Stage::of(world).await;
        let row = stage.live(Mode::Confidential, &[Target::Everybody]).await;
        let draft = stage.create(&stage.boss, stage.content(Mode::Confidential, &[Target::Everybody])).await.unwrap();
        for person in [&stage.gardener, &stage.in_sales[0]] {
            let call = stage.call(person);
            let until = stage.now() + TimeDelta::days(20);
            assert_eq!(pause(&call, row.id).await.unwrap_err().code, Code::Forbidden);
            assert_eq!(close(&call, row.id).await.unwrap_err().code, Code::Forbidden);
            assert_eq!(extend(&call, row.id, until).await.unwrap_err().code, Code::Forbidden);
        }
        assert_eq!(stage.world.count("audit_entry where outcome = 'refused'").await, 6);
        for person in [&stage.gardener, &stage.in_sales[0], &stage.outsider, &stage.stranger] {
            let told = delete(&stage.call(person), draft.id, draft.version).await.unwrap();
            assert_eq!(told, Err(DeleteError::NoSuchCampaign));
        }
        let told = pause(&stage.call(&stage.outsider), row.id).await.unwrap();
        assert_eq!(told, Err(PauseError::NoSuchCampaign));
        // Who is an administrator no more manages nothing, also what they began.
        let mut former = stage.boss.clone();
        former.0.roles = kernel::Roles::default();
        let told = close(&stage.call(&former), row.id).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// What has to be talked over is asked by somebody who can do that.
    async fn nobody_asks_themself_what_is_to_be_talked_over(world: World) {
        let stage = Stage::of(world).await;
        let talked = stage.talked_over().await;
        let lone = &stage.in_sales[0];
        let content = |of: &Person, instrument| Content {
            instrument,
            debrief: Some(false),
            ..stage.content(Mode::Identified, &[Target::Member(of.0.member)])
        };
        for who in [lone, &stage.boss, &stage.coach] {
            let told = stage.create(who, content(who, talked)).await;
            assert_eq!(told.unwrap_err(), [CreateError::DebriefNeeded]);
        }
        assert!(stage.create(&stage.boss, content(lone, talked)).await.is_ok());
        assert!(stage.create(&stage.coach, content(&stage.client, talked)).await.is_ok());
        let draft = stage.create(lone, content(lone, stage.instrument)).await.unwrap();
        let change = Update { campaign: draft.id, version: 1, content: content(lone, talked) };
        let told = update(&stage.call(lone), &stage.desk, change).await.unwrap();
        assert_eq!(told, Err(vec![UpdateError::DebriefNeeded]));
        // Nor by a draft that was made before there was this rule.
        let other = "update campaign set instrument_id = $2 where id = $1";
        sql(&stage.world, other, vec![draft.id.into(), talked.into()]).await;
        assert_eq!(stage.launch(lone, &draft).await, Err(LaunchError::DebriefNeeded));
        let offered = offered(&stage.call(lone), &lone.0).await;
        assert_eq!(offered, (vec![stage.instrument], 1));
    }
}

on_both! {
    /// Whoever is granted nothing any more ends what they asked, and goes on with none of it.
    async fn a_coach_whose_grant_ended_asks_no_longer(world: World) {
        let stage = Stage::of(world).await;
        let asked = stage.content(Mode::Identified, &[Target::Member(stage.client.0.member)]);
        let draft = stage.create(&stage.coach, asked).await.unwrap();
        let row = stage.launch(&stage.coach, &draft).await.unwrap();
        let until = row.closes_at + TimeDelta::days(1);
        let coach = stage.call(&stage.coach);
        assert!(extend(&coach, row.id, until).await.unwrap().is_ok());
        let mut later = stage.coach.clone();
        later.0.coached = [].into();
        let later = stage.call(&later);
        let until = until + TimeDelta::days(1);
        assert_eq!(extend(&later, row.id, until).await.unwrap_err().code, Code::Forbidden);
        assert!(pause(&later, row.id).await.unwrap().is_ok());
        assert_eq!(resume(&later, row.id).await.unwrap_err().code, Code::Forbidden);
        assert_eq!(stage.world.count("audit_entry where outcome = 'refused'").await, 2);
        assert!(resume(&coach, row.id).await.unwrap().is_ok());
        assert!(close(&later, row.id).await.unwrap().is_ok());
    }
}
