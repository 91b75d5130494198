use async_graphql::Variables;
use kernel::Code;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const SDL: &str = "
    type Query { viewer: User node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
    type Mutation { rename(name: String): User signIn(x: String): Boolean }
    interface Node { id: ID! }
    type User implements Node { id: ID! name: String friends(first: Int, after: String, last: Int): UserConnection!
      close(first: Int! = 20): [User!]! tags: [Tag!]! best: User }
    type Tag implements Node { id: ID! name: String colour: String! }
    type UserConnection { edges: [UserEdge!]! nodes: [User!]! pageInfo: PageInfo! totalCount: Int }
    type UserEdge { node: User! cursor: String! }
    type PageInfo { hasNextPage: Boolean! }";

pub(super) fn documents() -> Documents {
    Documents::new(Limits::default(), Types::of_sdl(SDL))
}

fn refused(text: &str) -> Code {
    documents().accept(text).unwrap_err().code
}

fn cost(text: &str, variables: serde_json::Value) -> u64 {
    let accepted = documents().accept(text).unwrap();
    let operation = accepted.operation(None).unwrap();
    accepted.cost(operation, &Variables::from_json(variables), true).unwrap().requested
}

/// 26 fragments, each spreading the next twice: 67 million selections in a kilobyte.
#[test]
fn r07_doubling_fragments_are_measured_once_each() {
    for (count, times) in [(26, 2), (14, 8), (49, 10)] {
        let mut text = "{ ...f0 }".to_owned();
        for i in 0..count {
            text += &format!(
                " fragment f{i} on Query {{ {} }}",
                format!("...f{} ", i + 1).repeat(times)
            );
        }
        text += &format!(" fragment f{count} on Query {{ viewer {{ id }} }}");
        assert_eq!(refused(&text), Code::LimitExceeded);
        // Nor where no operation spreads them.
        assert_eq!(refused(&text.replacen("{ ...f0 }", "{ a }", 1)), Code::LimitExceeded);
    }
}

#[test]
fn a_cycle_is_refused() {
    let text = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
    assert_eq!(refused(text), Code::BadUserInput);
    assert_eq!(refused("{ a } fragment a on Query { x { ...a } }"), Code::BadUserInput);
}

#[test]
fn r02_depth_counts_through_fragments() {
    let nested = |n: usize| {
        format!("{{ ...f }} fragment f on Query {}id{}", "{ a ".repeat(n), " }".repeat(n))
    };
    assert!(documents().accept(&nested(12)).is_ok());
    assert_eq!(refused(&nested(13)), Code::LimitExceeded);
}

#[test]
fn r11_lists_that_are_written_out_are_no_longer_than_those_in_variables() {
    for (before, after) in [
        ("{ nodes(ids: [", "]) { id } }"),
        ("{ ...f } fragment f on Query { nodes(ids: { a: [", "] }) { id } }"),
        ("query ($x: [Int!] = [", "]) { nodes(ids: $x) { id } }"),
    ] {
        let text = |n: usize| format!("{before}{}{after}", vec!["1"; n].join(" "));
        assert!(documents().accept(&text(250)).is_ok(), "{before}");
        assert_eq!(refused(&text(251)), Code::LimitExceeded, "{before}");
    }
}

#[test]
fn r05_aliases_and_root_fields_are_counted_after_expansion() {
    let aliases = |n: usize| {
        let all: String = (0..n).map(|i| format!("a{i}: id ")).collect();
        format!("{{ viewer {{ {all} }} }}")
    };
    assert!(documents().accept(&aliases(30)).is_ok());
    assert_eq!(refused(&aliases(31)), Code::LimitExceeded);
    let spread = "{ a: viewer { ...f ...f } } fragment f on User {";
    let all: String = (0..15).map(|i| format!("a{i}: id ")).collect();
    assert_eq!(refused(&format!("{spread} {all} }}")), Code::LimitExceeded);
    let roots = |n: usize| format!("{{ {} }}", "x ".repeat(n));
    assert!(documents().accept(&roots(20)).is_ok());
    assert_eq!(refused(&roots(21)), Code::LimitExceeded);
}

#[test]
fn r05_secrets_are_asked_for_one_at_a_time() {
    assert!(documents().accept("mutation { signIn(x: \"1\") }").is_ok());
    for two in [
        "mutation { a: signIn(x: \"1\") b: signIn(x: \"2\") }",
        "mutation { signIn(x: \"1\") refreshSession }",
        "mutation { ...f ...f } fragment f on Mutation { signIn(x: \"1\") }",
    ] {
        assert_eq!(refused(two), Code::LimitExceeded, "{two}");
    }
}

#[test]
fn r06_a_document_has_bounds() {
    let field = |n: usize| format!("{{ {} }}", "viewer { id } ".repeat(n));
    assert!(documents().accept(&field(20)).is_ok());
    for text in [
        format!("{{ a }} # {}", "x".repeat(16 * 1024)),
        format!("{{ v {{ {} }} }}", "id ".repeat(2_000)),
        format!("{{ v {{ {} }} }}", "id ".repeat(500)),
        (0..51).map(|i| format!("fragment f{i} on Query {{ a }} ")).collect::<String>() + "{ a }",
        (0..6).map(|i| format!("query q{i} {{ a }} ")).collect(),
    ] {
        assert_eq!(refused(&text), Code::LimitExceeded, "{text:.60}");
    }
}

#[test]
fn r08_ten_directives_a_document() {
    let many = |n: usize| format!("{{ a {} }}", "@include(if: true) ".repeat(n));
    assert!(documents().accept(&many(10)).is_ok());
    assert_eq!(refused(&many(11)), Code::LimitExceeded);
}

#[test]
fn r02_introspection_has_a_rule_of_its_own() {
    let standard = "{ __schema { queryType { name } types { ...T } directives { name args { ...I } } } }
        fragment T on __Type { kind name fields(includeDeprecated: true) { name args { ...I } type { ...R } }
          inputFields { ...I } interfaces { ...R } enumValues { name } possibleTypes { ...R } }
        fragment I on __InputValue { name type { ...R } defaultValue }
        fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
          kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
          ofType { kind name } } } } } } } } } }";
    let accepted = documents().accept(standard).unwrap();
    assert!(accepted.introspects);
    assert!(!documents().accept("{ viewer { __typename } }").unwrap().introspects);
    let fields = |n: usize| {
        format!(
            "{{ __schema {{ types {{ {} name {} }} }} }}",
            "fields { type { ".repeat(n),
            "} }".repeat(n)
        )
    };
    assert!(documents().accept(&fields(2)).is_ok());
    assert_eq!(refused(&fields(3)), Code::LimitExceeded);
    let loops = format!(
        "{{ __type(name: \"Node\") {{ {} name {} }} }}",
        "possibleTypes { interfaces { ".repeat(4),
        "} }".repeat(4)
    );
    assert_eq!(refused(&loops), Code::LimitExceeded);
    assert_eq!(
        refused("{ a: __schema { x } b: __schema { x } c: __schema { x } }"),
        Code::LimitExceeded
    );
}

