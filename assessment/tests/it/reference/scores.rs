//! Every respondent's scores under three rules for what is missing.

use std::collections::BTreeMap;

use assessment::scoring::{Bounds, Combine, Scale, Term, quality::Quality};
use serde_json::Value;

use super::{CLOSE, number, texts};

/// Columns of raw answers, in the order of the file.
pub fn scores(
    rows: &[BTreeMap<String, String>],
    columns: &[&str],
    keys: &Value,
    expected: &[BTreeMap<String, String>],
    bounds: Bounds,
) {
    assert_eq!(rows.len(), expected.len());
    let sheets: Vec<Vec<_>> =
        rows.iter().map(|row| columns.iter().map(|it| number(row, it)).collect()).collect();
    for (name, keys) in keys.as_object().unwrap() {
        let terms: Vec<_> = texts(keys).iter().map(|key| term(key, columns)).collect();
        let of = |combine, least| Scale::try_new(terms.clone(), bounds, combine, least).unwrap();
        let rules = [
            ("mean_available", of(Combine::Mean, 1)),
            ("mean_min80pct", of(Combine::Mean, (4 * terms.len()).div_ceil(5))),
            ("sum_complete", of(Combine::Sum, terms.len())),
        ];
        for (sheet, expected) in sheets.iter().zip(expected) {
            for (rule, scale) in &rules {
                let score = scale.score(sheet);
                let answered: usize = expected[&format!("{name}.answered")].parse().unwrap();
                assert_eq!((score.answered, score.total), (answered, terms.len()));
                close(score.value, number(expected, &format!("{name}.{rule}")), rule);
            }
        }
    }
    for (sheet, expected) in sheets.iter().zip(expected) {
        let found = Quality::of(sheet, None);
        assert_eq!(found.longest_run, expected["longstring_max_run"].parse::<usize>().unwrap());
        close(found.spread, number(expected, "irv_sd"), "spread");
        assert_eq!(found.missing, expected["items_missing"].parse::<usize>().unwrap());
    }
}

fn term(key: &str, columns: &[&str]) -> Term {
    let item = key.trim_start_matches('-');
    let place = columns.iter().position(|it| *it == item).unwrap();
    Term { item: place, reversed: key != item, weight: 1.0 }
}

fn close(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() <= CLOSE, "{what}: {found} instead of {expected}");
        }
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}
