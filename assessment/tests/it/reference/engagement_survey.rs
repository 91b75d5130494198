//! 2,833 fictional answers to 13 items.

use assessment::scoring::Bounds;

use super::{json, reliability, scores, table};

const SET: &str = "engagement-survey";
const FOUR: Bounds = Bounds { lowest: 1.0, highest: 4.0 };
const ITEMS: [&str; 14] = [
    "Happiness",
    "Ben1",
    "Ben2",
    "Ben3",
    "Work1",
    "Work2",
    "Work3",
    "Man1",
    "Man2",
    "Man3",
    "Car1",
    "Car2",
    "Car3",
    "Car4",
];

#[test]
fn engagement_survey_reliability_and_norms() {
    let rows = table(SET, "responses.csv").unwrap();
    let (keys, expected) = (json(SET, "keys.json").unwrap(), json(SET, "expected.json").unwrap());
    reliability::scales(&rows, &keys, &expected, FOUR);
}

#[test]
fn engagement_survey_scores() {
    let Some(expected) = table(SET, "expected_scores.csv") else { return };
    let (rows, keys) = (table(SET, "responses.csv").unwrap(), json(SET, "keys.json").unwrap());
    // The one item that stands alone is on no scale, and its answers are not among the others'.
    scores::scores(&rows, &ITEMS[1..], &keys, &expected, FOUR);
}
