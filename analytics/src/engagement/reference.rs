//! The numbers of engagement, held against results that other people's software computed.

use std::{fs::File, path::PathBuf};

use serde_json::Value;

use super::{
    driver,
    favour::Favour,
    index::{Index, Outcome},
    score::{Bounds, Factor, Keyed},
};

fn folder(set: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assessment/tests/data").join(set)
}

/// The columns of a set's answers by their names, and its other columns as they are.
fn answers(set: &str, names: &[&str]) -> Vec<(Vec<String>, Vec<Option<f64>>)> {
    let mut reader = csv::Reader::from_reader(File::open(folder(set).join("responses.csv")).unwrap());
    let head = reader.headers().unwrap().clone();
    let places: Vec<usize> =
        names.iter().map(|name| head.iter().position(|it| it == *name).unwrap()).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let items = places.iter().map(|place| row[*place].parse().ok()).collect();
        (row.iter().map(String::from).collect(), items)
    });
    rows.collect()
}

fn expected(set: &str) -> Value {
    serde_json::from_reader(File::open(folder(set).join("expected.json")).unwrap()).unwrap()
}

fn outcome(items: std::ops::Range<usize>, bounds: Bounds) -> Outcome {
    let items: Vec<_> = items.map(|item| Keyed { item, reversed: false, weight: 1.0 }).collect();
    let favours = Favour::of_points(bounds).map(|it| vec![it; items.len()]);
    Outcome { factor: Factor { bounds, least: Factor::half(items.len()), items }, favours }
}

fn near(found: Option<f64>, told: &Value) {
    let (found, told) = (found.unwrap(), told.as_f64().unwrap());
    assert!((found - told).abs() < 1e-9, "{found} is not {told}");
}

/// The index of the U.S. Federal Employee Viewpoint Survey: three factors of five items, whose
/// favourable shares are averaged; over all, and for each department of at least ten.
#[test]
fn the_index_of_favourable_shares_is_the_federal_survey_s() {
    const ITEMS: [&str; 15] = [
        "I1", "I2", "I3", "I4", "I5", "S1", "S2", "S3", "S4", "S5", "L1", "L2", "L3", "L4", "L5",
    ];
    let (rows, told) =
        (answers("engagement-fevs-eei", &ITEMS), expected("engagement-fevs-eei"));
    let five = Bounds { lowest: 1.0, highest: 5.0 };
    let sheets: Vec<&[Option<f64>]> = rows.iter().map(|it| it.1.as_slice()).collect();
    let favour = Favour::of_points(five).unwrap();
    for (place, name) in ITEMS.iter().enumerate() {
        let given: Vec<f64> = sheets.iter().filter_map(|it| it[place]).collect();
        let item = &told["all"]["items"][*name];
        assert_eq!(u64::try_from(given.len()).ok(), item["valid"].as_u64(), "{name}");
        let shares = favour.shares(&given).unwrap();
        near(Some(shares.favourable), &item["pct_positive"]);
        near(Some(shares.neutral), &item["pct_neutral"]);
        near(Some(shares.unfavourable), &item["pct_negative"]);
        near(super::mean(given), &item["mean"]);
    }
    let whole = |sheets: &[&[Option<f64>]]| {
        let parts = [0..5, 5..10, 10..15].map(|items| {
            outcome(items, five).index(Index::MeanFavourable, sheets).unwrap()
        });
        super::mean(parts)
    };
    near(whole(&sheets), &told["all"]["eei"]);
}

/// Each item with the mean of the others of its scale, over 2,833 people.
#[test]
fn drivers_are_the_correlations_of_the_reference() {
    let told = expected("engagement-survey");
    let four = Bounds { lowest: 1.0, highest: 4.0 };
    let items = ["Work1", "Work2", "Work3"];
    let rows = answers("engagement-survey", &items);
    let scale = &told["scales"]["work_environment"]["reliability_listwise"]["item_rest_r"];
    for (place, name) in items.iter().enumerate() {
        let others = (0..items.len()).filter(|it| *it != place);
        let others = others.map(|item| Keyed { item, reversed: false, weight: 1.0 }).collect();
        let rest = Factor { bounds: four, items: others, least: 2 };
        let pairs = rows.iter().filter_map(|(_, row)| Some((row[place]?, rest.score(row)?)));
        near(driver::correlation(&pairs.collect::<Vec<_>>()), &scale[*name]);
    }
}
