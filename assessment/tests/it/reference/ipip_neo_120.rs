//! 20 sheets of 120 items: thirty facets within five domains.

use std::collections::BTreeMap;

use assessment::scoring::{Bounds, Combine, Scale, Term};
use serde_json::Value;

use super::{CLOSE, count, json, near};

const SET: &str = "ipip-neo-120";
const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };

/// Facets by their codes, each with its items.
fn facets(items: &[Value]) -> BTreeMap<&str, Vec<Term>> {
    let mut facets: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let reversed = item["reverse"].as_bool().unwrap();
        let term = Term { item: place, reversed, weight: 1.0 };
        facets.entry(item["facet"].as_str().unwrap()).or_default().push(term);
    }
    facets
}

#[test]
fn ipip_neo_120_facets_and_domains() {
    let (set, expected) =
        (json(SET, "items.json").unwrap(), json(SET, "scoring_cases.json").unwrap());
    let items = set["items"].as_array().unwrap();
    let facets = facets(items);
    assert_eq!((items.len(), facets.len()), (120, 30));
    for case in expected["cases"].as_array().unwrap() {
        let answer = |item: &Value| case["answers"][item["code"].as_str().unwrap()].as_f64();
        let sheet: Vec<_> = items.iter().map(answer).collect();
        let of = |terms: &[Term], combine, least| {
            Scale::try_new(terms.to_vec(), FIVE, combine, least).unwrap()
        };
        for (code, terms) in &facets {
            let scales = [(Combine::Mean, 3), (Combine::Sum, 3), (Combine::Sum, 4)];
            let scales = scales.map(|(combine, least)| of(terms, combine, least));
            compare(&scales, &sheet, &case["facets"][code], code);
        }
        for domain in ["N", "E", "O", "A", "C"] {
            let within = |combine, least| {
                let own = facets.iter().filter(|(code, _)| code.starts_with(domain));
                let own: Vec<_> = own.map(|(_, terms)| of(terms, combine, 3)).collect();
                Scale::of_facets(&own, least).unwrap()
            };
            let scales = [(Combine::Mean, 20), (Combine::Sum, 20), (Combine::Sum, 24)];
            let scales = scales.map(|(combine, least)| within(combine, least));
            compare(&scales, &sheet, &case["domains"][domain], domain);
        }
    }
}

/// A mean and a sum of enough answers, and a sum of all.
fn compare(scales: &[Scale; 3], sheet: &[Option<f64>], expected: &Value, what: &str) {
    let kinds = ["mean_min", "prorated_sum_min", "sum_complete"];
    for (scale, kind) in scales.iter().zip(kinds) {
        let score = scale.score(sheet);
        near(score.value, &expected[kind], CLOSE, &format!("{what}: {kind}"));
        assert_eq!(score.answered, count(&expected["answered"]), "{what}");
        assert_eq!(score.total, count(&expected["of"]), "{what}");
        assert!(!score.prorated || kind == "prorated_sum_min" && score.answered < score.total);
    }
}
