//! 1,400 people's answers to 25 items.

use assessment::scoring::Bounds;

use super::{json, reliability, scores, table};

const SET: &str = "bfi";
const SIX: Bounds = Bounds { lowest: 1.0, highest: 6.0 };

#[test]
fn bfi_reliability_and_norms() {
    let Some(rows) = table(SET, "responses.csv") else { return };
    let (keys, expected) = (json(SET, "keys.json").unwrap(), json(SET, "expected.json").unwrap());
    reliability::scales(&rows, &keys, &expected, SIX);
}

#[test]
fn bfi_scores() {
    let Some(rows) = table(SET, "responses.csv") else { return };
    let expected = table(SET, "expected_scores.csv").unwrap();
    let items: Vec<_> =
        "ACENO".chars().flat_map(|scale| (1..=5).map(move |at| format!("{scale}{at}"))).collect();
    let items: Vec<_> = items.iter().map(String::as_str).collect();
    scores::scores(&rows, &items, &json(SET, "keys.json").unwrap(), &expected, SIX);
}
