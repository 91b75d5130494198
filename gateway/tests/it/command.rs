//! How commands end, and what they say.

use crate::{
    hei::{Running, hei, told},
    sink::{Mood, Sink},
};

/// An id of the right form.
const NOWHERE: &str = "org_01h455vb4pex5vsknk084sn02q";

#[test]
fn whatever_is_wrong_is_told_in_one_line_and_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("documents.json"), "{}").unwrap();
    std::fs::write(folder.join("short.key"), "abc").unwrap();
    for (arguments, words) in [
        (&[][..], &["command is missing", "hei help"][..]),
        (&["dance"], &["dance"]),
        (&["serve", "--listen", "here"], &["listen", "here", "ADDRESS:PORT"]),
        (&["serve", "--connections", "0"], &["connections", "0", "1 to 500"]),
        (&["serve", "--connections", "many"], &["connections", "many", "whole number"]),
        (&["serve", "--config", "none.toml"], &["none.toml"]),
        (&["serve", "--key-file", "short.key"], &["short.key", "32 bytes"]),
        (&["serve", "--operations", "documents.json"], &["operations", "documents.json", "array"]),
        (&["serve", "--database-url", "mysql://a:geheim@b"], &["database_url", "mysql", "sqlite:"]),
        (&["migrate", "--database-url", "postgres://a:geheim@127.0.0.1:1/b"], &["database_url"]),
        (&["migrate", "--smtp-url", "gopher://a:geheim@b"], &["smtp_url", "gopher", "smtp://"]),
        (&["demo", "--port", "70000"], &["--port", "70000", "0 to 65535"]),
        (&["demo", "--data", "short.key"], &["--data", "short.key"]),
        (&["schema", "--role", "king"], &["--role", "king", "unitAdministrator"]),
        (&["schema", "--check", "none.graphql"], &["none.graphql"]),
        (&["create-operator", "Ada", "Lovelace"], &["ADDRESS"]),
        (&["create-operator", "Ada", "Lovelace", "ada"], &["ADDRESS", "ada", "ada@example.com"]),
        (&["import-directory", "acme", "short.key"], &["ORGANIZATION", "acme", "org_"]),
        (&["import-directory", NOWHERE, "none.csv"], &["FILE", "none.csv"]),
        (&["import-directory", NOWHERE, "a.csv", "--force", "why"], &["--apply"]),
        (&["create-operator", " ", "Lovelace", "ada@example.com"], &["GIVEN_NAME", "1 to 200"]),
    ] {
        let (code, said, complained) = told(&mut hei(folder, arguments));
        assert_eq!((code, &*said), (Some(2), ""), "{arguments:?}: {complained}");
        let line = complained.strip_suffix('\n').unwrap();
        assert!(line.starts_with("hei: ") && !line.contains('\n'), "{complained}");
        assert!(words.iter().all(|word| line.contains(word)), "{arguments:?}: {complained}");
        assert!(!line.contains("geheim") && !line.contains("Err"), "{complained}");
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    for (argument, words) in [("--help", "create-operator"), ("--version", "hei 0.")] {
        let (code, said, complained) = told(&mut hei(folder.path(), &[argument]));
        assert_eq!((code, &*complained), (Some(0), ""));
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn check_config_prints_what_is_in_force_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let file = "at_once = 7\nconnections = 7\nhash_kib = 20000\n\
        database_url = 'postgres://hei:geheim@db/hei'\n[limits]\ndepth = 9\n";
    std::fs::write(folder.path().join("hei.toml"), file).unwrap();
    let mut command = hei(folder.path(), &["check-config", "--connections", "9", "--explorer"]);
    let (code, said, complained) =
        told(command.env("HEI_CONNECTIONS", "8").env("HEI_AT_ONCE", "8"));
    assert_eq!((code, &*complained), (Some(0), ""));
    for line in [
        "connections = 9",
        "at_once = 8",
        "hash_kib = 20000",
        "depth = 9",
        "explorer = true",
        "person_burst = 2000",
        "database_url = \"postgres://hei:…@db/hei\"",
    ] {
        assert!(said.lines().any(|it| it == line), "{line}: {said}");
    }
    assert!(!said.contains("geheim"), "{said}");
}

#[test]
fn another_secret_than_the_database_s_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let operator = ["create-operator", "Ada", "Lovelace", "ada@example.com"];
    let (code, said, complained) = told(&mut hei(folder.path(), &operator));
    assert_eq!(code, Some(0), "{complained}");
    assert!(said.contains("http://127.0.0.1:8000/reset-password#token="), "{said}");
    let again = ["create-operator", "Ada", "Lovelace", "ADA@example.com"];
    let (code, _, complained) = told(&mut hei(folder.path(), &again));
    assert_eq!(code, Some(2));
    assert!(complained.contains("ADA@example.com: somebody has this address"), "{complained}");

    let key = folder.path().join("hei.key");
    let ours = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let complains = |arguments: &[&str]| {
        let (code, _, complained) = told(hei(folder.path(), arguments).env("HEI_LOG", "error"));
        assert_eq!(code, Some(2), "{arguments:?}");
        complained
    };
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let another = ["create-operator", "Bob", "Lovelace", "bob@example.com"];
    std::fs::write(folder.path().join("staff.csv"), "").unwrap();
    for command in [&serve[..], &another, &["import-directory", NOWHERE, "staff.csv"]] {
        let complained = complains(command);
        assert!(complained.contains("key_file = hei.key: there is none"), "{complained}");
        assert!(!key.exists(), "a new one stands where the old one belongs");
    }
    std::fs::write(&key, format!("{}=\n", "A".repeat(43))).unwrap();
    let complained = complains(&serve);
    assert!(complained.contains("key_file = hei.key: this is not the secret"), "{complained}");
    std::fs::write(&key, ours).unwrap();
    assert_eq!(told(&mut hei(folder.path(), &another)).0, Some(0));
}

