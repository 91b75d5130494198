//! What holds of any campaign.

use std::collections::{BTreeMap, BTreeSet};

use analytics::disclosure::{
    Audience, Kind, Question, Release, Respondent, Rules, Unit, ViewKind, release, so_far,
};
use proptest::prelude::*;
use uuid::Uuid;

fn unit(number: usize) -> Uuid {
    Uuid::from_u128(1 + number as u128)
}

/// Unit, value, answer.
type Person = (usize, u8, Option<i16>);

fn made(k: u32, people: &[Person]) -> Release {
    let audience = Audience {
        units: (0..5)
            .map(|it| Unit { id: unit(it), parent: (it > 2).then(|| unit(it - 3)) })
            .collect(),
        attributes: vec!["kind".into()],
        ..Audience::default()
    };
    let kind = Kind::Scale { least: 1, most: 5, favourable: 4, unfavourable: 2 };
    let questions = [Question { code: "q".into(), kind, factor: None }];
    let respondent = |(at, value, answer): &Person| Respondent {
        unit: Some(unit(*at)),
        values: BTreeMap::from([("kind".into(), value.to_string())]),
        answers: vec![*answer],
        ..Respondent::default()
    };
    let respondents: Vec<Respondent> = people.iter().map(respondent).collect();
    let rules = Rules { threshold: k, ..Rules::default() };
    release(&rules, &audience, &questions, &respondents, &mut |_| ())
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec((0..5_usize, 0..3_u8, prop::option::weighted(0.9, 1..=5_i16)), 0..45)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_rests_on_fewer_than_the_threshold(k in 3..8_u32, people in people()) {
        let release = made(k, &people);
        for number in &release.numbers {
            prop_assert!(number.n >= k + u32::from(number.to_invited));
            prop_assert!(number.exact.is_finite());
        }
    }

    #[test]
    fn the_order_of_sheets_changes_nothing(people in people(), by in 0..45_usize) {
        let mut other = people.clone();
        if !other.is_empty() {
            let by = by % other.len();
            other.rotate_left(by);
        }
        prop_assert_eq!(made(5, &people), made(5, &other));
    }

    #[test]
    fn a_question_shows_no_view_that_the_campaign_hides(people in people()) {
        let release = made(5, &people);
        let shown: BTreeSet<String> =
            release.views.iter().filter(|it| it.shown).map(|it| it.kind.key()).collect();
        prop_assert!(release.numbers.iter().all(|it| shown.contains(&it.view)));
        prop_assert!(release.views.iter().all(|it| it.shown || !it.to_invited));
    }

    #[test]
    fn the_units_at_the_top_leave_nobody_or_enough_over(k in 3..8_u32, people in people()) {
        let release = made(k, &people);
        let top: Vec<usize> = (0..3)
            .filter(|it| release.views.iter().any(|view| {
                view.shown && view.kind == ViewKind::Unit { unit: unit(*it) }
            }))
            .collect();
        let is_left = |it: &&Person| !top.contains(&(it.0 % 3));
        let left = people.iter().filter(is_left).count();
        let whole_is_shown = release.views[0].shown;
        prop_assert!(!whole_is_shown || left == 0 || left >= k as usize);
    }

    #[test]
    fn participation_moves_in_steps(answered in 0..200_u32, k in 3..8_u32) {
        let told = so_far(answered, 300, k);
        prop_assert_eq!(told.n().unwrap_or(0), answered / k * k);
    }
}
