//! What is to be talked over is seen once somebody releases it.

use assessment::results::{
    release::{ReleaseError, release},
    testing,
};
use kernel::{Code, DataKind};

use super::stage::{ASKS, Asks, Stage};
use crate::on_both;

const ANSWERS: [f64; 4] = [4.0, 2.0, 5.0, 4.0];
const DEBRIEF: Asks = Asks { debrief: true, ..ASKS };

on_both! {
    async fn somebody_else_releases_once(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, DEBRIEF, ANSWERS).await;
        assert_eq!((row.released_at, row.released_by), (None, None));
        let companies = stage.companies();
        let coach = stage.coach(&client, &[DataKind::QuestionnaireResults]).await;
        let other = stage.employee().await;
        for (who, error) in [
            (&client, ReleaseError::NoSuchResult),
            (&other, ReleaseError::NoSuchResult),
        ] {
            let told = release(&stage.world.call(who), &companies, row.id).await.unwrap();
            assert_eq!(told, Err(error));
        }
        assert!(!stage.reads(&client, &row).await);
        let (boss, by_coach) = (stage.world.call(&stage.boss), stage.world.call(&coach));
        let (one, two) = tokio::join!(
            release(&boss, &companies, row.id),
            release(&by_coach, &companies, row.id),
        );
        let (one, two) = (one.unwrap().unwrap(), two.unwrap().unwrap());
        assert_eq!(one, two, "the first counts");
        assert!(one.released_at.is_some() && one.released_by.is_some());
        assert_eq!(stage.entries("releaseResult").await, 1);
        assert!(stage.reads(&client, &one).await);
        let again = release(&by_coach, &companies, row.id).await.unwrap().unwrap();
        assert_eq!(again, one);
        let own = release(&stage.world.call(&client), &companies, row.id).await.unwrap();
        assert_eq!(own, Err(ReleaseError::OwnResult));
        assert_eq!(stage.entries("releaseResult").await, 1);
    }
}

on_both! {
    async fn administrators_of_themselves_wait_for_another(world: World) {
        let stage = Stage::set(world).await;
        let row = stage.result(&stage.boss, DEBRIEF, ANSWERS).await;
        let companies = stage.companies();
        assert!(!stage.reads(&stage.boss, &row).await);
        let call = stage.world.call(&stage.boss);
        let told = release(&call, &companies, row.id).await.unwrap();
        assert_eq!(told, Err(ReleaseError::NoSuchResult));
        let other = stage.administrator_of(&[&stage.boss]).await;
        release(&stage.world.call(&other), &companies, row.id).await.unwrap().unwrap();
        let row = stage.row(row.id).await.unwrap();
        assert!(stage.reads(&stage.boss, &row).await);
    }
}

on_both! {
    async fn a_released_one_needs_no_debrief_and_a_licence(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let open = stage.result(&client, ASKS, ANSWERS).await;
        assert_eq!((open.released_at, open.released_by), (Some(stage.world.clock.now()), None));
        let row = stage.result(&client, DEBRIEF, ANSWERS).await;
        let call = stage.world.call(&stage.boss.clone().unlicensed());
        let companies = stage.companies();
        let refused = release(&call, &companies, row.id).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let refused = "audit_entry where outcome = 'refused' and action = 'releaseResult'";
        assert_eq!(stage.world.count(refused).await, 1);
        assert!(testing::readings(&call, &row).await.unwrap().is_empty());
    }
}
