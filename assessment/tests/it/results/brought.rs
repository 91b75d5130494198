//! Algorithms that organisations bring: from loading to what they say, and when they fail.

use assessment::{
    algorithms::{
        algorithm::{self, State},
        load::{LARGEST, Load, LoadError, load},
        retire::{RetireError, retire},
    },
    campaigns::Origin,
    results::{
        Failure,
        choose::{Choose, ChooseError, choose},
        outcome::{Kept, hexadecimal},
        recompute::{Recompute, Recomputed, recompute},
        result,
    },
};
use futures_util::future::join_all;
use kernel::{AlgorithmId, CampaignId, Code, Scope};

use super::stage::{ASKS, Asks, Stage};
use crate::on_both;

const ANSWERS: [f64; 4] = [4.0, 2.0, 5.0, 4.0];

/// A module that answers this, whatever it is told, after this much.
fn module(answer: &str, before: &str) -> Vec<u8> {
    let long = answer.len();
    let text = format!(
        "(module (memory (export \"memory\") 1) (data (i32.const 16) {answer:?})
            (func (export \"alloc\") (param i32) (result i32) i32.const 4096)
            (func (export \"score\") (param i32 i32) (result i64) {before}
                i64.const {}))",
        (16_i64 << 32) | i64::try_from(long).unwrap()
    );
    wat::parse_str(text).unwrap()
}

fn scores(text: &str) -> Vec<u8> {
    module(&format!("{{\"scores\":[{text}]}}"), "")
}

async fn loaded(stage: &Stage, module: Vec<u8>) -> Result<algorithm::Model, LoadError> {
    let input = Load { organization: stage.world.home, name: " Ours ".into(), module };
    load(&stage.world.call(&stage.boss), input).await.unwrap()
}

/// What a campaign that is scored so says of somebody.
async fn scored(stage: &Stage, algorithm: AlgorithmId) -> result::Model {
    let client = stage.employee().await;
    let campaign = stage.campaign(ASKS).await;
    let how = Choose { campaign: campaign.id, algorithm: Some(algorithm), group: None };
    let told = choose(&stage.world.call(&stage.boss), how).await.unwrap();
    assert_eq!(told, Ok(campaign.id));
    stage.handed_in(&client, &campaign, ANSWERS).await
}

on_both! {
    async fn a_campaign_is_scored_by_what_it_chose(world: World) {
        let stage = Stage::set(world).await;
        let wasm = scores(r#"{"scale":"a","value":2.5},{"scale":"b","value":8.0}"#);
        let algorithm = loaded(&stage, wasm.clone()).await.unwrap();
        assert_eq!((algorithm.name.as_str(), algorithm.state), ("Ours", State::Active));
        let row = scored(&stage, algorithm.id).await;
        assert_eq!(row.algorithm, hexadecimal(&algorithm.hash));
        let kept = Kept::read(row.outcome.as_deref().unwrap()).unwrap();
        let of = |scale: &str| kept.outcome(scale).unwrap().clone();
        assert_eq!(of("a").score.unwrap().value, Some(2.5));
        assert!((of("a").attitude.unwrap().position - 37.5).abs() < 1e-9);
        assert!((of("b").standing.unwrap().z - 1.0).abs() < 1e-9);
        let counted = of("b").score.unwrap();
        assert_eq!((counted.answered, counted.total), (2, 2));
        // It can be computed again, bit for bit, also once it is retired.
        retire(&stage.world.call(&stage.boss), algorithm.id).await.unwrap().unwrap();
        let again = Recompute { result: row.id, edition: None, group: None };
        let told = recompute(&stage.world.call(&stage.boss), &stage.companies(), again).await;
        assert_eq!(told.unwrap(), Ok(Recomputed::Same(row)));
        let campaign = stage.campaign(ASKS).await.id;
        let how = Choose { campaign, algorithm: Some(algorithm.id), group: None };
        let told = choose(&stage.world.call(&stage.boss), how).await.unwrap();
        assert_eq!(told, Err(ChooseError::NoSuchAlgorithm));
        assert_eq!(loaded(&stage, wasm).await, Err(LoadError::AlgorithmRetired));
    }
}

on_both! {
    async fn a_module_that_fails_keeps_nobody_from_submitting(world: World) {
        let stage = Stage::set(world).await;
        let right = "{\"scores\":[]}";
        for (wasm, failure) in [
            (module(right, "(loop $again br $again)"), Failure::OutOfFuel),
            (module(right, "unreachable"), Failure::Trapped),
            (module(right, "i32.const 10000 memory.grow drop"), Failure::Trapped),
            (scores(r#"{"scale":"z","value":1}"#), Failure::WrongAnswer),
            (scores(r#"{"scale":"a","value":NaN}"#), Failure::WrongAnswer),
            (scores(r#"{"scale":"a","value":1e999}"#), Failure::WrongAnswer),
            (module("scores", ""), Failure::WrongAnswer),
        ] {
            let algorithm = loaded(&stage, wasm).await.unwrap();
            let row = scored(&stage, algorithm.id).await;
            assert_eq!((row.outcome, row.failure), (None, Some(failure)));
        }
        // Whose campaigns chose nothing are scored meanwhile.
        let client = stage.employee().await;
        assert_eq!(stage.result(&client, ASKS, ANSWERS).await.failure, None);
    }
}

on_both! {
    /// Whoever comes when the line is full has submitted, too; the scores are made later.
    async fn a_full_line_keeps_nobody_from_submitting(world: World) {
        let stage = Stage::set(world).await;
        let slow = "(local $n i32) (loop $again
            (local.set $n (i32.add (local.get $n) (i32.const 1)))
            (br_if $again (i32.lt_u (local.get $n) (i32.const 2000000))))";
        let algorithm = loaded(&stage, module("{\"scores\":[]}", slow)).await.unwrap();
        let campaign = stage.campaign(ASKS).await;
        let how = Choose { campaign: campaign.id, algorithm: Some(algorithm.id), group: None };
        choose(&stage.world.call(&stage.boss), how).await.unwrap().unwrap();
        let mut all = vec![];
        for _ in 0..24 {
            let client = stage.employee().await;
            let it = stage.answered(&campaign, Some(client.0.member), ANSWERS).await;
            all.push((stage.world.call(&client), it));
        }
        let computing = all.iter().map(|(call, it)| stage.written(call, it, ANSWERS));
        for writes in join_all(computing).await {
            stage.world.db.write_all(writes).await.unwrap();
        }
        let mut later = None;
        let mut scored = 0;
        for (_, it) in &all {
            let row = stage.of(it).await.unwrap();
            match row.failure {
                None => scored += 1,
                Some(failure) => {
                    assert_eq!((failure, &row.outcome), (Failure::NotRun, &None));
                    later = Some(row);
                }
            }
        }
        assert!(scored > 0);
        let row = later.unwrap();
        let again = Recompute { result: row.id, edition: None, group: None };
        let told = recompute(&stage.world.call(&stage.boss), &stage.companies(), again).await;
        let Ok(Recomputed::Beside(next)) = told.unwrap() else { panic!("not computed") };
        assert_eq!((next.supersedes, next.failure), (Some(row.id), None));
        assert!(next.outcome.is_some());
    }
}

on_both! {
    async fn administrators_of_everybody_bring_modules_that_can_be_run(world: World) {
        let stage = Stage::set(world).await;
        let imports = wat::parse_str("(module (import \"host\" \"now\" (func (result i64))))");
        for (module, error) in [
            (vec![], LoadError::ModuleTooLarge),
            (vec![0; LARGEST + 1], LoadError::ModuleTooLarge),
            (b"no module".to_vec(), LoadError::NotAModule),
            (imports.unwrap(), LoadError::HasImports),
            (wat::parse_str("(module)").unwrap(), LoadError::InterfaceMissing),
        ] {
            assert_eq!(loaded(&stage, module).await, Err(error));
        }
        let (one, two) = tokio::join!(loaded(&stage, scores("")), loaded(&stage, scores("")));
        assert_eq!(one, two, "the same module is one");
        assert_eq!(stage.entries("loadAlgorithm").await, 1);
        for name in [" ", "Ours\nand theirs", "Ours\u{202e}", "\u{200b}"] {
            let organization = stage.world.home;
            let nameless = Load { organization, name: name.into(), module: scores("") };
            let told = load(&stage.world.call(&stage.boss), nameless).await.unwrap();
            assert_eq!(told, Err(LoadError::NameInvalid), "{name:?}");
        }
        let client = stage.employee().await;
        let part = stage.administrator_of(&[&client]).await;
        let away = stage.world.person(stage.world.away).administering(Scope::Everybody);
        for (who, code) in [
            (&part, Code::Forbidden),
            (&client, Code::Forbidden),
            (&stage.boss.clone().unlicensed(), Code::Forbidden),
            (&away, Code::NotFound),
        ] {
            let module = scores("");
            let input = Load { organization: stage.world.home, name: "Ours".into(), module };
            assert_eq!(load(&stage.world.call(who), input).await.unwrap_err().code, code);
        }
        let there = one.unwrap().id;
        let told = retire(&stage.world.call(&away), there).await.unwrap();
        assert_eq!(told.unwrap_err(), RetireError::NoSuchAlgorithm);
        let told = retire(&stage.world.call(&part), there).await.unwrap_err();
        assert_eq!(told.code, Code::Forbidden);
    }
}

on_both! {
    async fn who_made_a_draft_says_how_it_is_scored(world: World) {
        let stage = Stage::set(world).await;
        let algorithm = loaded(&stage, scores("")).await.unwrap();
        let client = stage.employee().await;
        let campaign = stage.campaign(ASKS).await;
        let part = stage.administrator_of(&[&client]).await;
        let away = stage.world.person(stage.world.away).administering(Scope::Everybody);
        let how = |campaign, algorithm, group: Option<&str>| Choose {
            campaign,
            algorithm,
            group: group.map(Into::into),
        };
        let told = async |who, how| choose(&stage.world.call(who), how).await.unwrap();
        let none = Err(ChooseError::NoSuchCampaign);
        for who in [&part, &client, &away] {
            assert_eq!(told(who, how(campaign.id, Some(algorithm.id), None)).await, none);
        }
        let boss = &stage.boss;
        let unknown = CampaignId(stage.world.clock.id());
        assert_eq!(told(boss, how(unknown, None, None)).await, none);
        // What somebody asks themself exists for no administrator.
        let own = Asks { origin: Origin::Person, by: Some(client.0.member), ..ASKS };
        let own = stage.campaign(own).await;
        assert_eq!(told(boss, how(own.id, None, None)).await, none);
        let made_up = Some(AlgorithmId(stage.world.clock.id()));
        let wrong = told(boss, how(campaign.id, made_up, None)).await;
        assert_eq!(wrong, Err(ChooseError::NoSuchAlgorithm));
        let wrong = told(boss, how(campaign.id, None, Some("nobody"))).await;
        assert_eq!(wrong, Err(ChooseError::NoSuchGroup));
        // The last choice counts.
        let right = told(boss, how(campaign.id, Some(algorithm.id), None)).await;
        assert_eq!(right, Ok(campaign.id));
        told(boss, how(campaign.id, None, Some("few"))).await.unwrap();
        let row = stage.handed_in(&client, &campaign, ANSWERS).await;
        assert_eq!((row.norm_group.as_deref(), row.algorithm.as_str()), (Some("few"), "hei-1"));
        assert_eq!(stage.entries("setCampaignScoring").await, 2);
        stage.launch(&campaign).await;
        let late = told(boss, how(campaign.id, None, None)).await;
        assert_eq!(late, Err(ChooseError::NotADraft));
    }
}
