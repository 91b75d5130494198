//! What is measured before anything runs: over HTTP, on the schema that is served.

use std::time::Instant;

use serde_json::{Value, json};
use tests::{Persona, World, code, data, on_both, people};

/// The document is refused, and nothing of it has run.
async fn refused(world: &World, query: &str, with: &str) {
    let before = world.db.statements();
    let answer = world.ask(Persona::Nobody, query).await;
    assert_eq!(code(&answer), Some(with), "{query:.200}: {answer}");
    assert!(answer.get("data").is_none(), "{answer}");
    assert_eq!(world.db.statements(), before, "something ran");
}

fn nested(levels: usize) -> String {
    let acme = people::organization("acme");
    let inner = "organization { membership { ".repeat(levels / 2);
    let end = " } }".repeat(levels / 2);
    format!(r#"{{ organization(id: "{acme}") {{ membership {{ {inner} id {end} }} }} }}"#)
}

on_both! {
    async fn r02_depth_through_fragments_too(world: &World) {
        let answer = world.ask(Persona::Member, &nested(8)).await;
        assert!(answer["data"]["organization"]["membership"]["organization"].is_object(), "{answer}");
        refused(world, &nested(12), "LIMIT_EXCEEDED").await;
        let hidden = nested(12).replacen("membership {", "membership { ...f } } } fragment f on Membership {", 1);
        let hidden = hidden.trim_end().trim_end_matches('}').trim_end().trim_end_matches('}').to_owned();
        refused(world, &hidden, "LIMIT_EXCEEDED").await;
    }
}

on_both! {
    async fn r02_introspection_has_its_own_rule(world: &World) {
        let standard = include_str!("introspection.graphql");
        let answer = world.ask(Persona::Member, standard).await;
        assert!(data(&answer)["__schema"]["types"].as_array().unwrap().len() > 20, "{answer}");
        let deep = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        let answer = world.ask(Persona::Member, deep).await;
        assert_eq!(code(&answer), Some("LIMIT_EXCEEDED"), "{answer}");
    }
}

on_both! {
    async fn r03_a_document_costs_what_it_may_answer(world: &World) {
        let acme = people::organization("acme");
        let list = |inner: &str| {
            format!(r#"{{ organization(id: "{acme}") {{ members(first: 100) {{ nodes {{ {inner} }} }} }} }}"#)
        };
        let answer = world.ask(Persona::Member, &list("displayName")).await;
        let cost = &answer["extensions"]["cost"];
        let requested = cost["requested"].as_u64().unwrap();
        assert!((100..=400).contains(&requested), "{cost}");
        assert_eq!(cost["limit"], 5_000);
        assert_eq!(cost["remaining"], 5_000 - requested);
        let dear = list("feedbackReceived(first: 100) { nodes { author { id } } }");
        let answer = world.ask(Persona::Member, &dear).await;
        assert_eq!(code(&answer), Some("LIMIT_EXCEEDED"), "{answer}");
        let answer = world.ask(Persona::Nobody, &list("displayName user { id }")).await;
        assert_eq!(code(&answer), Some("LIMIT_EXCEEDED"), "strangers have 200: {answer}");
    }
}

on_both! {
    async fn r04_pages_have_a_size(world: &World) {
        world.filled().await;
        let acme = people::organization("acme");
        let members = |arguments: &str| {
            format!(r#"{{ organization(id: "{acme}") {{ members{arguments} {{ nodes {{ id }} }} }} }}"#)
        };
        for wrong in ["(first: 101)", "(first: -1)", "(last: 101)", "(first: 1, last: 1)", "(first: 2147483647)"] {
            let answer = world.ask(Persona::Member, &members(wrong)).await;
            assert!(matches!(code(&answer), Some("BAD_USER_INPUT" | "LIMIT_EXCEEDED")), "{wrong}: {answer}");
        }
        for (right, many) in [("", 12), ("(first: 3)", 3), ("(first: 0)", 0), ("(first: 100)", 12)] {
            let answer = world.ask(Persona::Administrator, &members(right)).await;
            let nodes = data(&answer)["organization"]["members"]["nodes"].as_array().unwrap();
            assert!(nodes.len() <= 20 && nodes.len() >= many.min(8), "{right}: {}", nodes.len());
        }
    }
}

on_both! {
    async fn r05_aliases_and_root_fields_are_few(world: &World) {
        let aliases = |n: usize| {
            let all: String = (0..n).map(|i| format!("a{i}: id ")).collect();
            format!("{{ viewer {{ {all} }} }}")
        };
        let answer = world.ask(Persona::Member, &aliases(30)).await;
        assert_eq!(data(&answer)["viewer"].as_object().unwrap().len(), 30);
        refused(world, &aliases(31), "LIMIT_EXCEEDED").await;
        let roots: String = (0..21).map(|_| "viewer { id } ").collect();
        refused(world, &format!("{{ {roots} }}"), "LIMIT_EXCEEDED").await;
    }
}

on_both! {
    /// Otherwise one request tries many passwords.
    async fn r05_secrets_are_tried_one_a_document(world: &World) {
        let sign_in = r#"signIn(input: { email: "member@example.org", password: "x", transport: BEARER }) { errors { code } }"#;
        let refresh = r#"refreshSession(input: { refreshToken: "x" }) { errors { code } }"#;
        let reset = r#"resetPassword(input: { token: "x", password: "x" }) { errors { code } }"#;
        let forgot = r#"requestPasswordReset(input: { email: "member@example.org" }) { errors { code } }"#;
        for (one, other) in
            [(sign_in, sign_in), (sign_in, refresh), (reset, reset), (forgot, forgot), (refresh, reset)]
        {
            refused(world, &format!("mutation {{ a: {one} b: {other} }}"), "LIMIT_EXCEEDED").await;
            let spread = format!("mutation {{ a: {one} ...f }} fragment f on Mutation {{ b: {other} }}");
            refused(world, &spread, "LIMIT_EXCEEDED").await;
        }
        let hashes = world.hasher.computed();
        world.ask(Persona::Nobody, &format!("mutation {{ {sign_in} }}")).await;
        assert_eq!(world.hasher.computed() - hashes, 1, "one alone is tried");
    }
}

on_both! {
    async fn r06_documents_have_a_size(world: &World) {
        let long = format!("{{ __typename }} # {}", "x".repeat(16 * 1024));
        let tokens = format!("{{ {} }}", "__typename ".repeat(2_001));
        let fragment = |i: usize| format!(" fragment f{i} on Query {{ __typename }}");
        let fragments = format!("{{ __typename ...f0 }} {}", (0..51).map(fragment).collect::<String>());
        let operation = |i: usize| format!(" query q{i} {{ __typename }}");
        let operations: String = (0..6).map(operation).collect();
        let selections = "{ viewer { ...f ...f } } fragment f on User { ".to_owned()
            + &"id ".repeat(251) + "}";
        for document in [long, tokens, fragments, operations, selections] {
            refused(world, &document, "LIMIT_EXCEEDED").await;
        }
    }
}

on_both! {
    /// Twenty-six fragments, each spreading the next twice, are 67 million selections.
    async fn r07_the_guard_is_linear(world: &World) {
        for (count, times) in [(26, 2), (14, 8), (49, 10)] {
            let spread = |i: usize| {
                format!(" fragment f{i} on Query {{ {} }}", format!("...f{} ", i + 1).repeat(times))
            };
            let chain: String = (0..count).map(spread).collect();
            let bomb = format!("{{ ...f0 }} {chain} fragment f{count} on Query {{ viewer {{ id }} }}");
            let began = Instant::now();
            refused(world, &bomb, "LIMIT_EXCEEDED").await;
            // In a debug build beside other tests; a guard that is not linear never ends.
            assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
        }
    }
}

on_both! {
    async fn r08_directives_and_errors_are_few(world: &World) {
        let many = format!("{{ __typename {} }}", "@include(if: true) ".repeat(11));
        refused(world, &many, "LIMIT_EXCEEDED").await;
        let all: String = (0..20).map(|i| format!("a{i}: node(id: \"wrong\") {{ id }} ")).collect();
        let answer = world.ask(Persona::Member, &format!("{{ {all} }}")).await;
        assert_eq!(answer["errors"].as_array().map(Vec::len), Some(10), "{answer}");
        assert!(answer["errors"].to_string().len() <= 8 * 1024);
    }
}

on_both! {
    /// A document that passed is known by its hash; no other can be put in its place.
    async fn documents_are_kept_by_their_hash(world: &World) {
        let text = "{ privacyPolicy { id } }";
        let hash = "50de6cee76d1a3d0dd4e80bf1a0d8a8b6ce7ecb0a9b0d1c6c8b7ad3f4f4e9d10";
        let wrong = json!({ "query": text, "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } });
        let reply = world.client.post(None, &wrong).await;
        assert_eq!(code(&reply.json()), Some("BAD_USER_INPUT"));
        let by_hash = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } });
        let reply = world.client.post(None, &by_hash).await.json();
        assert_eq!(reply["errors"][0]["message"], "PersistedQueryNotFound");
        assert_eq!(reply.get("data"), None::<&Value>);
    }
}
