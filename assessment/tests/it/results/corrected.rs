//! Computing again: bit for bit by the same versions, beside the old by others.

use assessment::{
    instruments::document::Document,
    results::{
        Part, VALID_MONTHS, forgotten,
        outcome::Kept,
        recompute::{Recompute, RecomputeError, Recomputed, recompute},
        release::release,
        result, testing,
    },
};
use chrono::Months;
use kernel::{AssessmentResultId, Call, DataKind, InstrumentId};

use super::stage::{ASKS, Asks, Stage};
use crate::on_both;

const ANSWERS: [f64; 4] = [4.0, 2.0, 5.0, 4.0];

fn again(result: AssessmentResultId) -> Recompute {
    Recompute { result, edition: None, group: None }
}

async fn computed(
    stage: &Stage,
    call: &Call,
    how: Recompute,
) -> Result<Recomputed, RecomputeError> {
    recompute(call, &stage.companies(), how).await.unwrap()
}

async fn beside(stage: &Stage, call: &Call, how: Recompute) -> result::Model {
    match computed(stage, call, how).await.unwrap() {
        Recomputed::Beside(row) => row,
        Recomputed::Same(row) => panic!("the same: {row:?}"),
    }
}

on_both! {
    async fn all_versions_are_named(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        assert_eq!(row.instrument_id, stage.edition.id);
        assert_eq!((row.algorithm.as_str(), row.language.as_str()), ("hei-1", "en"));
        assert_eq!((row.norm_group.as_deref(), row.role.as_deref()), (Some("all"), Some("lead")));
        assert_eq!(row.key_digest.len(), 64);
        let day = stage.world.clock.now().date_naive();
        assert_eq!((row.answered_on, row.expires_on), (day, day + Months::new(VALID_MONTHS)));
        assert_eq!(row.expires_on.to_string(), "2026-04-04");
        let kept = Kept::read(row.outcome.as_deref().unwrap()).unwrap();
        let attitude = kept.outcome("a").unwrap().attitude.unwrap();
        assert!((attitude.position - 75.0).abs() < 1e-9, "{attitude:?}");
        assert!((kept.fits[0].fit.fit - 100.0).abs() < 1e-9);
        let care = kept.outcome("b").unwrap();
        assert_eq!(care.score.unwrap().value, Some(9.0));
        // z = (9 − 6.3)/1.7
        assert!((care.standing.unwrap().z - 1.588_235_294_117_647).abs() < 1e-12);
        assert_eq!((care.standing.unwrap().sten, care.band), (9, Some(2)));
        assert_eq!(kept.quality.seconds, Some(60.0));
    }
}

on_both! {
    async fn by_the_same_versions_it_is_the_same_bit_for_bit(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let coach = stage.coach(&client, &[DataKind::QuestionnaireResults]).await;
        for who in [&stage.boss, &coach] {
            let told = computed(&stage, &stage.world.call(who), again(row.id)).await;
            assert_eq!(told, Ok(Recomputed::Same(row.clone())));
        }
        let own = computed(&stage, &stage.world.call(&client), again(row.id)).await;
        assert_eq!(own, Err(RecomputeError::NoSuchResult));
        assert_eq!(stage.world.count("result").await, 1);
        assert_eq!(stage.entries("recomputeResult").await, 2);
        // What was changed in the database is not the same any more.
        let sql = "update result set outcome = replace(outcome, '\"value\":9.0', '\"value\":8.0')";
        let backend = sea_orm::ConnectionTrait::get_database_backend(&stage.world.db);
        let change = sea_orm::Statement::from_string(backend, sql);
        sea_orm::ConnectionTrait::execute_raw(&stage.world.db, change).await.unwrap();
        let next = beside(&stage, &stage.world.call(&stage.boss), again(row.id)).await;
        assert_eq!(next.outcome, row.outcome);
    }
}

