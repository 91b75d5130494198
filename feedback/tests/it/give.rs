//! Giving: to whom, with what, and what is refused.

use chrono::TimeDelta;
use feedback::{Give, GiveError, Kind, LONGEST_TEXT, Mark, To};
use kernel::{Code, CompetencyId, MembershipId, UnitId};

use crate::{
    api::{Api, at, number, text},
    on_both,
    people::praise,
    world::World,
};

/// `giveFeedback` to one member with a text.
fn giving(to: &str, text: &str) -> String {
    format!(
        "mutation {{ giveFeedback(input: {{ recipient: {{ {to} }}, kind: PRAISE, text: {text}, \
         visibility: TEAM }}) {{ feedback {{ id text recipientCount recipients(first: 2) {{ id }} \
         version editedAt withdrawn marks {{ mark }} }} errors {{ code field message }} }} }}"
    )
}

on_both! {
    async fn to_one_and_to_many_and_once_to_each(world: World) {
        let mut world = world;
        let (ada, boss) = (world.hire().await, world.hire().await);
        let bob = world.hire_with(|it| it.manager = Some(boss)).await;
        let eve = world.hire().await;
        let one = world.give(ada, &[bob]).await;
        assert_eq!(one.row.feedback.sole_recipient_id, Some(bob));
        assert_eq!(one.recipients[0].manager_id, Some(boss));
        let many = world.give(ada, &[eve, bob, eve, ada]).await;
        assert_eq!(many.row.feedback.sole_recipient_id, None);
        assert_eq!(many.row.recipients(), [bob, eve]);
        assert_eq!(world.count("feedback_recipient").await, 3);
        assert_eq!(world.count("audit_entry where action = 'giveFeedback'").await, 2);
        assert_eq!(world.count("outbox where topic = 'feedback.given'").await, 2);
    }
}

on_both! {
    async fn to_a_group_and_to_a_unit_it_goes_to_who_is_in_it_then(world: World) {
        let mut world = world;
        let (unit, ada) = (world.unit, world.hire().await);
        let mut members = vec![];
        for _ in 0..3 {
            members.push(world.hire_with(|it| it.unit = Some(unit)).await);
        }
        world.person(members[2]).active = false;
        world.group_members = vec![ada, members[0], members[2]];
        let group = match world.try_give(ada, praise(To::Group(world.group)), None).await {
            feedback::Given::Now(written) => written,
            feedback::Given::Before(_) => panic!(),
        };
        assert_eq!(group.row.recipients(), [members[0]]);
        assert_eq!(group.row.feedback.group_id, Some(world.group));
        let feedback::Given::Now(given) = world.try_give(ada, praise(To::Unit(unit)), None).await
        else { panic!() };
        assert_eq!(given.row.recipients(), &members[..2]);
        assert_eq!(given.row.feedback.unit_id, Some(unit));
        // Whoever comes later receives nothing of it.
        let late = world.hire_with(|it| it.unit = Some(unit)).await;
        let ids = vec![given.row.feedback.id];
        let seen = feedback::testing::visible_ids(&world.db, &world.viewer(late), ids).await;
        assert_eq!(seen.unwrap().len(), 1, "as a member of the house");
        let to = format!("feedback_recipient where recipient_id = {}", literal(&world, late));
        assert_eq!(world.count(&to).await, 0);
    }
}

fn literal(world: &World, id: MembershipId) -> String {
    if world.db.is_postgres() { format!("'{}'", id.0) } else { format!("x'{}'", id.0.simple()) }
}

on_both! {
    async fn nobody_wrong_receives_anything(world: World) {
        let mut world = world;
        let (ada, bob, outsider) = (world.hire().await, world.hire().await, world.outsider().await);
        let suspended = world.hire_with(|it| it.active = false).await;
        let left = world.hire_with(|it| (it.active, it.present) = (false, false)).await;
        let external = world.hire_with(|it| it.kind = kernel::MemberKind::Client).await;
        let made_up = MembershipId(world.clock.id());
        world.group_members = vec![ada];
        let unknown = GiveError::NoSuchRecipient;
        let crowd: Vec<_> = (0..251).map(|_| bob).collect();
        for (to, error) in [
            (To::Members(vec![]), GiveError::NobodyToReceive),
            (To::Members(vec![ada]), GiveError::ToYourself),
            (To::Members(vec![outsider]), unknown),
            (To::Members(vec![bob, outsider]), unknown),
            (To::Members(vec![made_up]), unknown),
            (To::Members(vec![bob, made_up]), unknown),
            (To::Members(vec![suspended]), unknown),
            (To::Members(vec![left]), unknown),
            (To::Members(vec![external]), unknown),
            (To::Members(crowd), GiveError::TooManyRecipients),
            (To::Group(world.group), GiveError::ToYourself),
            (To::Group(kernel::GroupId(made_up.0)), unknown),
            (To::Unit(world.unit), GiveError::NobodyToReceive),
            (To::Unit(UnitId(made_up.0)), unknown),
        ] {
            let told = world.give_errors(ada, praise(to.clone())).await;
            assert_eq!(told, [error], "{to:?}");
        }
        assert_eq!(world.count("feedback").await + world.count("audit_entry").await, 0);
        let (call, desk) = (world.stranger(), world.desk(ada));
        let fault = feedback::give(&call, &desk, praise(To::Members(vec![bob])), None).await;
        assert_eq!(fault.unwrap_err().code, Code::Unauthenticated);
    }
}

