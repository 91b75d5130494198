//! 2,042 raters of 49 companies, and a set small enough to check by hand.

use std::collections::BTreeMap;

use assessment::statistics::{OneWay, Sheets, deviation, mean, null_variance, rwg_j};
use serde_json::Value;

use super::{CLOSE, count, json, near, number, table, texts};

const SET: &str = "team-leadership";
type Row = BTreeMap<String, String>;

#[test]
fn team_leadership_agreement_within_companies() {
    let Some(rows) = table(SET, "ratings.csv") else { return };
    compare(&rows, |row| row["COMPID"].clone(), &json(SET, "expected.json").unwrap());
}

#[test]
fn team_leadership_cohesion_of_platoons() {
    let Some(rows) = table(SET, "cohesion.csv") else { return };
    let group = |row: &Row| format!("{}.{}", row["UNIT"], row["PLATOON"]);
    compare(&rows, group, &json(SET, "expected_cohesion.json").unwrap());
}

fn compare(rows: &[Row], group: impl Fn(&Row) -> String, expected: &Value) {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(group(row)).or_default().push(row);
    }
    for (name, scale) in expected["scales"].as_object().unwrap() {
        let items = texts(&scale["items"]);
        let points = u32::try_from(count(&scale["options"])).unwrap();
        near(null_variance(points), &scale["uniform_null_variance"], CLOSE, name);
        let sheet = |row: &&Row| items.iter().map(|item| number(row, item)).collect::<Vec<_>>();
        let means = |rows: &Vec<&Row>| {
            let complete = rows.iter().filter_map(|row| sheet(row).into_iter().collect());
            complete.map(|row: Vec<f64>| mean(&row).unwrap()).collect()
        };
        let scores: Vec<Vec<f64>> = groups.values().map(means).collect();
        anova(name, &scores, &scale["anova_scale_mean"]);
        for item in &items {
            let of = |rows: &Vec<&Row>| rows.iter().filter_map(|row| number(row, item)).collect();
            let answers: Vec<Vec<f64>> = groups.values().map(of).collect();
            anova(item, &answers, &scale["anova_items"][item]);
        }
        let lines = scale["groups"].as_array().unwrap();
        assert_eq!(lines.len(), groups.len());
        let mut agreements = vec![];
        for line in lines {
            let of = line["group"].as_str().unwrap();
            let what = format!("{name}: {of}");
            let rows = &groups[of];
            let scores: Vec<f64> = means(rows);
            assert_eq!(scores.len(), count(&line["n"]), "{what}");
            near(mean(&scores), &line["mean"], CLOSE, &what);
            near(deviation(&scores), &line["sd"], CLOSE, &what);
            let sheets = Sheets::try_new(rows.iter().map(sheet).collect()).unwrap();
            let agreement = rwg_j(&sheets, points);
            near(agreement, &line["rwg_j_uniform"], CLOSE, &what);
            agreements.extend(agreement);
        }
        let all = &scale["summary_over_groups"]["rwg_j_uniform"]["mean"];
        near(mean(&agreements), all, CLOSE, name);
    }
}

fn anova(what: &str, groups: &[Vec<f64>], expected: &Value) {
    let found = OneWay::of(groups).unwrap();
    assert_eq!(found.values, count(&expected["n"]), "{what}");
    near(found.between, &expected["ms_between"], CLOSE, what);
    near(found.within, &expected["ms_within"], CLOSE, what);
    near(found.f(), &expected["F"], CLOSE, what);
    near(found.p(), &expected["p"], CLOSE, what);
    near(found.icc1(), &expected["icc1"], CLOSE, what);
    near(found.icc2(), &expected["icc2"], CLOSE, what);
}
