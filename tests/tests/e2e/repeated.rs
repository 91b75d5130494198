use tests::{Persona, data, on_both};

on_both! {
    /// Fragments of different authors ask for the same object; both get what they asked for.
    async fn what_is_asked_for_twice_under_one_key_is_one(world: &World) {
        world.filled().await;
        let ask = async |text: &str| data(&world.ask(Persona::Member, text).await).clone();
        let whole = ask("{ viewer { id displayName memberships { id jobTitle unit { id name } } } }").await;
        let parts = [
            "{ viewer { id memberships { id unit { id } } }
               viewer { displayName memberships { jobTitle unit { name } } } }",
            "{ viewer { id memberships { id } displayName memberships { jobTitle }
               memberships { unit { id } unit { name } } } }",
            "{ viewer { ...Header ... on User { displayName memberships { jobTitle unit { id } } } } }
             fragment Header on User { id memberships { id unit { name } } }",
            "{ viewer { id ...Twice ...Twice displayName } }
             fragment Twice on User { memberships { id jobTitle unit { id name } } }",
        ];
        for part in parts {
            assert_eq!(ask(part).await, whole, "{part}");
        }
        let list = ask("{ viewer { memberships { organization { feed(first: 5) {
            nodes { id author { id } } nodes { text author { displayName } } edges { cursor }
            edges { node { id } } pageInfo { endCursor } pageInfo { hasNextPage } } } } } }").await;
        let memberships = list["viewer"]["memberships"].as_array().unwrap().iter();
        let mut feeds = memberships.map(|it| &it["organization"]["feed"]);
        let feed = feeds.find(|feed| feed["nodes"] != serde_json::json!([])).unwrap();
        for node in feed["nodes"].as_array().unwrap() {
            assert!(node["id"].is_string() && node["text"].is_string(), "{feed}");
            // Some have none: they were written without a name, or from outside.
            if !node["author"].is_null() {
                assert!(node["author"]["id"].is_string(), "{feed}");
                assert!(node["author"]["displayName"].is_string(), "{feed}");
            }
        }
        assert!(feed["edges"][0]["cursor"].is_string() && feed["edges"][0]["node"]["id"].is_string());
        assert!(feed["pageInfo"]["endCursor"].is_string());
        assert!(feed["pageInfo"]["hasNextPage"].is_boolean());
    }
}

on_both! {
    /// What a selection said of an object is said again where it stands again; another
    /// selection, and what is refused, are asked each time.
    async fn what_is_said_again_is_what_was_said_first(world: &World) {
        world.filled().await;
        let nodes = async |fields: &str| {
            let text = format!("{{ viewer {{ memberships {{ organization {{ feed(first: 50) {{
                nodes {{ id {fields} }} }} }} }} }} }}");
            let answer = world.ask(Persona::Member, &text).await;
            let memberships = answer["data"]["viewer"]["memberships"].as_array().unwrap().clone();
            let feeds = memberships.iter().map(|it| &it["organization"]["feed"]["nodes"]);
            let nodes = feeds.flat_map(|it| it.as_array().unwrap().clone()).collect::<Vec<_>>();
            (nodes, answer["errors"].as_array().map_or(0, Vec::len))
        };
        let (mut told, failed) =
            nodes("author { id unit { name } } again: author { displayName }").await;
        told.retain(|it| !it["author"].is_null());
        let authors: std::collections::HashSet<_> = told.iter().map(|it| it["author"]["id"].as_str()).collect();
        assert!(failed == 0 && authors.len() > 1 && authors.len() < told.len(), "{told:?}");
        for node in &told {
            let id = node["author"]["id"].as_str().unwrap();
            let text = format!("{{ node(id: \"{id}\") {{ ... on Membership {{ id displayName unit {{ name }} }} }} }}");
            let one = data(&world.ask(Persona::Member, &text).await)["node"].clone();
            assert_eq!(node["author"]["unit"], one["unit"]);
            assert_eq!(node["again"], serde_json::json!({ "displayName": one["displayName"] }));
        }
        let (mut told, failed) = nodes("author { displayName employedFrom }").await;
        told.retain(|it| !it["author"].is_null());
        let hidden = told.iter().filter(|it| it["author"]["employedFrom"].is_null()).count();
        assert!(hidden > 1 && failed == hidden, "{failed} of {hidden}: {told:?}");
    }
}
