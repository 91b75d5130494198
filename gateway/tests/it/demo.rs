//! The demonstration, from its start to its end.

use serde_json::{Value, json};

use crate::hei::{Running, hei};

const PERSONAS: [&str; 12] = [
    "administrator",
    "client",
    "coach",
    "companyCoach",
    "complianceManager",
    "itAdministrator",
    "manager",
    "member",
    "operator",
    "otherClient",
    "outsider",
    "unitAdministrator",
];

async fn ask(told: &Value, token: &Value, query: &str) -> Value {
    let request = reqwest::Client::new().post(told["url"].as_str().unwrap());
    let request = request.bearer_auth(token.as_str().unwrap()).json(&json!({ "query": query }));
    let answer = request.send().await.unwrap().bytes().await.unwrap();
    serde_json::from_slice(&answer).unwrap()
}

fn keys(object: &Value) -> Vec<&String> {
    object.as_object().unwrap().keys().collect()
}

#[tokio::test]
async fn a_demo_says_in_one_line_how_to_use_it_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Running::start(hei(folder.path(), &["demo", "--port", "0", "--json"]));
    let told: Value = serde_json::from_str(&demo.said).unwrap();
    assert_eq!(keys(&told), ["organizations", "tokens", "url"]);
    assert_eq!(keys(&told["tokens"]), PERSONAS);
    let url = told["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:") && url.ends_with("/graphql"), "{url}");
    assert_eq!(
        keys(&told["organizations"]),
        ["Brandt Coaching", "Fjordlight Studio", "Meridian Trading"]
    );
    for persona in PERSONAS {
        let query = "{ viewer { displayName } }";
        let answer = ask(&told, &told["tokens"][persona], query).await;
        assert!(answer["data"]["viewer"]["displayName"].is_string(), "{persona}: {answer}");
        assert_eq!(answer["errors"], Value::Null, "{persona}: {answer}");
    }
    let explorer = url.replace("/graphql", "/explorer");
    let page = reqwest::get(explorer).await.unwrap().bytes().await.unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.contains("/graphql") || page.contains("unitAdministrator"), "{page}");
    assert!(demo.stop().success());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left");
}

#[tokio::test]
async fn a_demo_can_go_on_in_the_folder_it_kept() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["demo", "--port", "0", "--json", "--data", "kept"];
    let first = Running::start(hei(folder.path(), &arguments));
    let before: Value = serde_json::from_str(&first.said).unwrap();
    assert!(first.stop().success());

    let second = Running::start(hei(folder.path(), &arguments));
    let after: Value = serde_json::from_str(&second.said).unwrap();
    assert_eq!(before["organizations"], after["organizations"]);
    let query = "{ viewer { displayName } }";
    let (old, new) = (&before["tokens"]["member"], &after["tokens"]["member"]);
    let answer = ask(&after, old, query).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{answer}");
    assert_eq!(ask(&after, new, query).await["data"]["viewer"]["displayName"], "Bruce Miller");
}

/// What was given weeks ago had its mails then.
#[tokio::test]
async fn only_what_happens_from_now_on_is_mailed() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["demo", "--port", "0", "--json", "--data", "kept"];
    let demo = Running::start(hei(folder.path(), &arguments));
    let told: Value = serde_json::from_str(&demo.said).unwrap();
    let member = &told["tokens"]["member"];
    let answer = ask(&told, member, "{ viewer { memberships { manager { id } } } }").await;
    let manager = &answer["data"]["viewer"]["memberships"][1]["manager"]["id"];
    let give = format!(
        "mutation {{ giveFeedback(input: {{ recipient: {{ members: [{manager}] }}, kind: PRAISE, \
         text: \"Thanks.\", visibility: RECIPIENT }}) {{ feedback {{ id }} }} }}"
    );
    let answer = ask(&told, member, &give).await;
    let id = answer["data"]["giveFeedback"]["feedback"]["id"].as_str().unwrap();
    let mails = || -> Vec<String> {
        let files = std::fs::read_dir(folder.path().join("kept/mail")).unwrap();
        let mails = files.map(|file| file.unwrap().path());
        let mails = mails.filter(|path| path.extension().is_some_and(|it| it == "eml"));
        mails.map(|path| std::fs::read_to_string(path).unwrap()).collect()
    };
    let begun = std::time::Instant::now();
    while mails().is_empty() && begun.elapsed().as_secs() < 10 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let [mail] = &mails()[..] else { panic!("{} mails", mails().len()) };
    assert!(mail.contains("To: ") && mail.contains("ajames@example.com"), "{mail}");
    assert!(mail.replace("=\r\n", "").contains(id) && !mail.contains("Thanks."), "{mail}");
}

