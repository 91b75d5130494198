//! The reference sets, a test each; see `tests/data/README.md`.

mod bfi;
mod engagement_fevs_eei;
mod engagement_survey;
mod ipip_ffm_50;
mod ipip_neo_120;
mod rater_agreement;
mod reliability;
mod riasec_48;
mod scores;
mod team_leadership;
mod upward_feedback;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use assessment::scoring::Bounds;
use serde_json::Value;

/// What most results agree to.
pub const CLOSE: f64 = 1e-9;

/// A file of a set: those that may be distributed stand here, the others where
/// `HEI_REFERENCE_DATA` points, beside the repository if it says nothing. None, and it is said,
/// if it is in neither place.
pub fn file(set: &str, name: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("HEI_REFERENCE_DATA").filter(|it| !it.is_empty());
    let elsewhere = named.map_or_else(|| root.join("../../shared/data"), PathBuf::from);
    let places = [root.join("tests/data"), elsewhere];
    let found = places.iter().map(|it| it.join(set).join(name)).find(|it| it.is_file());
    if found.is_none() {
        eprintln!(
            "NOT COMPARED: {set}/{name} is not here and HEI_REFERENCE_DATA does not lead to it"
        );
    }
    found.map(|path| std::fs::read_to_string(path).unwrap())
}

pub fn json(set: &str, name: &str) -> Option<Value> {
    file(set, name).map(|text| serde_json::from_str(&text).unwrap())
}

/// The rows of a table, each by the names of its columns.
pub fn table(set: &str, name: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let text = file(set, name)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(Result::unwrap).collect())
}

/// None, if the cell is empty.
pub fn number(row: &BTreeMap<String, String>, column: &str) -> Option<f64> {
    let cell = &row[column];
    (!cell.is_empty()).then(|| cell.parse().unwrap())
}

/// The first word of a key says the item, `-A1` that it is turned round.
pub fn keyed(row: &BTreeMap<String, String>, key: &str, bounds: Bounds) -> Option<f64> {
    match key.strip_prefix('-') {
        Some(item) => number(row, item).map(|it| bounds.reverse(it)),
        None => number(row, key),
    }
}

pub fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect()
}

pub fn near(found: impl Into<Option<f64>>, expected: &Value, tolerance: f64, what: &str) {
    let (found, expected) = (found.into(), expected.as_f64());
    let near = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= tolerance,
        (found, expected) => found.is_none() && expected.is_none(),
    };
    assert!(near, "{what}: {found:?} instead of {expected:?}");
}

pub fn count(value: &Value) -> usize {
    value.as_u64().unwrap().try_into().unwrap()
}