/// The link is told to whoever runs the service, and mailed where mails go to a server.
#[tokio::test]
async fn a_new_operator_is_mailed() {
    let folder = tempfile::tempdir().unwrap();
    let (address, sink) = Sink::open(Mood::Takes).await;
    let smtp = ["--smtp-url", &address];
    let run = async |arguments: &[&str]| {
        let mut command = hei(folder.path(), arguments);
        tokio::task::spawn_blocking(move || told(&mut command)).await.unwrap()
    };
    let quiet = run(&["create-operator", "Bob", "Byron", "bob@example.com"]).await;
    assert!(!quiet.1.contains("mailed"), "{quiet:?}");
    let ada = ["create-operator", "Ada", "Lovelace", "ada@example.com"];
    let (code, said, complained) = run(&[&ada[..], &smtp].concat()).await;
    assert_eq!(code, Some(0), "{complained}");
    assert!(said.contains("which is mailed too"), "{said}");
    let link = said.lines().find(|line| line.starts_with("http")).unwrap();
    let serve = [&["serve", "--listen", "127.0.0.1:0", "--log", "error"][..], &smtp].concat();
    let mut serving = hei(folder.path(), &serve).spawn().unwrap();
    let begun = std::time::Instant::now();
    while sink.mails().is_empty() && begun.elapsed().as_secs() < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    serving.kill().unwrap();
    serving.wait().unwrap();
    let [mail] = &sink.mails()[..] else { panic!("{:?}", sink.mails()) };
    assert!(mail.contains("To: ") && mail.contains("ada@example.com"), "{mail}");
    assert!(mail.replace("=\n", "").replace("=3D", "=").contains(link), "{link} {mail}");
}

#[test]
fn the_schema_is_printed_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let schema = |more: &[&str]| {
        let arguments = [&["schema"], more].concat();
        told(&mut hei(folder.path(), &arguments))
    };
    let (code, whole, _) = schema(&[]);
    assert_eq!(code, Some(0));
    assert!(whole.contains("\ntype Query {\n") && whole.contains("  giveFeedback(\n"), "{whole}");
    std::fs::write(folder.path().join("kept.graphql"), &whole).unwrap();
    assert_eq!(schema(&["--check", "kept.graphql"]).0, Some(0));

    let other = whole.replace("  giveFeedback(", "  offerFeedback(");
    std::fs::write(folder.path().join("kept.graphql"), other).unwrap();
    let (code, said, _) = schema(&["--check", "kept.graphql"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("breaking: Mutation.offerFeedback is gone\n"), "{said}");
    assert!(said.contains("safe: Mutation.giveFeedback is new\n"), "{said}");

    let slices = ["coach", "operator", "nobody"].map(|role| schema(&["--role", role]).1);
    let [coach, operator, nobody] = &slices;
    let shown = |slice: &str, field: &str| slice.contains(&format!("\n  {field}("));
    assert!(shown(coach, "feedbackGranted") && !shown(coach, "organizations"));
    assert!(shown(operator, "organizations") && !shown(operator, "feedbackGranted"));
    assert!(!shown(nobody, "organizations") && !shown(nobody, "feedbackGranted"));
}

#[test]
fn a_directory_is_compared_and_then_brought_in() {
    let folder = tempfile::tempdir().unwrap();
    let demo = ["demo", "--port", "0", "--json", "--data", "."];
    let demo = Running::start(hei(folder.path(), &demo));
    let told_of: serde_json::Value = serde_json::from_str(&demo.said).unwrap();
    assert!(demo.stop().success());
    let studio = told_of["organizations"]["Fjordlight Studio"].as_str().unwrap();
    let run = |csv: &str, more: &[&str]| {
        std::fs::write(folder.path().join("staff.csv"), csv).unwrap();
        let arguments = [&["import-directory", studio, "staff.csv"], more].concat();
        told(hei(folder.path(), &arguments).env("HEI_LOG", "error"))
    };
    let names = "external_id,given_name,family_name,unit,manager\n";
    let (code, said, complained) = run(&format!("{names}1,Ada,Byron,DES,7\n"), &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("line 2, manager: no row has this number\n"), "{said}");
    assert!(complained.starts_with("hei: nothing was changed: "), "{complained}");

    let file = format!("{names}1,Ada,Byron,DES,\n2,Mary,Shelley,DES,1\n");
    let (code, said, complained) = run(&file, &[]);
    assert_eq!((code, &*complained), (Some(0), ""));
    assert!(said.contains("line 2: 1 Ada Byron is new\n"), "{said}");
    assert!(said.contains("2 rows: 2 new, 0 changed, 0 as they were; 0 leave"), "{said}");
    assert!(said.ends_with("Nothing was changed; with --apply it is.\n"), "{said}");
    let (code, said, _) = run(&file, &["--apply"]);
    assert_eq!(code, Some(0));
    assert!(said.ends_with("Applied. Invitations on their way: 0.\n"), "{said}");
    let (_, said, _) = run(&file, &[]);
    assert!(said.contains("2 rows: 0 new, 0 changed, 2 as they were"), "{said}");

    let (code, _, complained) = run(&format!("{names}3,Ida,Rhodes,,\n"), &["--apply"]);
    assert_eq!(code, Some(2));
    assert!(complained.contains("--apply --force REASON"), "{complained}");
    let force = ["--apply", "--force", "The studio starts anew."];
    assert_eq!(run(&format!("{names}3,Ida,Rhodes,,\n"), &force).0, Some(0));
}
