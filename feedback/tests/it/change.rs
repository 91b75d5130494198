//! Editing, taking back and acknowledging, also at once.

use chrono::{DateTime, TimeDelta, Utc};
use feedback::{Edit, EditError, Give, GiveError, Kind, Mark, To, acknowledge, edit, withdraw};
use kernel::FeedbackId;

use crate::{
    api::{Api, number, text},
    on_both,
    people::praise,
};

fn to(feedback: FeedbackId, version: i64, edited_at: Option<DateTime<Utc>>, text: &str) -> Edit {
    Edit { feedback, version, edited_at, text: text.into(), marks: None }
}

on_both! {
    async fn for_fifteen_minutes_in_place_then_as_a_new_version(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        world.later(TimeDelta::minutes(15));
        let call = world.call(ada);
        let row = edit(&call, to(given, 1, None, "Two.")).await.unwrap().unwrap().row;
        assert_eq!((row.feedback.version, world.count("feedback_version").await), (1, 0));
        world.later(TimeDelta::microseconds(1));
        let at = row.feedback.edited_at;
        let row = edit(&call, to(given, 1, at, "Three.")).await.unwrap().unwrap().row;
        assert_eq!((row.feedback.version, world.count("feedback_version").await), (2, 1));
        world.later(TimeDelta::minutes(1));
        let at = row.feedback.edited_at;
        edit(&call, to(given, 2, at, "Four.")).await.unwrap().unwrap();
        let api = Api::over(&world);
        let ask = format!("{{ feedback(id: \"{given}\") {{ text version versions {{ version text }} }} }}");
        for member in [ada, bob] {
            let told = api.told(member, &ask).await;
            assert_eq!(text(&told, "feedback.text"), "Four.");
            assert_eq!(number(&told, "feedback.version"), 3);
            assert_eq!(text(&told, "feedback.versions.0.text"), "Three.");
            assert_eq!(text(&told, "feedback.versions.1.text"), "Two.");
        }
        assert_eq!(world.count("audit_entry where action = 'editFeedback'").await, 3);
        // Whoever only reads it is refused what it said before.
        let eve = world.hire().await;
        assert_eq!(Api::over(&world).refused(eve, &ask).await, "FORBIDDEN");
    }
}

