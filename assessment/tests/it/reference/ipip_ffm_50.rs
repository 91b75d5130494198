//! Norm tables of 50 items, from how many of 19,719 people had each sum.

use assessment::scoring::Counted;

use super::{CLOSE, json, near, reliability};

#[test]
fn ipip_ffm_50_norms() {
    let norms = json("ipip-ffm-50", "norms.json").unwrap();
    let mut tables = 0;
    for (group, scales) in norms["norms"].as_object().unwrap() {
        for (scale, norm) in scales.as_object().unwrap() {
            let Some(lines) = norm.get("table").and_then(|it| it.as_array()) else { continue };
            let rows = lines.iter().map(|line| {
                let people = line["count"].as_u64().unwrap();
                (line["raw_sum"].as_f64().unwrap(), people.try_into().unwrap())
            });
            let counted = Counted::try_new(rows.collect()).unwrap();
            let name = format!("{group}: {scale}");
            assert_eq!(counted.people(), norm["n"].as_u64().unwrap(), "{name}");
            near(counted.mean(), &norm["mean"], CLOSE, &name);
            near(counted.deviation(), &norm["sd"], CLOSE, &name);
            reliability::norms(&name, &counted, lines);
            tables += 1;
        }
    }
    assert_eq!(tables, 15);
}
