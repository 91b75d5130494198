//! What ships is scored as the reference results are, by the keys that stand in it.

use assessment::instruments::{Sheet, document::Combine, shipped};
use serde_json::Value;

use crate::reference::{CLOSE, json, near};

fn cases(code: &str, compare: impl Fn(&str, Option<f64>, &Value)) {
    let document = &shipped().iter().find(|it| it.document.code == code).unwrap().document;
    let keys = Sheet::of(document);
    let expected = json(code, "scoring_cases.json").unwrap();
    let cases = expected["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let sheet: Vec<_> =
            document.items().map(|it| case["answers"][it.code.as_str()].as_f64()).collect();
        for scale in &document.scales {
            let key = keys.key(scale).unwrap().unwrap();
            compare(&scale.code, key.score(&sheet).value, case);
        }
    }
}

#[test]
fn ipip_neo_120_as_it_ships() {
    cases("ipip-neo-120", |scale, score, case| {
        let kind = if scale.len() == 1 { "domains" } else { "facets" };
        near(score, &case[kind][scale]["mean_min"], CLOSE, scale);
    });
}

#[test]
fn riasec_48_as_it_ships() {
    cases("riasec-48", |scale, score, case| near(score, &case["sums"][scale], 0.0, scale));
}

#[test]
fn ipip_50_as_it_ships() {
    let document = &shipped().iter().find(|it| it.document.code == "ipip-50").unwrap().document;
    let norms = json("ipip-ffm-50", "norms.json").unwrap();
    for scale in &document.scales {
        assert_eq!(scale.combine, Combine::Sum);
        assert_eq!(scale.items.len(), 10);
        for norm in &scale.norms {
            let group = norm.group.replace('-', "_");
            let found = norms["norms"].as_object().unwrap().iter();
            let mut found = found.filter(|(name, _)| name.to_lowercase() == group);
            let expected = &found.next().unwrap().1[scale.code.as_str()];
            near(norm.mean, &expected["mean"], 0.0, &group);
            near(norm.deviation, &expected["sd"], 0.0, &group);
            let scored = norm.to_scoring().unwrap();
            for line in expected["table"].as_array().into_iter().flatten() {
                let standing = scored.standing(line["raw_sum"].as_f64().unwrap()).unwrap();
                near(standing.percentile, &line["percentile_mid"], CLOSE, &group);
                near(f64::from(standing.sten), &line["sten"], 0.0, &group);
            }
        }
    }
}