on_both! {
    async fn only_its_author_edits_what_they_read_last(world: World) {
        let mut world = world;
        let (ada, bob, outsider) = (world.hire().await, world.hire().await, world.outsider().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        let made_up = FeedbackId(world.clock.id());
        for (member, id) in [(bob, given), (outsider, given), (ada, made_up)] {
            let told = edit(&world.call(member), to(id, 1, None, "Mine.")).await.unwrap();
            assert_eq!(told.unwrap_err(), [EditError::NoSuchFeedback]);
        }
        let call = world.call(ada);
        for (version, text, error) in
            [(2, "Two.", EditError::Stale), (1, " ", EditError::Empty), (0, "Two.", EditError::Stale)]
        {
            let told = edit(&call, to(given, version, None, text)).await.unwrap();
            assert_eq!(told.unwrap_err(), [error]);
        }
        let marks = Edit { marks: Some(vec![]), ..to(given, 1, None, "Two.") };
        assert!(edit(&call, marks).await.unwrap().is_ok());
        withdraw(&call, given).await.unwrap().unwrap();
        let told = edit(&call, to(given, 1, None, "Two.")).await.unwrap();
        assert_eq!(told.unwrap_err(), [EditError::Withdrawn]);
        assert!(matches!(
            edit(&world.stranger(), to(given, 1, None, "x")).await,
            Err(fault) if fault.code == kernel::Code::Unauthenticated
        ));
    }
}

on_both! {
    /// Also where both come within a microsecond, or the clock was set back in between.
    async fn of_two_edits_at_once_one_is_kept_and_the_other_stale(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        let call = world.call(ada);
        let mut read: (i64, Option<DateTime<Utc>>) = (1, None);
        for step in [TimeDelta::zero(), TimeDelta::zero(), TimeDelta::minutes(-3), TimeDelta::minutes(30)] {
            world.later(step);
            let one = |text| edit(&call, to(given, read.0, read.1, text));
            let (a, b) = tokio::join!(one("A."), one("B."));
            let both = [a.unwrap(), b.unwrap()];
            let kept: Vec<_> = both.iter().filter_map(|it| it.as_ref().ok()).collect();
            let [kept] = &kept[..] else { panic!("{both:?}") };
            assert!(both.iter().any(|it| matches!(it, Err(errors) if errors == &[EditError::Stale])));
            let row = world.rows("select text from feedback where id = $1", [given.0.into()]).await;
            assert_eq!(row[0].try_get::<String>("", "text").unwrap(), kept.row.feedback.text);
            read = (kept.row.feedback.version, kept.row.feedback.edited_at);
        }
        assert_eq!(read.0, 2);
        assert_eq!(world.count("feedback_version").await, 1);
    }
}

on_both! {
    async fn marks_are_replaced_with_the_text(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let (one, two) = (world.competency(world.home).await, world.competency(world.home).await);
        let foreign = world.competency(world.away).await;
        let mark = |competency, mark| Mark { competency, mark };
        let give = Give {
            kind: Kind::Evaluation,
            marks: vec![mark(one, 2)],
            ..praise(To::Members(vec![bob]))
        };
        let feedback::Given::Now(given) = world.try_give(ada, give.clone(), None).await else { panic!() };
        let id = given.row.feedback.id;
        // What is archived can be kept, not given anew.
        world.run("update competency set archived = $1 where id = $2", [true.into(), one.0.into()]).await;
        assert_eq!(world.give_errors(ada, give).await, [GiveError::NoSuchCompetency]);
        let call = world.call(ada);
        let with = |at, marks| Edit { marks: Some(marks), ..to(id, 1, at, "Two.") };
        for wrong in [vec![mark(foreign, 3)], vec![mark(one, 3), mark(foreign, 3)]] {
            let told = edit(&call, with(None, wrong)).await.unwrap();
            assert_eq!(told.unwrap_err(), [EditError::NoSuchCompetency]);
        }
        let kept = edit(&call, with(None, vec![mark(one, 4), mark(two, 5)])).await.unwrap().unwrap();
        assert_eq!(world.count("feedback_mark").await, 2);
        let at = kept.row.feedback.edited_at;
        edit(&call, with(at, vec![mark(two, 1)])).await.unwrap().unwrap();
        let rows = world.rows("select mark from feedback_mark", []).await;
        let marks: Vec<i64> = rows.iter().map(|row| row.try_get("", "mark").unwrap()).collect();
        assert_eq!(marks, [1]);
    }
}

on_both! {
    async fn earlier_marks_stay_with_their_version(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let (one, two) = (world.competency(world.home).await, world.competency(world.home).await);
        let mark = |competency, mark| Mark { competency, mark };
        let give = Give {
            kind: Kind::Evaluation,
            marks: vec![mark(one, 2), mark(two, 3)],
            ..praise(To::Members(vec![bob]))
        };
        let feedback::Given::Now(given) = world.try_give(ada, give, None).await else { panic!() };
        let id = given.row.feedback.id;
        world.later(TimeDelta::minutes(16));
        let call = world.call(ada);
        let edited = Edit { marks: Some(vec![mark(two, 5)]), ..to(id, 1, None, "Two.") };
        let edited = edit(&call, edited).await.unwrap().unwrap().row;
        // A version of the text alone has the marks it had.
        let at = edited.feedback.edited_at;
        world.later(TimeDelta::minutes(1));
        edit(&call, to(id, 2, at, "Three.")).await.unwrap().unwrap();
        let api = Api::over(&world);
        let ask = format!(
            "{{ feedback(id: \"{id}\") {{ versions {{ version marks {{ mark }} }} marks {{ mark }} }} }}"
        );
        for member in [ada, bob] {
            let told = api.told(member, &ask).await;
            assert_eq!(number(&told, "feedback.marks.0.mark"), 5);
            assert_eq!(number(&told, "feedback.versions.0.version"), 2);
            assert_eq!(number(&told, "feedback.versions.0.marks.0.mark"), 5);
            assert_eq!(number(&told, "feedback.versions.1.marks.0.mark"), 2);
            assert_eq!(number(&told, "feedback.versions.1.marks.1.mark"), 3);
        }
        assert_eq!(world.count("feedback_version_mark").await, 3);
        let eve = world.hire().await;
        assert_eq!(Api::over(&world).refused(eve, &ask).await, "FORBIDDEN");
    }
}

on_both! {
    async fn taken_back_once_by_its_author(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        assert!(withdraw(&world.call(bob), given).await.unwrap().is_err());
        let call = world.call(ada);
        let (a, b) = tokio::join!(withdraw(&call, given), withdraw(&call, given));
        for row in [a, b] {
            assert!(row.unwrap().unwrap().feedback.withdrawn_at.is_some());
        }
        assert_eq!(world.count("audit_entry where action = 'withdrawFeedback'").await, 1);
        assert!(acknowledge(&world.call(bob), given).await.unwrap().is_err());
        let told = feedback::recipients_unchecked(&world.db, world.home, given).await.unwrap();
        assert_eq!(told, [], "no mail about what was withdrawn");
    }
}

on_both! {
    async fn acknowledged_once_by_each_recipient(world: World) {
        let mut world = world;
        let (ada, bob, eve) = (world.hire().await, world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob, eve]).await.row.feedback.id;
        let zoe = world.hire().await;
        assert!(acknowledge(&world.call(zoe), given).await.unwrap().is_err());
        assert!(acknowledge(&world.call(ada), given).await.unwrap().is_err());
        let call = world.call(bob);
        let (a, b) = tokio::join!(acknowledge(&call, given), acknowledge(&call, given));
        assert!(a.unwrap().is_ok() && b.unwrap().is_ok());
        assert_eq!(world.count("audit_entry where action = 'acknowledgeFeedback'").await, 1);
        let ask = format!("{{ feedback(id: \"{given}\") {{ acknowledgements {{ recipient {{ id }} at }} }} }}");
        let api = Api::over(&world);
        let told = api.told(ada, &ask).await;
        assert_eq!(text(&told, "feedback.acknowledgements.0.recipient.id"), bob.to_string());
        assert_eq!(api.refused(zoe, &ask).await, "FORBIDDEN");
    }
}

