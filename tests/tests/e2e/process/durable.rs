//! What is acknowledged is on disk; writers wait for each other and not readers for them.

use serde_json::json;
use tests::{Engine, Persona, content, data, on_both, people};

on_both! {
    /// Asked of each connection that is used at the same time.
    async fn r59_every_connection_waits_for_the_disk(world: &World) {
        for _ in 0..3 {
            if world.engine == Engine::Postgres {
                let ask = async || world.rows("select current_setting('synchronous_commit') as it").await;
                for rows in futures_util::future::join_all((0..8).map(|_| ask())).await {
                    assert_eq!(rows[0].try_get::<String>("", "it").unwrap(), "on");
                }
                continue;
            }
            // 2 is FULL; NORMAL in WAL loses acknowledged commits at the loss of power.
            for (pragma, wanted) in [("synchronous", "2"), ("journal_mode", "wal"),
                ("foreign_keys", "1"), ("busy_timeout", "5000"), ("secure_delete", "1")] {
                let sql = format!("select cast({pragma} as text) as it from pragma_{pragma}");
                let sql = if pragma == "busy_timeout" {
                    "select cast(timeout as text) as it from pragma_busy_timeout".to_owned()
                } else { sql };
                let ask = async || world.rows(&sql).await;
                for rows in futures_util::future::join_all((0..8).map(|_| ask())).await {
                    assert_eq!(rows[0].try_get::<String>("", "it").unwrap(), wanted, "{pragma}");
                }
                let tx = world.db.begin().await.unwrap();
                let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, &sql);
                let row = sea_orm::ConnectionTrait::query_one_raw(&tx, statement).await.unwrap().unwrap();
                assert_eq!(row.try_get::<String>("", "it").unwrap(), wanted, "{pragma} where it writes");
                tx.rollback().await.unwrap();
            }
        }
    }
}

on_both! {
    async fn r64_sixteen_writers_at_once_are_all_served(world: &World) {
        let to = people::member("acme", Persona::Peer);
        let give = async |n: usize| {
            let mut input = content::praise(to, "RECIPIENT");
            input["text"] = json!(format!("{n}"));
            world.ask_with(Persona::Member, content::GIVE, json!({ "input": input })).await
        };
        let answers = futures_util::future::join_all((0..16 * 8).map(give)).await;
        for answer in &answers {
            assert!(data(answer)["giveFeedback"]["feedback"]["id"].is_string(), "{answer}");
        }
        assert_eq!(world.count("feedback").await, 16 * 8);
    }
}

on_both! {
    /// A transaction that goes on holds up no reader.
    async fn r64_readers_wait_for_no_writer(world: &World) {
        let tx = world.db.begin().await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&tx, "update organization set name = 'Held'").await.unwrap();
        let read = world.ask(Persona::Member, "{ viewer { id memberships { id } } }");
        let answer = tokio::time::timeout(std::time::Duration::from_secs(3), read).await;
        assert!(data(&answer.expect("it waited"))["viewer"]["id"].is_string());
        tx.rollback().await.unwrap();
    }
}
