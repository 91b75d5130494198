//! Which statistic is told to whom, of which view, and why another is not.

use kernel::{Role, Scope};
use serde_json::Value;

use crate::{
    api::{ask, dashboard},
    company::Company,
    on_both,
    world::{Person, World},
};

const SUPPRESSED: &str = "... on Suppressed { reason threshold }";

/// Everything that a dashboard tells of a view itself.
fn selection() -> String {
    let number = format!("{{ __typename ... on ShownNumber {{ value n }} {SUPPRESSED} }}");
    let index = |index: &str| format!("{index}: engagement(index: {index}) {{ score {number} }}");
    let indices = ["MEAN_SCORE", "MEAN_FAVOURABLE", "ALL_FAVOURABLE"].map(index).join(" ");
    format!(
        "respondents {number} {indices}
         recommendation {{ __typename ... on ShownRecommendation {{ value margin n }} {SUPPRESSED} }}
         questions {{ question {{ code }} mean {number}
           favour {{ __typename ... on ShownFavour {{ favourable neutral unfavourable n }} {SUPPRESSED} }}
           distribution {{ __typename ... on ShownDistribution {{ answers {{ percent }} n }} {SUPPRESSED} }} }}
         dimensions {{ code mean {number} }}
         drivers {{ question {{ code }} correlation {{ __typename
           ... on ShownCorrelation {{ value n ofWholeAudience }} {SUPPRESSED} }} }}
         comments {{ question {{ code }} comments {{ __typename ... on ShownComments {{ texts n }} {SUPPRESSED} }} }}
         comparison(against: WHOLE) {{ difference {number} }}"
    )
}

/// Whoever may look at all.
pub fn readers(world: &World, company: &Company) -> Vec<(&'static str, Person)> {
    let some = Scope::Only(std::sync::Arc::new([company.people[0][0]].into()));
    let of = |unit: usize| {
        let person = world.person(world.home).administering(some.clone());
        person.of_units(&[company.units[unit]])
    };
    let manager = |unit: usize| {
        let person = world.person(world.home).as_member(company.managers[unit]);
        person.leading(&company.people[unit])
    };
    let asked = world.administrator().as_member(company.people[0][0]);
    vec![
        ("administrator", world.administrator()),
        ("administrator who was asked", asked),
        ("administrator of unit 1", of(1)),
        ("administrator of unit 3", of(3)),
        ("manager of unit 0", manager(0)),
        ("manager of unit 3", manager(3)),
    ]
}

fn views(company: &Company) -> Vec<(String, String)> {
    let manager = |unit: usize| format!("manager: \"{}\"", company.managers[unit]);
    let unit = |unit: usize| format!("unit: \"{}\"", company.units[unit]);
    let both = format!("{} {}", unit(0), manager(0));
    let mut views = vec![
        ("largest".to_owned(), String::new()),
        ("root".to_owned(), format!("(filter: {{ unit: \"{}\" }})", company.root)),
    ];
    views.extend((0..4).map(|it| (format!("unit {it}"), format!("(filter: {{ {} }})", unit(it)))));
    views.extend(
        [0, 3].map(|it| (format!("team {it}"), format!("(filter: {{ {} }})", manager(it)))),
    );
    views.push(("unit 0, team 0".to_owned(), format!("(filter: {{ {both} }})")));
    views.push(("seniors".to_owned(), "(filter: { seniority: \"senior\" })".to_owned()));
    views
}

/// `5` of how many are shown, or the reason.
fn told(statistic: &Value) -> String {
    match statistic["reason"].as_str() {
        Some(reason) => format!("{reason} {}", statistic["threshold"]),
        None => format!("shown {}", statistic["n"]),
    }
}

fn lines(viewer: &str, view: &str, dashboard: &Value) -> String {
    let question = |code: &str, list: &str| {
        let all = dashboard[list].as_array().unwrap();
        all.iter().find(|it| it["question"]["code"] == code).cloned().unwrap_or_default()
    };
    let a = question("a", "questions");
    let each = [
        ("respondents", told(&dashboard["respondents"])),
        ("mean score", told(&dashboard["MEAN_SCORE"]["score"])),
        ("mean favourable", told(&dashboard["MEAN_FAVOURABLE"]["score"])),
        ("all favourable", told(&dashboard["ALL_FAVOURABLE"]["score"])),
        ("recommendation", told(&dashboard["recommendation"])),
        ("a: mean", told(&a["mean"])),
        ("a: favour", told(&a["favour"])),
        ("a: distribution", told(&a["distribution"])),
        ("n: mean", told(&question("n", "questions")["mean"])),
        ("w: distribution", told(&question("w", "questions")["distribution"])),
        ("dimension", told(&dashboard["dimensions"][0]["mean"])),
        ("driver", {
            let driver = question("c", "drivers")["correlation"].clone();
            let whole = driver["ofWholeAudience"] == true;
            format!("{}{}", told(&driver), if whole { " of the whole" } else { "" })
        }),
        ("comments", told(&question("w", "comments")["comments"])),
        ("beside the whole", told(&dashboard["comparison"]["difference"])),
    ];
    let each = each.map(|(what, told)| format!("{viewer} | {view} | {what} | {told}\n"));
    each.concat()
}

on_both! {
    /// The same on both engines, so one golden table serves them.
    async fn r43_each_statistic_is_shown_or_says_why_not(world: World) {
        let company = world.company().await;
        world.close(company.campaign).await;
        assert_eq!(analytics::dashboards::make::make(&world.db, &world.clock).await, Ok(1));
        let mut table = String::new();
        for (viewer, person) in readers(&world, &company) {
            for (view, filter) in views(&company) {
                let selection = selection();
                let asked = (filter.as_str(), selection.as_str());
                let told = dashboard(&world, &person, company.campaign, asked).await;
                table.push_str(&lines(viewer, &view, &told));
            }
        }
        insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("statistics", table);
        });
    }
}

on_both! {
    async fn nobody_else_is_shown_any(world: World) {
        let company = world.company().await;
        world.close(company.campaign).await;
        analytics::dashboards::make::make(&world.db, &world.clock).await.unwrap();
        let employee = || world.person(world.home).as_member(company.people[0][0]);
        let text = format!(
            "{{ campaign(id: \"{}\") {{ dashboard {{ respondents {{ __typename }} }} }} }}",
            company.campaign
        );
        let roles = [Role::ItAdministrator, Role::ComplianceManager, Role::Coach, Role::Operator];
        let others = roles.map(|role| employee().with(role)).into_iter().chain([employee()]);
        for person in others {
            let (data, codes) = ask(&world, &person, &text).await;
            assert!(data["campaign"]["dashboard"].is_null());
            assert_eq!(codes, ["FORBIDDEN"], "{:?}", person.0.roles);
        }
        let away = world.person(world.away).administering(Scope::Everybody);
        let (data, codes) = ask(&world, &away, &text).await;
        assert!(data["campaign"]["dashboard"].is_null() && codes.is_empty(), "{codes:?}");
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