on_both! {
    /// Whichever comes first: nobody is told text after it was taken back.
    async fn taking_back_and_acknowledging_at_once(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        for _ in 0..8 {
            let given = world.give(ada, &[bob]).await.row.feedback.id;
            let (author, reader) = (world.call(ada), world.call(bob));
            let (back, _) = tokio::join!(withdraw(&author, given), acknowledge(&reader, given));
            assert!(back.unwrap().unwrap().feedback.withdrawn_at.is_some());
            let seen = feedback::testing::visible_ids(&world.db, &reader.viewer, vec![given]).await;
            assert_eq!(seen.unwrap(), []);
        }
    }
}

on_both! {
    /// What a mutation reads back is not what an earlier one of the document read.
    async fn mutations_of_one_document_read_what_they_wrote(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let given = world.give(ada, &[bob]).await.row.feedback.id;
        world.later(TimeDelta::minutes(20));
        let first = edit(&world.call(ada), to(given, 1, None, "Two.")).await.unwrap().unwrap();
        let at = first.row.feedback.edited_at.unwrap().to_rfc3339();
        world.later(TimeDelta::minutes(1));
        let change = format!(
            "mutation {{ a: withdrawFeedback(input: {{ feedback: \"{given}\" }}) {{ feedback {{ withdrawn versions {{ text }} }} }} \
             b: giveFeedback(input: {{ recipient: {{ members: [\"{bob}\"] }}, kind: PRAISE, text: \"x\", visibility: TEAM }}) \
             {{ feedback {{ author {{ feedbackGiven {{ totalCount nodes {{ id }} }} }} }} }} \
             c: giveFeedback(input: {{ recipient: {{ members: [\"{bob}\"] }}, kind: PRAISE, text: \"x\", visibility: TEAM }}) \
             {{ feedback {{ author {{ feedbackGiven {{ totalCount nodes {{ id }} }} }} }} }} \
             d: editFeedback(input: {{ feedback: \"{given}\", version: 2, editedAt: \"{at}\", text: \"y\" }}) {{ errors {{ code }} }} }}"
        );
        let told = Api::over(&world).told(ada, &change).await;
        assert_eq!(number(&told, "b.feedback.author.feedbackGiven.totalCount"), 2);
        assert_eq!(number(&told, "c.feedback.author.feedbackGiven.totalCount"), 3);
        assert_eq!(crate::api::nodes(&told, "c.feedback.author.feedbackGiven.nodes").len(), 3);
        assert_eq!(text(&told, "d.errors.0.code"), "WITHDRAWN");
    }
}
