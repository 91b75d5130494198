//! How long a release takes: `cargo run --release -p analytics --example plan -- 100000 50 4 20`
//! (respondents, units, attributes, questions). Half of the questions are of factors of five; one answer in
//! fifty is left out.
#![expect(clippy::print_stdout, reason = "it is what the example is for")]

use std::{collections::BTreeMap, time::Instant};

use analytics::disclosure::{Audience, Kind, Question, Respondent, Rules, Unit, release};
use uuid::Uuid;

fn main() {
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let [people, units, attributes, count] = asked[..] else {
        println!("respondents, units, attributes, questions");
        return;
    };
    let id = |it: u64| Uuid::from_u128(1 + u128::from(it));
    let unit = |it| Unit { id: id(it), parent: (it > 9).then(|| id(it / 8)) };
    let audience = Audience {
        units: (0..units).map(unit).collect(),
        attributes: (0..attributes).map(|it| it.to_string()).collect(),
        ..Audience::default()
    };
    let kind = Kind::Scale { least: 1, most: 5, favourable: 4, unfavourable: 2 };
    let factor = |it| (it < count / 2).then(|| format!("factor {}", it / 5));
    let question = |it: u64| Question { code: it.to_string(), kind, factor: factor(it) };
    let questions: Vec<Question> = (0..count).map(question).collect();
    let mut state = 88_172_645_463_325_252_u64;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) % bound
    };
    let values = |below: &mut dyn FnMut(u64) -> u64| -> BTreeMap<String, String> {
        (0..attributes).map(|it| (it.to_string(), below(2 + it % 4).to_string())).collect()
    };
    let answer = |below: &mut dyn FnMut(u64) -> u64| {
        i16::try_from(1 + below(5)).ok().filter(|_| below(50) > 0)
    };
    let respondents: Vec<Respondent> = (0..people)
        .map(|_| Respondent {
            unit: Some(id(below(units))),
            values: values(&mut below),
            answers: (0..count).map(|_| answer(&mut below)).collect(),
            ..Respondent::default()
        })
        .collect();
    let began = Instant::now();
    let made = release(&Rules::default(), &audience, &questions, &respondents, &mut |_| ());
    let shown = made.views.iter().filter(|it| it.shown).count();
    println!("{:?}: {shown} of {} views are shown", began.elapsed(), made.views.len());
}
