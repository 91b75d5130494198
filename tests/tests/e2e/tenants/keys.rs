use sea_orm::ConnectionTrait;
use serde_json::Value;
use tests::{Engine, Persona, data, on_both, people};

on_both! {
    /// A row of one tenant that mentions another's cannot be written, even by hand.
    async fn r39_a_row_across_tenants_cannot_be_written(world: &World) {
        let content = world.filled().await;
        let id = |id: uuid::Uuid| match world.engine {
            Engine::Sqlite => format!("x'{}'", id.simple()),
            Engine::Postgres => format!("'{id}'"),
        };
        let (acme, globex) =
            (id(people::organization("acme").0), id(people::organization("globex").0));
        let outsider = id(people::member("globex", Persona::Outsider).0);
        let member = id(people::member("acme", Persona::Member).0);
        let feedback: kernel::FeedbackId = content.team.parse().unwrap();
        let feedback = id(feedback.0);
        let before = world.counts().await;
        for sql in [
            format!("insert into feedback_recipient (organization_id, feedback_id, recipient_id, several) values ({acme}, {feedback}, {outsider}, true)"),
            format!("insert into feedback_recipient (organization_id, feedback_id, recipient_id, several) values ({globex}, {feedback}, {outsider}, true)"),
            format!("update feedback set author_id = {outsider} where organization_id = {acme}"),
            format!("update membership set manager_id = {outsider} where id = {member}"),
            format!("update membership set unit_id = {} where id = {member}", id(people::unit("globex-office").0)),
            format!("update feedback set organization_id = {globex} where id = {feedback}"),
        ] {
            let done = world.db.execute_unprepared(&sql).await;
            assert!(done.is_err(), "{sql} was done");
        }
        assert_eq!(world.counts().await, before);
    }
}

on_both! {
    /// The session lists the organisations; an argument chooses among them.
    async fn r39_organisations_are_chosen_among_ones_own(world: &World) {
        world.filled().await;
        let query = "{ viewer { memberships { organization { id name } } } }";
        let answer = world.ask(Persona::Coach, query).await;
        let all: Vec<_> = data(&answer)["viewer"]["memberships"].as_array().unwrap().iter()
            .map(|it| it["organization"]["id"].as_str().unwrap().to_owned()).collect();
        for name in ["acme", "praxis"] {
            let id = people::organization(name).to_string();
            assert!(all.contains(&id), "{answer:#}");
            let query = format!(r#"{{ organization(id: "{id}") {{ id membership {{ id }} }} }}"#);
            let answer = world.ask(Persona::Coach, &query).await;
            let member = people::member(name, Persona::Coach).to_string();
            assert_eq!(data(&answer)["organization"]["membership"]["id"], member);
        }
        let globex = people::organization("globex").to_string();
        assert!(!all.contains(&globex));
        let answer = world.ask(Persona::Coach, &format!(r#"{{ organization(id: "{globex}") {{ id }} }}"#)).await;
        assert_eq!(data(&answer)["organization"], Value::Null);
    }
}

on_both! {
    /// What two people read at the same time, each reads as themselves.
    async fn r38_loaders_are_of_one_request_and_viewer(world: &World) {
        let content = world.filled().await;
        let query = format!(
            r#"{{ a: node(id: "{0}") {{ ... on Feedback {{ text versions {{ version }} }} }}
                b: node(id: "{0}") {{ ... on Feedback {{ id author {{ displayName }} }} }} }}"#,
            content.recipient
        );
        let ask = async |persona| (persona, world.ask(persona, &query).await);
        let both = [Persona::Member, Persona::ColleagueElsewhere].repeat(20);
        for (persona, answer) in futures_util::future::join_all(both.into_iter().map(ask)).await {
            let (a, b) = (&data(&answer)["a"], &answer["data"]["b"]);
            if persona == Persona::Member {
                assert_eq!(a["text"], "Thank you, RECIPIENT.");
                assert_eq!(b["author"]["displayName"], "Peer Example");
            } else {
                assert!(a.is_null() && b.is_null(), "{answer}");
            }
        }
    }
}