on_both! {
    async fn a_corrected_key_makes_a_new_one_beside_the_old(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let edition = stage.corrected(|it| it.scales[0].items[1].reversed = false).await;
        let call = stage.world.call(&stage.boss);
        let how = Recompute { edition: Some(edition.id), ..again(row.id) };
        let (one, two) = tokio::join!(
            computed(&stage, &call, how.clone()),
            computed(&stage, &call, how.clone()),
        );
        let new: Vec<_> = [&one, &two].into_iter().filter_map(|it| it.as_ref().ok()).collect();
        let [Recomputed::Beside(next)] = &new[..] else { panic!("{one:?} {two:?}") };
        assert_eq!(one.as_ref().err().or(two.as_ref().err()), Some(&RecomputeError::Superseded));
        assert_eq!((next.supersedes, next.instrument_id), (Some(row.id), edition.id));
        assert_ne!((&next.key_digest, &next.outcome), (&row.key_digest, &row.outcome));
        let kept = Kept::read(next.outcome.as_deref().unwrap()).unwrap();
        assert_eq!(kept.outcome("a").unwrap().score.unwrap().value, Some(3.0));
        // The old one is as it was, and both are read.
        assert_eq!(stage.row(row.id).await.unwrap(), row);
        assert!(stage.reads(&client, next).await && stage.reads(&client, &row).await);
        assert_eq!(next.expires_on, row.expires_on, "the answers are not newer");
        let group = Recompute { group: Some("few".into()), ..again(next.id) };
        let few = beside(&stage, &call, group).await;
        assert_eq!((few.supersedes, few.norm_group.as_deref()), (Some(next.id), Some("few")));
        let none = Recompute { group: Some("nobody".into()), ..again(few.id) };
        assert_eq!(computed(&stage, &call, none).await, Err(RecomputeError::NoSuchGroup));
    }
}

on_both! {
    async fn what_waits_for_a_talk_still_does(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, Asks { debrief: true, ..ASKS }, ANSWERS).await;
        let call = stage.world.call(&stage.boss);
        release(&call, &stage.companies(), row.id).await.unwrap().unwrap();
        let group = Recompute { group: Some("few".into()), ..again(row.id) };
        let next = beside(&stage, &call, group).await;
        assert_eq!(next.released_at, None);
        assert!(!stage.reads(&client, &next).await);
    }
}

on_both! {
    async fn only_editions_that_ask_the_same_can_correct(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let call = stage.world.call(&stage.boss);
        let shorter = |it: &mut Document| {
            it.sections[0].items.truncate(3);
            it.scales[1].items.truncate(1);
        };
        let shorter = stage.corrected(shorter).await;
        let by = async |edition| {
            let how = Recompute { edition: Some(edition), ..again(row.id) };
            computed(&stage, &call, how).await.unwrap_err()
        };
        assert_eq!(by(shorter.id).await, RecomputeError::ItemsDiffer);
        let unknown = InstrumentId(stage.world.clock.id());
        assert_eq!(by(unknown).await, RecomputeError::NoSuchEdition);
        let other = stage.set_beside().await;
        assert_eq!(by(other).await, RecomputeError::NoSuchEdition);
    }
}

on_both! {
    async fn what_is_withdrawn_leaves_nothing_that_was_computed(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let campaign = stage.campaign(ASKS).await;
        let it = stage.answered(&campaign, Some(client.0.member), ANSWERS).await;
        let writes = stage.written(&stage.world.call(&client), &it, ANSWERS).await;
        stage.world.db.write_all(writes).await.unwrap();
        let kept = stage.result(&client, ASKS, ANSWERS).await;
        let row = stage.of(&it).await.unwrap();
        let call = stage.world.call(&stage.boss);
        let group = Recompute { group: Some("few".into()), ..again(row.id) };
        let next = beside(&stage, &call, group).await;
        let companies = stage.companies();
        let opened = [(&row, Part::Scales), (&next, Part::Scales)];
        testing::open(&call, &companies, &opened).await.unwrap();
        let tx = stage.world.db.begin().await.unwrap();
        for write in forgotten(&it.sheet) {
            tx.write(write).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(stage.world.count("result").await, 1);
        assert_eq!(stage.world.count("result_reading").await, 0);
        assert_eq!(stage.row(kept.id).await.unwrap(), kept);
        // That somebody read it stays in the log.
        assert_eq!(stage.entries("readResult").await, 2);
    }
}
