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
        let person = world.person(world.home).being(company.managers[unit]);
        person.leading(&company.people[unit])
    };
    let asked = world.administrator().being(company.people[0][0]);
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
        let employee = || world.person(world.home).being(company.people[0][0]);
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
    }
}
