//! One organisation's rows and another's: the database itself keeps them apart.

use feedback::testing::Seed;
use kernel::FeedbackId;
use sea_orm::{SqlErr, Value};

use crate::{api::Api, on_both};

on_both! {
    async fn r39_no_statement_writes_across_organisations(world: World) {
        let mut world = world;
        let (ada, bob, outsider) = (world.hire().await, world.hire().await, world.outsider().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        let (ours, theirs) = (world.competency(world.home).await, world.competency(world.away).await);
        let new = FeedbackId(world.clock.id());
        let (home, away): (Value, Value) = (world.home.0.into(), world.away.0.into());
        let now: Value = world.clock.now().into();
        let feedback = |author: kernel::MembershipId, sole: Option<kernel::MembershipId>,
                        group: Option<uuid::Uuid>, unit: Option<uuid::Uuid>, organization: &Value| {
            let sql = "insert into feedback (organization_id, id, author_id, kind, text, visibility, \
                       sole_recipient_id, group_id, unit_id, created_at, version, anonymous) \
                       values ($1, $2, $3, 'praise', 'x', 'team', $4, $5, $6, $7, 1, $8)";
            let values: Vec<Value> = vec![
                organization.clone(), new.0.into(), author.0.into(), sole.map(|it| it.0).into(),
                group.into(), unit.into(), now.clone(), false.into(),
            ];
            (sql, values)
        };
        let recipient = "insert into feedback_recipient (organization_id, feedback_id, recipient_id, \
                         manager_id, several) values ($1, $2, $3, $4, true)";
        let mark = "insert into feedback_mark (organization_id, feedback_id, competency_id, mark) \
                    values ($1, $2, $3, 3)";
        let version = "insert into feedback_version (organization_id, feedback_id, version, text, \
                       written_at, hidden) values ($1, $2, 9, 'x', $3, false)";
        let none = Value::Uuid(None);
        let across: Vec<(&str, Vec<Value>)> = vec![
            feedback(outsider, None, None, None, &home),
            feedback(ada, Some(outsider), None, None, &home),
            feedback(outsider, None, Some(world.group.0), None, &away),
            feedback(outsider, None, None, Some(world.unit.0), &away),
            feedback(ada, None, None, None, &away),
            (recipient, vec![home.clone(), given.0.into(), outsider.0.into(), none.clone()]),
            (recipient, vec![home.clone(), given.0.into(), ada.0.into(), outsider.0.into()]),
            (recipient, vec![away.clone(), given.0.into(), outsider.0.into(), none.clone()]),
            (mark, vec![home.clone(), given.0.into(), theirs.0.into()]),
            (mark, vec![away.clone(), given.0.into(), theirs.0.into()]),
            (version, vec![away.clone(), given.0.into(), now.clone()]),
            ("update feedback set author_id = $1 where id = $2", vec![outsider.0.into(), given.0.into()]),
            ("update feedback set organization_id = $1 where id = $2", vec![away.clone(), given.0.into()]),
            ("update feedback_recipient set recipient_id = $1 where feedback_id = $2", vec![outsider.0.into(), given.0.into()]),
        ];
        for (sql, values) in across {
            let error = world.try_run(sql, values.clone()).await.expect_err(sql);
            let why = error.sql_err();
            assert!(matches!(why, Some(SqlErr::ForeignKeyConstraintViolation(_))), "{sql} {values:?}: {error}");
        }
        // The same within one organisation is written: it is the tenant that was refused.
        let (sql, values) = feedback(ada, Some(bob), Some(world.group.0), Some(world.unit.0), &home);
        world.run(sql, values).await;
        world.run(recipient, [home.clone(), given.0.into(), ada.0.into(), bob.0.into()]).await;
        world.run(mark, [home.clone(), given.0.into(), ours.0.into()]).await;
        world.run(version, [home, given.0.into(), now]).await;
    }
}

on_both! {
    async fn r32_nothing_of_another_organisation_is_found_by_any_id(world: World) {
        let mut world = world;
        let (ada, bob, outsider) = (world.hire().await, world.hire().await, world.outsider().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        let made_up = FeedbackId(world.clock.id());
        let api = Api::over(&world);
        let home = world.home;
        let unknown = kernel::OrganizationId(world.clock.id());
        for (one, other) in [
            (format!("{{ feedback(id: \"{given}\") {{ id }} }}"), format!("{{ feedback(id: \"{made_up}\") {{ id }} }}")),
            (
                format!("{{ organization(id: \"{home}\") {{ feed {{ totalCount }} }} }}"),
                format!("{{ organization(id: \"{unknown}\") {{ feed {{ totalCount }} }} }}"),
            ),
            (
                format!("{{ members(ids: [\"{bob}\"]) {{ feedbackReceived {{ totalCount }} }} }}"),
                format!("{{ members(ids: [\"{}\"]) {{ feedbackReceived {{ totalCount }} }} }}", kernel::MembershipId(made_up.0)),
            ),
            (
                format!("mutation {{ withdrawFeedback(input: {{ feedback: \"{given}\" }}) {{ feedback {{ id }} errors {{ code }} }} }}"),
                format!("mutation {{ withdrawFeedback(input: {{ feedback: \"{made_up}\" }}) {{ feedback {{ id }} errors {{ code }} }} }}"),
            ),
        ] {
            let (one, other) = (api.ask(outsider, &one).await, api.ask(outsider, &other).await);
            assert_eq!(one.data, other.data);
            let told = |response: &async_graphql::Response| {
                let errors = response.errors.iter();
                errors.map(|it| (it.message.clone(), format!("{:?}", it.extensions))).collect::<Vec<_>>()
            };
            assert_eq!(told(&one), told(&other));
        }
    }
}

on_both! {
    /// Two clients of one coach do not learn of each other, not even by asking for an id.
    async fn clients_do_not_learn_of_each_other(world: World) {
        let mut world = world;
        let mut client = async || world.hire_with(|it| it.kind = kernel::MemberKind::Client).await;
        let (one, two) = (client().await, client().await);
        let coach = world.hire_with(crate::people::coach_of(one, kernel::DataKind::Feedback)).await;
        let id = FeedbackId(world.clock.id());
        world.seed(&Seed::praise(world.home, id, coach, vec![(one, None), (two, None)])).await;
        let api = Api::over(&world);
        let home = world.home;
        let made_up = kernel::MembershipId(world.clock.id());
        let feed = format!("{{ organization(id: \"{home}\") {{ feed {{ totalCount nodes {{ recipientCount recipients {{ id }} }} }} }} }}");
        let told = api.told(one, &feed).await;
        assert_eq!(crate::api::nodes(&told, "organization.feed.nodes.0.recipients"), [one.to_string()]);
        assert_eq!(crate::api::number(&told, "organization.feed.nodes.0.recipientCount"), 1);
        for person in [two, made_up] {
            let ask = format!("{{ organization(id: \"{home}\") {{ feed(filter: {{ person: \"{person}\" }}) {{ totalCount nodes {{ id }} }} }} }}");
            assert_eq!(crate::api::number(&api.told(one, &ask).await, "organization.feed.totalCount"), 0);
        }
        let ask = format!("{{ members(ids: [\"{two}\"]) {{ feedbackReceived {{ totalCount nodes {{ id }} }} }} }}");
        let told = api.told(one, &ask).await;
        assert_eq!(crate::api::number(&told, "members.0.feedbackReceived.totalCount"), 0);
        assert!(crate::api::nodes(&told, "members.0.feedbackReceived.nodes").is_empty());
        // The author is told of both, and finds both.
        for person in [one, two] {
            let ask = format!("{{ organization(id: \"{home}\") {{ feed(filter: {{ person: \"{person}\" }}) {{ totalCount }} }} }}");
            assert_eq!(crate::api::number(&api.told(coach, &ask).await, "organization.feed.totalCount"), 1);
        }
    }
}
