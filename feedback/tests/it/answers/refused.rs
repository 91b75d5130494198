//! Answers that are not taken: of whom, and what is wrong with them.

use feedback::{
    Kind, Mark,
    requests::{
        By,
        answer::{Respond, RespondError, respond},
        decline::{DeclineError, decline},
        mute::{MuteError, mute},
    },
};
use kernel::{Code, FeedbackInvitationId};

use super::{answered, of, one, praise, why};
use crate::{
    asking::{asked, made},
    on_both,
};

on_both! {
    async fn nobody_else_answers(world: World) {
        let mut world = world;
        let (ada, bob, _, id) = one(&mut world).await;
        let (peer, outsider) = (world.hire().await, world.outsider().await);
        let made_up = FeedbackInvitationId(world.clock.id());
        for by in [ada, peer, outsider] {
            for id in [id, made_up] {
                assert_eq!(why(&world, by, id).await, [RespondError::NotAsked]);
                let told = decline(&world.call(by), By::Invitation(id), None).await.unwrap();
                assert_eq!(told.err(), Some(DeclineError::NotAsked));
                let told = mute(&world.call(by), By::Invitation(id)).await.unwrap();
                assert_eq!(told.err(), Some(MuteError::NotAsked));
            }
        }
        let stranger = world.stranger();
        let told = respond(&stranger, &world.desk(bob), &world.step(), praise(By::Invitation(id)), None).await;
        assert_eq!(told.unwrap_err().code, Code::Unauthenticated);
        assert_eq!(world.count("feedback").await, 0);
    }
}

on_both! {
    /// An answer is written by the rules of feedback, and its marks are for what was asked about.
    async fn what_is_wrong_with_an_answer_is_told(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let (asked_for, other) = (world.competency(world.home).await, world.competency(world.home).await);
        let input = feedback::requests::ask::Ask { competencies: vec![asked_for], ..asked(ada, &[bob]) };
        made(&world, ada, input).await;
        let id = of(&world, bob).await;
        let blank = || praise(By::Invitation(id));
        let marked = |competency, mark| Respond { kind: Kind::Evaluation, marks: vec![Mark { competency, mark }], ..blank() };
        for (input, told) in [
            (Respond { text: " ".into(), ..blank() }, RespondError::Empty),
            (Respond { kind: Kind::Evaluation, ..blank() }, RespondError::MarksMissing),
            (Respond { kind: Kind::Praise, ..marked(asked_for, 3) }, RespondError::MarksNotWanted),
            (marked(asked_for, 6), RespondError::MarkOutOfRange),
            (marked(other, 3), RespondError::NoSuchCompetency),
            (Respond { name: Some("a\nb".into()), ..blank() }, RespondError::NameInvalid),
            (Respond { answers: vec![feedback::requests::Said { question: 0, text: Some("?".into()), choice: None }], ..blank() }, RespondError::AnswersInvalid),
        ] {
            let error = answered(&world, bob, input.clone(), None).await.unwrap().unwrap_err();
            assert_eq!(error, [told], "{input:?}");
        }
        world.run("update competency set archived = true where id = $1", [asked_for.0.into()]).await;
        let error = answered(&world, bob, marked(asked_for, 3), None).await.unwrap().unwrap_err();
        assert_eq!(error, [RespondError::NoSuchCompetency]);
        world.run("update competency set archived = false where id = $1", [asked_for.0.into()]).await;
        assert_eq!(world.count("feedback").await, 0);
        assert_eq!(world.count("feedback_invitation where state = 'open'").await, 1);
        world.person(ada).active = false;
        assert_eq!(why(&world, bob, id).await, [RespondError::NobodyToReceive]);
        world.person(ada).active = true;
        world.writable = false;
        let refused = answered(&world, bob, marked(asked_for, 3), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(world.count("audit_entry where action = 'answerFeedbackRequest' and outcome = 'refused'").await, 1);
        // Saying no always works, and so does taking back.
        decline(&world.call(bob), By::Invitation(id), None).await.unwrap().unwrap();
        world.writable = true;
        let (_, bob, _, id) = one(&mut world).await;
        let call = world.call(bob);
        for _ in 0..2 {
            assert!(mute(&call, By::Invitation(id)).await.unwrap().unwrap().invitation.muted);
        }
        assert_eq!(world.count("audit_entry where action = 'muteFeedbackReminders'").await, 1);
        answered(&world, bob, praise(By::Invitation(id)), None).await.unwrap().unwrap();
    }
}