#[tokio::test]
async fn the_personas_have_something_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Running::start(hei(folder.path(), &["demo", "--port", "0", "--json"]));
    let told: Value = serde_json::from_str(&demo.said).unwrap();
    let lists = "feedbackReceived(first: 1) { totalCount } feedbackGiven(first: 1) { totalCount }";
    let query = format!("{{ viewer {{ memberships {{ {lists} }} }} }}");
    let answer = ask(&told, &told["tokens"]["member"], &query).await;
    let at_work = &answer["data"]["viewer"]["memberships"][1];
    for list in ["feedbackReceived", "feedbackGiven"] {
        assert!(at_work[list]["totalCount"].as_i64().unwrap() >= 5, "{list}: {answer}");
    }
    for (persona, organization, list) in [
        ("manager", "Meridian Trading", "feedbackAboutReports"),
        ("administrator", "Meridian Trading", "feedbackInScope"),
        ("unitAdministrator", "Meridian Trading", "feedbackInScope"),
        ("companyCoach", "Meridian Trading", "feedbackGranted"),
        ("coach", "Brandt Coaching", "feedbackGranted"),
    ] {
        let id = told["organizations"][organization].as_str().unwrap();
        let query =
            format!("{{ organization(id: \"{id}\") {{ {list}(first: 1) {{ totalCount }} }} }}");
        let answer = ask(&told, &told["tokens"][persona], &query).await;
        let count = answer["data"]["organization"][list]["totalCount"].as_i64();
        assert!(count.is_some_and(|count| count >= 5), "{persona}: {answer}");
        let answer = ask(&told, &told["tokens"]["outsider"], &query).await;
        assert_eq!(answer["data"]["organization"], Value::Null, "{answer}");
    }
    questionnaires_tell_something(&told).await;
}

async fn questionnaires_tell_something(told: &Value) {
    let within = async |persona: &str, organization: &str, fields: &str| {
        let id = told["organizations"][organization].as_str().unwrap();
        let query = format!("{{ organization(id: \"{id}\") {{ {fields} }} }}");
        let answer = ask(told, &told["tokens"][persona], &query).await;
        assert_eq!(answer["errors"], Value::Null, "{persona}: {answer}");
        answer["data"]["organization"].clone()
    };
    let fields = "campaigns(first: 5) { nodes { mode state dashboard { respondents { \
                  ... on ShownNumber { value } ... on Suppressed { reason } } } } }";
    let answer = within("administrator", "Meridian Trading", fields).await;
    let campaigns = answer["campaigns"]["nodes"].as_array().unwrap();
    let of = |state: &str| campaigns.iter().find(|it| it["state"] == state).unwrap();
    assert_eq!((campaigns.len(), &of("CLOSED")["mode"]), (2, &json!("CONFIDENTIAL")), "{answer}");
    assert!(of("CLOSED")["dashboard"]["respondents"]["value"].is_number(), "{answer}");
    assert_eq!(of("LIVE")["dashboard"]["respondents"]["reason"], "NOT_CLOSED", "{answer}");
    let fields = "campaignInvitations(first: 5) { totalCount }";
    let answer = within("member", "Meridian Trading", fields).await;
    assert_eq!(answer["campaignInvitations"]["totalCount"], 2, "{answer}");
    let fields = "instruments(state: PUBLISHED) { totalCount }";
    let answer = within("coach", "Brandt Coaching", fields).await;
    assert_eq!(answer["instruments"]["totalCount"], 1, "{answer}");
}

/// As they are printed, by whom they are printed for.
#[tokio::test]
async fn the_printed_queries_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Running::start(hei(folder.path(), &["demo", "--port", "0"]));
    let mut lines = demo.lines();
    for query in 1..=3 {
        let command = lines.by_ref().find(|line| line.starts_with("curl ")).unwrap();
        let url = command.split(' ').nth(2).unwrap();
        let token = command.split("Bearer ").nth(1).unwrap().split('\'').next().unwrap();
        let body = lines.next().unwrap();
        let body = body.split("-d '").nth(1).unwrap().strip_suffix('\'').unwrap();
        let request = reqwest::Client::new().post(url).bearer_auth(token);
        let request = request.header("content-type", "application/json").body(body.to_owned());
        let answer = request.send().await.unwrap().bytes().await.unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(answer["errors"], Value::Null, "{query}: {body}: {answer}");
        let told = answer["data"].pointer("/organization").unwrap_or(&answer["data"]["viewer"]);
        assert!(told.as_object().unwrap().values().all(|it| !it.is_null()), "{query}: {answer}");
    }
}