#[test]
fn r03_an_operation_costs_the_objects_it_asks_for() {
    for (text, variables, points) in [
        ("{ __typename }", json!({}), 1),
        ("{ viewer { id name } }", json!({}), 1),
        ("{ viewer { best { best { id } } } }", json!({}), 3),
        ("{ viewer { friends { nodes { id } } } }", json!({}), 2 + 20),
        ("{ viewer { friends(first: 50) { nodes { id best { id } } } } }", json!({}), 2 + 100),
        (
            "{ viewer { friends(last: 3) { edges { cursor node { id } } pageInfo { hasNextPage } } } }",
            json!({}),
            2 + 6 + 1,
        ),
        (
            "query($n: Int) { viewer { friends(first: $n) { nodes { id } } } }",
            json!({"n": 7}),
            2 + 7,
        ),
        ("query($n: Int = 9) { viewer { friends(first: $n) { nodes { id } } } }", json!({}), 2 + 9),
        ("{ viewer { friends(first: null, last: 90) { nodes { id } } } }", json!({}), 2 + 90),
        (
            "query($a: Int, $b: Int) { viewer { friends(first: $a, last: $b) { nodes { id } } } }",
            json!({"b": 8}),
            2 + 8,
        ),
        (
            "{ viewer { friends(first: 10) { nodes { friends(first: 5) { nodes { id } } } } } }",
            json!({}),
            2 + 10 * (1 + 1 + 5),
        ),
        (
            "{ viewer { friends(first: 4) { ...f } } } fragment f on UserConnection { nodes { id } }",
            json!({}),
            2 + 4,
        ),
        ("{ viewer { friends(first: 2) { totalCount } } }", json!({}), 2 + 10),
        ("{ viewer { close { id } } }", json!({}), 1 + 20),
        ("{ viewer { close(first: 3) { best { id } } } }", json!({}), 1 + 6),
        ("{ viewer { tags { name } } }", json!({}), 1 + 5),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } }", json!({"i": ["a", "b", "c"]}), 3),
        ("mutation { rename(name: \"x\") { id } }", json!({}), 11),
        ("{ viewer { friends(first: 1000000) { nodes { id } } } }", json!({}), 2 + 250),
        ("{ viewer { friends(first: -1) { nodes { id } } } }", json!({}), 2 + 20),
        ("{ nonsense { more } }", json!({}), 1),
    ] {
        assert_eq!(cost(text, variables), points, "{text}");
    }
}

#[test]
fn r03_what_costs_too_much_is_refused() {
    let text =
        "{ viewer { friends(first: 100) { nodes { friends(first: 50) { nodes { id } } } } } }";
    let accepted = documents().accept(text).unwrap();
    let operation = accepted.operation(None).unwrap();
    let fault = accepted.cost(operation, &Variables::default(), true).unwrap_err();
    assert_eq!(fault.code, Code::LimitExceeded);
    let accepted =
        documents().accept("{ viewer { friends(first: 100) { edges { node { id } } } } }").unwrap();
    let operation = accepted.operation(None).unwrap();
    assert_eq!(accepted.cost(operation, &Variables::default(), true).unwrap().requested, 202);
    assert!(accepted.cost(operation, &Variables::default(), false).is_err());
}

#[test]
fn an_operation_is_found_by_its_name() {
    let accepted =
        documents().accept("query a { viewer { id } } mutation b { rename { id } }").unwrap();
    assert_eq!(accepted.operation(Some("b")).unwrap().kind, Kind::Mutation);
    assert!(accepted.operation(None).is_err());
    assert!(accepted.operation(Some("c")).is_err());
    let only = documents().accept("query a { viewer { id } }").unwrap();
    assert_eq!(only.operation(None).unwrap().kind, Kind::Query);
    assert_eq!(only.operation(Some("a")).unwrap().kind, Kind::Query);
    assert!(only.operation(Some("b")).is_err());
}

proptest! {
    /// Whatever is sent, the guard answers; and it prices what it lets through.
    #[test]
    fn r73_no_text_makes_it_panic(text in "[{}()\\[\\]!$:=@|&.,#\"\\\\ a-f0-9\n-]{0,400}") {
        if let Ok(accepted) = documents().accept(&text)
            && let Ok(operation) = accepted.operation(None)
        {
            let _ = accepted.cost(operation, &Variables::default(), true);
        }
    }
}
