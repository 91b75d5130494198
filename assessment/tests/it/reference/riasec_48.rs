//! 20 sheets of 48 tasks: sums of six types, and the code they make.

use assessment::scoring::{
    Bounds, Combine, Scale, Term,
    interest::{TYPES, interests},
};

use super::{count, json, near};

const SET: &str = "riasec-48";
const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };

#[test]
fn riasec_48_sums_and_codes() {
    let (set, expected) =
        (json(SET, "items.json").unwrap(), json(SET, "scoring_cases.json").unwrap());
    let items = set["items"].as_array().unwrap();
    assert_eq!(items.len(), 48);
    let scales = TYPES.map(|of| {
        let own = items.iter().enumerate().filter(|(_, it)| it["type"] == *of.to_string());
        let terms: Vec<_> =
            own.map(|(item, _)| Term { item, reversed: false, weight: 1.0 }).collect();
        Scale::try_new(terms, FIVE, Combine::Sum, 8).unwrap()
    });
    for case in expected["cases"].as_array().unwrap() {
        let sheet: Vec<_> =
            items.iter().map(|it| case["answers"][it["code"].as_str().unwrap()].as_f64()).collect();
        let sums = scales.each_ref().map(|scale| scale.score(&sheet).value.unwrap());
        let what = format!("case {}", case["case"]);
        for (of, sum) in TYPES.iter().zip(sums) {
            near(sum, &case["sums"][of.to_string()], 0.0, &what);
        }
        let found = interests(sums);
        let code: String = found.code.iter().map(|place| TYPES[*place]).collect();
        assert_eq!(code, case["code3_ties_in_RIASEC_order"].as_str().unwrap(), "{what}");
        assert_eq!(found.tied, case["tied_at_cut"].as_bool().unwrap(), "{what}");
        near(found.differentiation, &case["differentiation_max_minus_min"], 0.0, &what);
        assert_eq!(
            found.distance,
            count(&case["consistency_hexagon_distance_first_two"]),
            "{what}"
        );
    }
}