on_both! {
    async fn what_is_said_has_bounds_and_is_kept_as_typed(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let give = |text: &str| Give { text: text.into(), ..praise(To::Members(vec![bob])) };
        for (text, errors) in [
            (String::new(), vec![GiveError::Empty]),
            (" \n\u{a0}".into(), vec![GiveError::Empty]),
            ("é".repeat(LONGEST_TEXT + 1), vec![GiveError::TooLong]),
        ] {
            assert_eq!(world.give_errors(ada, give(&text)).await, errors);
        }
        let odd = "  **Ж** 🇳🇱 a\u{301} \u{202e}x\r\n<b>&amp; ' \" \\ ; -- %_ ";
        for text in [odd.to_owned(), "🙂".repeat(LONGEST_TEXT)] {
            let feedback::Given::Now(written) = world.try_give(ada, give(&text), None).await
            else { panic!() };
            let rows = world.rows(
                "select text from feedback where id = $1", [written.row.feedback.id.0.into()],
            );
            assert_eq!(rows.await[0].try_get::<String>("", "text").unwrap(), text);
        }
        let api = Api::over(&world);
        let to = format!("members: [\"{bob}\"]");
        let refused = api.refused(ada, &giving(&to, r#""a\u0000b""#)).await;
        assert!(refused.contains("null"), "{refused}");
        let told = api.told(ada, &giving(&to, r#""Danke 🙂""#)).await;
        assert_eq!(text(&told, "giveFeedback.feedback.text"), "Danke 🙂");
        assert_eq!(number(&told, "giveFeedback.feedback.recipientCount"), 1);
        let told = api.told(ada, &giving(&to, r#""""#)).await;
        assert_eq!(text(&told, "giveFeedback.errors.0.code"), "EMPTY");
        assert_eq!(text(&told, "giveFeedback.errors.0.field.1"), "text");
        assert_eq!(at(&told, "giveFeedback.feedback"), &async_graphql::Value::Null);
        for (to, code) in [
            ("members: [\"feedback_00000000000000000000000000\"]", "BAD_USER_INPUT"),
            ("members: [\"nonsense\"]", "BAD_USER_INPUT"),
        ] {
            assert_eq!(api.refused(ada, &giving(to, r#""x""#)).await, code);
        }
    }
}

on_both! {
    async fn an_evaluation_has_marks_for_competencies_of_the_house(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let (known, second) = (world.competency(world.home).await, world.competency(world.home).await);
        let foreign = world.competency(world.away).await;
        let archived = world.competency(world.home).await;
        world.run("update competency set archived = $1 where id = $2", [true.into(), archived.0.into()]).await;
        let made_up = CompetencyId(world.clock.id());
        let evaluate = |kind, marks: &[(CompetencyId, i64)]| Give {
            kind,
            marks: marks.iter().map(|(competency, mark)| Mark { competency: *competency, mark: *mark }).collect(),
            ..praise(To::Members(vec![bob]))
        };
        for (kind, marks, error) in [
            (Kind::Evaluation, vec![], GiveError::MarksMissing),
            (Kind::Praise, vec![(known, 3)], GiveError::MarksNotWanted),
            (Kind::Evaluation, vec![(known, 0)], GiveError::MarkOutOfRange),
            (Kind::Evaluation, vec![(known, 6)], GiveError::MarkOutOfRange),
            (Kind::Evaluation, vec![(known, 3), (known, 4)], GiveError::CompetencyTwice),
            (Kind::Evaluation, vec![(known, 3), (foreign, 4)], GiveError::NoSuchCompetency),
            (Kind::Evaluation, vec![(archived, 4)], GiveError::NoSuchCompetency),
            (Kind::Evaluation, vec![(made_up, 4)], GiveError::NoSuchCompetency),
        ] {
            let told = world.give_errors(ada, evaluate(kind, &marks)).await;
            assert_eq!(told, [error], "{kind:?} {marks:?}");
        }
        // Nothing half-written: the marks are refused by the database itself.
        for table in ["feedback", "feedback_recipient", "feedback_mark", "outbox", "audit_entry"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        let both = evaluate(Kind::Evaluation, &[(known, 1), (second, 5)]);
        world.try_give(ada, both, None).await;
        assert_eq!(world.count("feedback_mark").await, 2);
        // Everything wrong is told at once.
        let wrong = Give { text: " ".into(), to: To::Members(vec![]), ..evaluate(Kind::Evaluation, &[]) };
        let errors = [GiveError::NobodyToReceive, GiveError::Empty, GiveError::MarksMissing];
        assert_eq!(world.give_errors(ada, wrong).await, errors);
    }
}

on_both! {
    async fn without_a_licence_nothing_is_given_and_everything_is_read(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        world.later(TimeDelta::minutes(1));
        world.writable = false;
        let (call, desk) = (world.call(ada), world.desk(ada));
        let refused = feedback::give(&call, &desk, praise(To::Members(vec![bob])), None).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        let edit = feedback::Edit {
            feedback: given, version: 1, edited_at: None, text: "Other.".into(), marks: None,
        };
        assert_eq!(feedback::edit(&world.call(ada), edit).await.unwrap_err().code, Code::Forbidden);
        let read = feedback::acknowledge(&world.call(bob), given).await;
        assert_eq!(read.unwrap_err().code, Code::Forbidden);
        let seen = feedback::testing::visible_ids(&world.db, &world.viewer(bob), vec![given]).await;
        assert_eq!(seen.unwrap(), [given]);
        // What one said one can always take back.
        assert!(feedback::withdraw(&world.call(ada), given).await.unwrap().is_ok());
    }
}
