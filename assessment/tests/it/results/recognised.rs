//! How the person sees what was computed of them.

use assessment::results::{
    recognise::{Recognise, RecogniseError, recognise},
    testing,
};
use kernel::{Code, DataKind};

use super::stage::{ASKS, Stage};
use crate::on_both;

const ANSWERS: [f64; 4] = [4.0, 2.0, 5.0, 4.0];

on_both! {
    async fn the_person_confirms_or_corrects_and_the_result_stays(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let (call, companies) = (stage.world.call(&client), stage.companies());
        let how = |scale: &str, recognised, position| Recognise {
            result: row.id,
            scale: scale.into(),
            recognised,
            position,
            note: "Because.".into(),
        };
        for (how, error) in [
            (how("z", true, None), RecogniseError::NoSuchScale),
            (how("a", true, Some(50.0)), RecogniseError::PositionInvalid),
            (how("a", false, Some(101.0)), RecogniseError::PositionInvalid),
            (how("a", false, Some(f64::NAN)), RecogniseError::PositionInvalid),
            (how("b", false, Some(50.0)), RecogniseError::PositionInvalid),
            (
                Recognise { note: "x".repeat(5_001), ..how("a", true, None) },
                RecogniseError::NoteInvalid,
            ),
            (Recognise { note: "\0".into(), ..how("a", true, None) }, RecogniseError::NoteInvalid),
        ] {
            assert_eq!(recognise(&call, &companies, how).await.unwrap(), Err(error));
        }
        let (one, two) = tokio::join!(
            recognise(&call, &companies, how("a", false, Some(12.5))),
            recognise(&call, &companies, how("a", false, None)),
        );
        assert_eq!((one.unwrap().unwrap(), two.unwrap().unwrap()), (row.clone(), row.clone()));
        recognise(&call, &companies, how("b", true, None)).await.unwrap().unwrap();
        let told = testing::recognitions(&call, &row).await.unwrap();
        let told: Vec<_> = told.iter().map(|it| (it.scale.as_str(), it.revision)).collect();
        assert_eq!(told, [("a", 2), ("a", 1), ("b", 1)]);
        assert_eq!(stage.entries("recogniseResult").await, 3);
        assert_eq!(stage.row(row.id).await.unwrap(), row);
    }
}

on_both! {
    async fn nobody_else_says_how_somebody_sees_themself(world: World) {
        let stage = Stage::set(world).await;
        let client = stage.employee().await;
        let row = stage.result(&client, ASKS, ANSWERS).await;
        let coach = stage.coach(&client, &[DataKind::QuestionnaireResults]).await;
        let how = || Recognise {
            result: row.id,
            scale: "a".into(),
            recognised: true,
            position: None,
            note: String::new(),
        };
        let companies = stage.companies();
        for who in [&coach, &stage.boss] {
            let told = recognise(&stage.world.call(who), &companies, how()).await.unwrap();
            assert_eq!(told, Err(RecogniseError::NoSuchResult));
        }
        let refused =
            recognise(&stage.world.call(&client.unlicensed()), &companies, how()).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(stage.world.count("result_recognition").await, 0);
    }
}
