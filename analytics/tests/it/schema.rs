//! No number about people leaves this crate but as a statistic of the gate: not by the schema, and
//! not by a function that others may call.

use std::{collections::BTreeSet, fs, path::Path};

use async_graphql::Request;
use serde_json::Value;

use crate::api::schema;

/// Numbers that are no count or measure of people: where something stands in an order.
const NO_STATISTICS: [&str; 1] = ["TrendPoint.round"];
const NUMBERS: [&str; 2] = ["Int", "Float"];

const TYPES: &str = "{ __schema { types { kind name possibleTypes { name } fields { name type {
    name ofType { name ofType { name ofType { name } } } } } } } }";

async fn types() -> Vec<Value> {
    let told = schema().execute(Request::new(TYPES)).await;
    let told = serde_json::to_value(told.data).unwrap();
    told["__schema"]["types"].as_array().unwrap().clone()
}

fn name(of: &Value) -> String {
    if of["ofType"].is_null() {
        return of["name"].as_str().unwrap().to_owned();
    }
    name(&of["ofType"])
}

fn fields(of: &Value) -> Vec<(String, String)> {
    let fields = of["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|it| (it["name"].as_str().unwrap().into(), name(&it["type"]))).collect()
}

/// A type with numbers in it is met only beside `Suppressed`, as one of the two a statistic can be.
#[tokio::test]
async fn r43_numbers_stand_in_statistics_alone() {
    let types = types().await;
    let of = |it: &Value| it["name"].as_str().unwrap().to_owned();
    let unions: Vec<(String, Vec<String>)> = types
        .iter()
        .filter(|it| it["kind"] == "UNION")
        .map(|it| {
            let all = it["possibleTypes"].as_array().unwrap().iter();
            (of(it), all.map(name).collect())
        })
        .collect();
    let statistics: Vec<_> =
        unions.iter().filter(|(_, of)| of.iter().any(|it| it == "Suppressed")).collect();
    assert!(statistics.len() >= 7, "{statistics:?}");
    let mut shown = BTreeSet::from(["AnswerShare".to_owned()]);
    for (union, both) in &statistics {
        assert_eq!(both.len(), 2, "{union} is shown or suppressed");
        shown.extend(both.iter().filter(|it| *it != "Suppressed").cloned());
    }
    let mut seen = 0;
    for kind in types.iter().filter(|it| !of(it).starts_with("__")) {
        for (field, result) in fields(kind) {
            let place = format!("{}.{field}", of(kind));
            let is_number = NUMBERS.contains(&result.as_str());
            if is_number && !NO_STATISTICS.contains(&place.as_str()) {
                let inside = shown.contains(&of(kind)) || place == "Suppressed.threshold";
                assert!(inside, "{place} tells a number that did not pass the gate");
                seen += 1;
            }
            let is_shown = shown.contains(&result) && place != "ShownDistribution.answers";
            assert!(!is_shown, "{place} tells {result} without its other side");
        }
    }
    assert!(seen > 15, "{seen}");
}

/// Each statistic's fields but `n`, so that nobody is shown a number without how many stand behind.
#[tokio::test]
async fn whatever_is_shown_says_of_how_many() {
    for kind in types().await {
        let name = kind["name"].as_str().unwrap();
        if name.starts_with("Shown") {
            let fields = fields(&kind);
            let told = fields.iter().any(|(field, _)| field == "n" || field == "invited");
            assert!(told, "{name} says not of how many");
        }
    }
}

/// What others may call of dashboards: none of it answers numbers of people. The gate itself is
/// the one place that computes them, and tells what is released as statistics.
#[test]
fn functions_for_others_tell_no_numbers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![];
    let mut folders = vec![root.join("dashboards"), root.join("feedback")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            // Only these are modules that others see.
            let seen = path.ends_with("make.rs")
                || path.components().any(|it| it.as_os_str() == "graphql");
            let functions = text.lines().filter(|it| {
                let it = it.trim_start();
                it.starts_with("pub fn ") || it.starts_with("pub async fn ")
            });
            open.extend(functions.filter(|_| seen).map(|it| it.trim().to_owned()));
        }
    }
    open.sort();
    let told = [
        "pub async fn make(db: &Db, clock: &Clock) -> Answer<u64> {",
        "pub async fn make(db: &Db, clock: &Clock) -> Answer<u64> {",
        "pub async fn of(ctx: &Context<'_>, scene: &Scene, against: Against) -> Answer<Self> {",
        "pub fn kind(self) -> Answer<Option<ViewKind>> {",
        "pub fn of(ctx: &Context<'_>, view: &ViewKind, label: Option<String>) -> Option<Self> {",
        "pub fn of(scene: &Scene, item: &Item, language: &str) -> Self {",
        "pub fn of(scene: Scene, language: Option<Locale>) -> Self {",
        "pub fn to_readers_of_dashboards(ctx: &Context<'_>) -> bool {",
    ];
    assert_eq!(open, told, "say here why a new one tells no number of people");
}
