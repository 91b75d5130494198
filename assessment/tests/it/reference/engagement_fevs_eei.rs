//! The Employee Engagement Index: 15 items, three factors, "do not know" is no answer.

use std::collections::BTreeMap;

use assessment::statistics::{Favourable, favourable_index, mean, shares};
use serde_json::Value;

use super::{CLOSE, count, json, near, table};

const SET: &str = "engagement-fevs-eei";

#[test]
fn engagement_fevs_eei_shares_and_indices() {
    let rows = table(SET, "responses.csv").unwrap();
    let (items, expected) = (json(SET, "items.json").unwrap(), json(SET, "expected.json").unwrap());
    let all: Vec<_> = rows.iter().collect();
    group(&all, &items, &expected["all"]);
    let departments = expected["by_department"].as_object().unwrap();
    for (name, expected) in departments {
        let rows: Vec<_> = rows.iter().filter(|row| row["department"] == **name).collect();
        // A department of six has no numbers to compare with.
        if expected.get("items").is_some() {
            group(&rows, &items, expected);
        } else {
            assert!(rows.len() < 10, "{name}");
        }
    }
}

fn group(rows: &[&BTreeMap<String, String>], items: &Value, expected: &Value) {
    assert_eq!(rows.len(), count(&expected["n"]));
    let five = Favourable::of_points(1, 5).unwrap();
    let mut factors: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for item in items["items"].as_array().unwrap() {
        let code = item["code"].as_str().unwrap();
        let expected = &expected["items"][code];
        let cells: Vec<_> = rows.iter().map(|row| row[code].as_str()).collect();
        let answers: Vec<f64> = cells.iter().filter_map(|it| it.parse().ok()).collect();
        let of = |cell| cells.iter().filter(|it| **it == cell).count();
        assert_eq!(of("X"), count(&expected["do_not_know"]), "{code}");
        assert_eq!(of(""), count(&expected["missing"]), "{code}");
        let found = shares(&answers, five).unwrap();
        assert_eq!(found.answered, count(&expected["valid"]), "{code}");
        near(found.favourable, &expected["pct_positive"], CLOSE, code);
        near(found.neutral, &expected["pct_neutral"], CLOSE, code);
        near(found.unfavourable, &expected["pct_negative"], CLOSE, code);
        near(mean(&answers), &expected["mean"], CLOSE, code);
        factors.entry(item["subindex"].as_str().unwrap()).or_default().push(Some(found));
    }
    let indices: Vec<f64> = factors
        .iter()
        .map(|(factor, items)| {
            let index = favourable_index(items);
            near(index, &expected["subindices"][factor], CLOSE, factor);
            index.unwrap()
        })
        .collect();
    assert_eq!(indices.len(), 3);
    near(mean(&indices), &expected["eei"], CLOSE, "index");
}
