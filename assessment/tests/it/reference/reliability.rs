//! Reliability, omega, split half, precision and norms of every scale of a set.

use std::collections::BTreeMap;

use assessment::{
    scoring::{Bounds, Counted, Norm, normalised_t},
    statistics::{
        Missing, Sheets, deviation, omega_total, reliability, split_half, standard_error,
    },
};
use serde_json::Value;

use super::{CLOSE, count, keyed, near, texts};

pub fn scales(rows: &[BTreeMap<String, String>], keys: &Value, expected: &Value, bounds: Bounds) {
    let scales = expected["scales"].as_object().unwrap();
    assert!(!scales.is_empty());
    for (name, scale) in scales {
        let keys = texts(&keys[name]);
        let sheet = |row| keys.iter().map(|key| keyed(row, key, bounds)).collect();
        let sheets = Sheets::try_new(rows.iter().map(sheet).collect()).unwrap();
        for (missing, kind) in [(Missing::Listwise, "listwise"), (Missing::Pairwise, "pairwise")] {
            alpha(name, &sheets, missing, scale, &format!("reliability_{kind}"));
            omega(name, &sheets, missing, scale, &format!("omega_{kind}"));
        }
        let split = &scale["split_half_odd_even_spearman_brown"];
        near(split_half(&sheets), split, CLOSE, &format!("{name}: split half"));
        precision(name, &sheets, scale);
    }
}

fn alpha(name: &str, sheets: &Sheets, missing: Missing, scale: &Value, kind: &str) {
    let (found, expected) = (reliability(sheets, missing).unwrap(), &scale[kind]);
    let what = |of: &str| format!("{name}: {kind}: {of}");
    assert_eq!(found.people, count(&expected["n_rows"]), "{}", what("people"));
    near(found.alpha, &expected["raw_alpha"], CLOSE, &what("alpha"));
    near(found.standardized, &expected["std_alpha"], CLOSE, &what("standardised alpha"));
    near(found.average_correlation, &expected["average_r"], CLOSE, &what("average correlation"));
    for (item, code) in found.items.iter().zip(texts(&scale["items"])) {
        near(item.item_rest, &expected["item_rest_r"][code], CLOSE, &what(code));
        near(item.alpha_if_dropped, &expected["alpha_if_dropped"][code], CLOSE, &what(code));
    }
}

fn omega(name: &str, sheets: &Sheets, missing: Missing, scale: &Value, kind: &str) {
    let correlations = sheets.kept(missing).correlations().unwrap();
    let (found, expected) = (omega_total(&correlations).unwrap(), &scale[kind]);
    for (loading, code) in found.loadings.iter().zip(texts(&scale["items"])) {
        near(*loading, &expected["loadings"][code], 1e-4, &format!("{name}: loading of {code}"));
    }
    near(found.total, &expected["omega_total_model"], 1e-5, &format!("{name}: {kind}"));
    near(found.observed, &expected["omega_total_observed"], 1e-5, &format!("{name}: {kind}"));
}

fn precision(name: &str, sheets: &Sheets, scale: &Value) {
    let what = |of: &str| format!("{name}: {of}");
    let sums: Vec<f64> = sheets.complete().iter().map(|row| row.iter().sum()).collect();
    let spread = deviation(&sums).unwrap();
    let alpha = reliability(sheets, Missing::Listwise).unwrap().alpha;
    near(spread, &scale["scores"]["sum_complete"]["sd"], CLOSE, &what("standard deviation"));
    near(standard_error(spread, alpha), &scale["sem_sum"], CLOSE, &what("standard error"));
    let counted = Counted::of(&sums).unwrap();
    let lines = scale["norms_sum_complete"].as_array().unwrap();
    assert_eq!(counted.rows().len(), lines.len());
    norms(name, &counted, lines);
}

/// Every line of a norm table, as it follows from how many had each score.
pub fn norms(name: &str, counted: &Counted, lines: &[Value]) {
    let norm = Norm::Counted(counted.clone());
    for (line, (score, people)) in lines.iter().zip(counted.rows()) {
        let what = format!("{name}: {score}");
        near(*score, &line["raw_sum"], 0.0, &what);
        assert_eq!(u64::from(*people), line["count"].as_u64().unwrap(), "{what}");
        let standing = norm.standing(*score).unwrap();
        near(standing.z, &line["z"], CLOSE, &what);
        near(standing.t, &line["T"], CLOSE, &what);
        near(f64::from(standing.sten), &line["sten"], 0.0, &what);
        near(f64::from(standing.stanine), &line["stanine"], 0.0, &what);
        near(standing.percentile, &line["percentile_mid"], CLOSE, &what);
        let normalised = normalised_t(standing.percentile.unwrap());
        near(normalised, &line["T_normalised"], CLOSE, &what);
    }
}
