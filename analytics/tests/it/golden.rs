//! What is shown of a campaign, what is not and why: the golden table of statistics.

use std::{collections::BTreeMap, fmt::Write};

use analytics::disclosure::{
    Asked, Audience, Kind, Measure, Question, Reading, Reason, Release, Respondent, Rules, Told,
    Unit, ViewKind, read, release,
};
use uuid::Uuid;

fn unit(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn audience() -> Audience {
    Audience {
        units: (1..=4).map(|it| Unit { id: unit(it), parent: None }).collect(),
        attributes: vec!["seniority".into()],
        ..Audience::default()
    }
}

fn questions() -> Vec<Question> {
    let scale = Kind::Scale { least: 1, most: 5, favourable: 4, unfavourable: 2 };
    let question = |code: &str, kind, factor: Option<&str>| Question {
        code: code.into(),
        kind,
        factor: factor.map(Into::into),
    };
    vec![
        question("pride", scale, Some("engagement")),
        question("stay", scale, Some("engagement")),
        question("tools", scale, None),
        question("recommend", Kind::Recommend, None),
    ]
}

/// Units of 4, 10, 20 and 12, the last of whom all gave the same to one question. Seniority is spread
/// over all; one in five left out the tools.
fn respondents() -> Vec<Respondent> {
    let mut all = vec![];
    for (number, people) in [(1, 4), (2, 10), (3, 20), (4, 12)] {
        for person in 0..people {
            let point = |shift: i16| 1 + (person + shift) % 5;
            let pride = if number == 4 { 4 } else { point(2) };
            let tools = (person % 5 != 0).then(|| point(1));
            let seniority = if person % 3 == 0 { "long" } else { "short" };
            all.push(Respondent {
                unit: Some(unit(number)),
                values: BTreeMap::from([("seniority".into(), seniority.into())]),
                answers: vec![Some(pride), Some(point(0)), tools, Some((person * 3) % 11)],
                ..Respondent::default()
            });
        }
    }
    all
}

fn made(rules: &Rules) -> Release {
    release(rules, &audience(), &questions(), &respondents(), &mut |_| ())
}

fn views() -> Vec<(&'static str, ViewKind)> {
    let within = |number| ViewKind::Within {
        unit: unit(number),
        attribute: "seniority".into(),
        value: "long".into(),
    };
    vec![
        ("whole", ViewKind::Whole),
        ("unit of 4", ViewKind::Unit { unit: unit(1) }),
        ("unit of 10", ViewKind::Unit { unit: unit(2) }),
        ("unit of 20", ViewKind::Unit { unit: unit(3) }),
        ("unit of 12", ViewKind::Unit { unit: unit(4) }),
        ("no such unit", ViewKind::Unit { unit: unit(9) }),
        (
            "long in all",
            ViewKind::Attribute { attribute: "seniority".into(), value: "long".into() },
        ),
        ("long of 20", within(3)),
        ("long of 12", within(4)),
    ]
}

fn table(release: &Release, reading: Reading, closed: bool) -> String {
    let measures: [(&str, Option<&str>, Measure); 8] = [
        ("answered", None, Measure::Respondents),
        ("pride", Some("pride"), Measure::Mean),
        ("stay", Some("stay"), Measure::Favourable),
        ("stay = 3", Some("stay"), Measure::Answer(3)),
        ("tools", Some("tools"), Measure::Mean),
        ("recommend", Some("recommend"), Measure::Recommend),
        ("engagement", Some("engagement"), Measure::FactorMean),
        ("salary", Some("salary"), Measure::Mean),
    ];
    let mut table = String::new();
    for (view_name, view) in views() {
        for (name, of, measure) in &measures {
            let asked =
                Asked { closed, in_plan: release.has(&view), collected: *of != Some("salary") };
            let statistic = read(asked, release.number(&view, *of, measure), reading);
            let told = match statistic.told() {
                Told::Shown { value, n } => format!("{value} of {n}"),
                Told::Suppressed { reason, threshold } => format!("{reason:?} below {threshold}"),
            };
            writeln!(table, "{view_name:13} {name:11} {told}").expect("text");
        }
    }
    table
}

const OUTSIDE: Reading = Reading { threshold: 5, invited: false };

#[test]
fn the_golden_table() {
    insta::assert_snapshot!("outside", table(&made(&Rules::default()), OUTSIDE, true));
}

#[test]
fn the_golden_table_of_somebody_who_was_invited() {
    let reading = Reading { invited: true, ..OUTSIDE };
    insta::assert_snapshot!("invited", table(&made(&Rules::default()), reading, true));
}

#[test]
fn the_golden_table_where_small_units_are_rolled_up() {
    let rules = Rules { roll_up: true, ..Rules::default() };
    let release = made(&rules);
    insta::assert_snapshot!("rolled_up", table(&release, OUTSIDE, true));
    let rolled: Vec<_> = release.views.iter().filter(|it| it.rolled_into.is_some()).collect();
    assert!(!rolled.is_empty() && rolled.iter().all(|it| !it.shown));
}

#[test]
fn before_the_close_nothing_is_told() {
    let table = table(&made(&Rules::default()), OUTSIDE, false);
    assert!(table.lines().all(|it| it.contains("NotClosed") || it.contains("NotCollected")));
}

#[test]
fn r44_a_raised_threshold_only_hides() {
    let release = made(&Rules::default());
    let before = table(&release, OUTSIDE, true);
    for threshold in 6..30 {
        let after = table(&release, Reading { threshold, invited: false }, true);
        for (before, after) in before.lines().zip(after.lines()) {
            let hidden = after.contains("Protected") || before.contains(" below ");
            assert!(before == after || hidden, "{before} became {after}");
        }
    }
}

#[test]
fn r46_one_reason_stands_for_every_rule() {
    let release = made(&Rules::default());
    let asked = Asked { closed: true, in_plan: true, collected: true };
    // Too few, hidden with them, all alike, below 20 for this measure.
    let hidden = [
        (unit(1), "stay", Measure::Mean),
        (unit(2), "stay", Measure::Mean),
        (unit(4), "pride", Measure::Mean),
        (unit(4), "recommend", Measure::Recommend),
    ];
    for (unit, of, measure) in hidden {
        let number = release.number(&ViewKind::Unit { unit }, Some(of), &measure);
        let statistic = read(asked, number, OUTSIDE);
        let told = Told::Suppressed { reason: Reason::Protected, threshold: 5 };
        assert_eq!(statistic.told(), told, "{of} of {unit}");
    }
}
