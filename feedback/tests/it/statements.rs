//! How many statements, and how many writers.

use feedback::{Give, Kind, Mark, To};

use crate::{api::Api, on_both, people::praise};

on_both! {
    /// One on PostgreSQL; on SQLite as many in one transaction for one recipient as for all.
    async fn giving_costs_the_same_for_one_and_for_many(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let competency = world.competency(world.home).await;
        let mut all = vec![];
        for _ in 0..250 {
            all.push(world.hire().await);
        }
        let mut costs = vec![];
        for count in [1, 2, 50, 250] {
            let input = Give {
                kind: Kind::Evaluation,
                marks: vec![Mark { competency, mark: 3 }],
                ..praise(To::Members(all[..count].to_vec()))
            };
            let before = world.db.statements();
            world.try_give(ada, input, Some(&count.to_string())).await;
            costs.push(world.db.statements() - before);
        }
        // begin, feedback, recipients, marks, outbox, audit, key, commit
        let expected = if world.db.is_postgres() { 1 } else { 8 };
        assert_eq!(costs, [expected; 4]);
        assert_eq!(world.count("feedback_recipient").await, 303);
    }
}

on_both! {
    /// What was just given is read back from what was written.
    async fn giving_and_reading_back_costs_no_more(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let before = world.db.statements();
        Api::over(&world).told(ada, &format!(
            "mutation {{ giveFeedback(input: {{ recipient: {{ members: [\"{bob}\"] }}, kind: PRAISE, \
             text: \"x\", visibility: TEAM, idempotencyKey: \"k\" }}) {{ feedback {{ text author {{ id }} \
             recipients {{ id }} marks {{ mark }} acknowledgements {{ at }} }} errors {{ code }} }} }}"
        )).await;
        let expected = if world.db.is_postgres() { 1 } else { 7 };
        assert_eq!(world.db.statements() - before, expected);
    }
}

on_both! {
    async fn a_feed_is_one_statement(world: World) {
        let mut world = world;
        let (ada, bob, eve) = (world.hire().await, world.hire().await, world.hire().await);
        for _ in 0..10 {
            world.give(ada, &[bob, eve]).await;
            world.give(bob, &[eve]).await;
        }
        let before = world.db.statements();
        Api::over(&world).told(eve, &format!(
            "{{ organization(id: \"{}\") {{ feed(first: 50) {{ nodes {{ text author {{ id }} recipients {{ id }} }} }} }} }}",
            world.home
        )).await;
        assert_eq!(world.db.statements() - before, 1);
    }
}

on_both! {
    /// Writers queue in the process; none is told that the database is busy.
    async fn r64_sixteen_writers_meet_no_busy_database(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let world = std::sync::Arc::new(world);
        let writers: Vec<_> = (0..16).map(|n| {
            let world = world.clone();
            tokio::spawn(async move {
                for round in 0..10 {
                    let key = format!("{n} {round}");
                    let given = world.try_give(ada, praise(To::Members(vec![bob])), Some(&key)).await;
                    let feedback::Given::Now(written) = given else { panic!("{key}") };
                    let id = written.row.feedback.id;
                    feedback::acknowledge(&world.call(bob), id).await.unwrap().unwrap();
                    feedback::withdraw(&world.call(ada), id).await.unwrap().unwrap();
                }
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(world.count("feedback where withdrawn_at is not null").await, 160);
        assert_eq!(world.count("audit_entry").await, 480);
    }
}
