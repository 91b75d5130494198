//! 36,175 ratings of 572 targets.

use std::collections::BTreeMap;

use assessment::statistics::{Favourable, OneWay, deviation, mean, rwg, shares};
use serde_json::{Value, json as value};

use super::{CLOSE, count, json, near, number, table};

const SET: &str = "upward-feedback";
type Row = BTreeMap<String, String>;

fn grouped(rows: &[Row], by: &[&str]) -> BTreeMap<Vec<String>, Vec<f64>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        let key = by.iter().map(|column| row[*column].clone()).collect::<Vec<_>>();
        groups.entry(key).or_default().push(number(row, "rating").unwrap());
    }
    groups
}

#[test]
fn upward_feedback_targets() {
    let Some(rows) = table(SET, "ratings.csv") else { return };
    let groups = grouped(&rows, &["target"]);
    let lines = table(SET, "expected_targets.csv").unwrap();
    assert_eq!(lines.len(), groups.len());
    for line in &lines {
        let ratings = &groups[&vec![line["target"].clone()]];
        let column = |name| number(line, name).map_or(Value::Null, |it| value!(it));
        let what = &line["target"];
        near(mean(ratings), &column("mean"), CLOSE, what);
        near(deviation(ratings), &column("sd"), CLOSE, what);
        near(rwg(ratings, 5), &column("rwg_uniform"), CLOSE, what);
        let found = shares(ratings, Favourable::of_points(1, 5).unwrap()).unwrap();
        near(found.favourable, &column("favourable_pct_4_5"), 1e-8, what);
        assert_eq!(found.answered.to_string(), line["n"], "{what}");
    }
    let cells = grouped(&rows, &["target", "studage"]);
    for line in table(SET, "expected_target_by_studage.csv").unwrap() {
        let ratings = &cells[&vec![line["target"].clone(), line["studage"].clone()]];
        near(mean(ratings), &value!(number(&line, "mean")), CLOSE, &line["target"]);
        near(deviation(ratings), &value!(number(&line, "sd")), CLOSE, &line["target"]);
    }
}

#[test]
fn upward_feedback_variance_between_groups() {
    let Some(rows) = table(SET, "ratings.csv") else { return };
    let expected = json(SET, "expected.json").unwrap();
    for by in ["target", "department"] {
        let groups: Vec<_> = grouped(&rows, &[by]).into_values().collect();
        let (found, expected) = (OneWay::of(&groups).unwrap(), &expected[&format!("by_{by}")]);
        assert_eq!(found.groups, count(&expected["groups"]), "{by}");
        assert_eq!(found.values, count(&expected["n"]), "{by}");
        near(found.between, &expected["ms_between"], 1e-8, by);
        near(found.within, &expected["ms_within"], CLOSE, by);
        near(found.f(), &expected["F"], 1e-8, by);
        near(found.icc1(), &expected["icc1_mean_size"], CLOSE, by);
        near(found.icc2(), &expected["icc2"], CLOSE, by);
    }
}
