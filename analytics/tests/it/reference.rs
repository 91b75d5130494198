//! Answers of 240 people in four departments to the index of the U.S. Federal Employee Viewpoint
//! Survey, as a reader of the dashboard may see them, held against what other software computed.

use std::{collections::BTreeMap, fs, path::PathBuf};

use analytics::dashboards::make::make;
use kernel::{CampaignId, UnitId};
use sea_orm::Value as Sql;
use serde_json::Value;

use crate::{api::dashboard, on_both, world::World};

const ITEMS: [&str; 15] =
    ["I1", "I2", "I3", "I4", "I5", "S1", "S2", "S3", "S4", "S5", "L1", "L2", "L3", "L4", "L5"];

fn file(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assessment").join(path)
}

/// The items alone: on a scale together they would rest on those who answered all of them.
fn document() -> String {
    let text = fs::read_to_string(file("instruments/engagement-15.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    document.as_object_mut().unwrap().remove("scales");
    document.to_string()
}

/// Each department as a unit.
async fn survey(world: &World) -> (CampaignId, BTreeMap<String, UnitId>) {
    let root = world.unit(None, "All").await;
    let boss = world.member(Some(root), None).await;
    let instrument = world.instrument(&document()).await;
    let campaign = world.campaign(instrument, boss, None).await;
    world.run("delete from campaign_attribute where attribute = 'manager'").await;
    let mut units: BTreeMap<String, UnitId> = BTreeMap::new();
    let (mut invitations, mut sheets, mut answers) = (vec![], vec![], vec![]);
    let mut rows =
        csv::Reader::from_path(file("tests/data/engagement-fevs-eei/responses.csv")).unwrap();
    let home: Sql = world.home.0.into();
    for row in rows.records().map(Result::unwrap) {
        if !units.contains_key(&row[1]) {
            units.insert(row[1].to_owned(), world.unit(Some(root), &row[1]).await);
        }
        let unit: Sql = units[&row[1]].0.into();
        let (invitation, sheet) = (world.clock.id(), world.clock.random_id());
        let id: Sql = campaign.0.into();
        invitations.push([
            home.clone(),
            invitation.into(),
            id.clone(),
            "submitted".into(),
            unit.clone(),
            world.clock.now().into(),
            false.into(),
        ]);
        sheets.push([
            home.clone(),
            sheet.into(),
            id,
            invitation.into(),
            instrument.0.into(),
            "en".into(),
            "submitted".into(),
            unit,
            1_i64.into(),
        ]);
        for (place, item) in ITEMS.iter().enumerate() {
            let value = match &row[place + 2] {
                "" => continue,
                "X" => "\"notObserved\"".to_owned(),
                point => format!("{{\"number\":{point}.0}}"),
            };
            let item = (*item).into();
            answers.push([home.clone(), sheet.into(), item, value.into(), 1_i64.into()]);
        }
    }
    let of = ["organization_id", "id", "campaign_id", "state", "unit_id", "invited_at", "muted"];
    world.insert_all("campaign_invitation", of, invitations).await;
    let of = [
        "organization_id",
        "id",
        "campaign_id",
        "invitation_id",
        "instrument_id",
        "language",
        "state",
        "unit_id",
        "version",
    ];
    world.insert_all("sheet", of, sheets).await;
    let of = ["organization_id", "sheet_id", "item", "value", "revision"];
    world.insert_all("sheet_answer", of, answers).await;
    world.close(campaign).await;
    (campaign, units)
}

fn rounded(number: &Value) -> f64 {
    number.as_f64().unwrap().round()
}

/// Each item's shares, of so many valid answers.
fn compare(questions: &Value, expected: &Value) {
    for item in ITEMS {
        let all = questions.as_array().unwrap();
        let told = all.iter().find(|it| it["question"]["code"] == item).unwrap();
        let expected = &expected["items"][item];
        assert_eq!(told["favour"]["n"], expected["valid"], "{item}");
        for (share, reference) in [
            ("favourable", "pct_positive"),
            ("neutral", "pct_neutral"),
            ("unfavourable", "pct_negative"),
        ] {
            let share = told["favour"][share].as_f64().unwrap();
            assert!((share - rounded(&expected[reference])).abs() < 1e-9, "{item} {reference}");
        }
        let mean = 25.0 * (expected["mean"].as_f64().unwrap() - 1.0);
        assert!((told["mean"]["value"].as_f64().unwrap() - mean.round()).abs() < 1e-9, "{item}");
    }
}

on_both! {
    async fn the_federal_survey_is_told_as_it_was_computed(world: World) {
        let (campaign, units) = survey(&world).await;
        assert_eq!(make(&world.db, &world.clock).await, Ok(1));
        let text = fs::read_to_string(file("tests/data/engagement-fevs-eei/expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        let person = world.administrator();
        let selection = "questions { question { code }
            favour { __typename ... on ShownFavour { favourable neutral unfavourable n } }
            mean { ... on ShownNumber { value } } }";
        let whole = dashboard(&world, &person, campaign, ("", selection)).await;
        compare(&whole["questions"], &expected["all"]);
        let mut shown = 0;
        for (name, unit) in &units {
            let filter = format!("(filter: {{ unit: \"{unit}\" }})");
            let told = dashboard(&world, &person, campaign, (&filter, selection)).await;
            let all = told["questions"].as_array().unwrap();
            if all.iter().all(|it| it["favour"]["__typename"] == "ShownFavour") {
                compare(&told["questions"], &expected["by_department"][name]);
                shown += 1;
            }
        }
        assert!(shown >= 1, "{units:?}");
    }
}
