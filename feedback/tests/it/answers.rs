//! What those who are asked do: answer, decline, want no reminders; and what who asked does
//! meanwhile.

mod refused;

use feedback::{
    Kind,
    requests::{
        By,
        answer::{Respond, RespondError, Responded, respond},
        close::{CloseError, close},
        decline::{DeclineError, decline},
        revoke::{RevokeError, revoke},
    },
    testing::invitations,
};
use kernel::{Answer, Code, FeedbackInvitationId, FeedbackRequestId, IdempotencyKey, MembershipId};

use crate::{
    api::{Api, at, nodes, text},
    asking::{asked, made},
    on_both,
    world::World,
};

pub fn praise(by: By) -> Respond {
    Respond {
        by,
        name: None,
        kind: Kind::Praise,
        text: "You listen.".into(),
        marks: vec![],
        answers: vec![],
    }
}

pub async fn answered(
    world: &World,
    by: MembershipId,
    input: Respond,
    key: Option<&str>,
) -> Answer<Result<Responded, Vec<RespondError>>> {
    let key = key.map(|key| IdempotencyKey::try_new(key.into()).unwrap());
    respond(&world.call(by), &world.desk(by), &world.step(), input, key).await
}

/// The invitation of a member to the only request they are asked by.
async fn of(world: &World, member: MembershipId) -> FeedbackInvitationId {
    let all = invitations(&world.db).await.unwrap();
    all.iter().rfind(|it| it.member_id == Some(member)).unwrap().id
}

async fn why(world: &World, by: MembershipId, id: FeedbackInvitationId) -> Vec<RespondError> {
    let told = answered(world, by, praise(By::Invitation(id)), None).await.unwrap();
    told.err().unwrap_or_default()
}

async fn one(
    world: &mut World,
) -> (MembershipId, MembershipId, FeedbackRequestId, FeedbackInvitationId) {
    let boss = world.hire().await;
    let ada = world.hire_with(|it| it.manager = Some(boss)).await;
    let bob = world.hire().await;
    let request = made(world, ada, asked(ada, &[bob])).await;
    (ada, bob, request, of(world, bob).await)
}

on_both! {
    /// It is feedback like any other, read by whom the request said.
    async fn an_answer_is_feedback_to_whom_it_is_about(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let (bob, peer) = (world.hire().await, world.hire().await);
        let request = made(&world, boss, asked(ada, &[bob])).await;
        let id = of(&world, bob).await;
        let Responded::Now(written, held) = answered(&world, bob, praise(By::Invitation(id)), None).await.unwrap().unwrap() else { panic!() };
        let row = &written.row.feedback;
        assert_eq!((row.author_id, row.sole_recipient_id), (Some(bob), Some(ada)));
        assert_eq!(row.visibility, feedback::Visibility::Manager);
        assert_eq!(written.recipients[0].manager_id, Some(boss));
        assert_eq!(held.invitation.feedback_id, None);
        let stored = invitations(&world.db).await.unwrap();
        assert_eq!(stored[0].feedback_id, Some(row.id));
        assert_eq!(world.count("outbox where topic = 'feedback.given'").await, 1);
        assert_eq!(world.count("audit_entry where action = 'answerFeedbackRequest' and outcome = 'done'").await, 1);
        let api = Api::over(&world);
        let query = format!("{{ feedback(id: \"{}\") {{ id text author {{ id }} request {{ id }} externalAuthor fromOutside answers {{ text }} }} }}", row.id);
        for by in [ada, bob, boss] {
            let told = api.told(by, &query).await;
            assert_eq!(text(&told, "feedback.request.id"), request.to_string());
            assert_eq!(text(&told, "feedback.author.id"), bob.to_string());
            assert_eq!(at(&told, "feedback.externalAuthor").to_string(), "null");
            assert_eq!(at(&told, "feedback.fromOutside").to_string(), "false");
        }
        assert_eq!(at(&api.told(peer, &query).await, "feedback").to_string(), "null");
        let query = format!("{{ organization(id: \"{}\") {{ feedbackInvitations {{ nodes {{ id state feedback {{ id }} remindersMuted }} }} }} }}", world.home);
        let told = api.told(bob, &query).await;
        assert_eq!(text(&told, "organization.feedbackInvitations.nodes.0.state"), "ANSWERED");
        assert_eq!(text(&told, "organization.feedbackInvitations.nodes.0.feedback.id"), row.id.to_string());
        let open = query.replace("feedbackInvitations", "feedbackInvitations(open: true)");
        assert!(nodes(&api.told(bob, &open).await, "organization.feedbackInvitations.nodes").is_empty());
    }
}

on_both! {
    async fn of_two_answers_at_once_one_is_kept(world: World) {
        let mut world = world;
        for _ in 0..5 {
            let (_, bob, _, id) = one(&mut world).await;
            let give = || answered(&world, bob, praise(By::Invitation(id)), None);
            let (a, b) = tokio::join!(give(), give());
            let both = [a.unwrap(), b.unwrap()];
            assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1, "{both:?}");
            let told = both.into_iter().find_map(Result::err).unwrap();
            assert_eq!(told, [RespondError::AlreadyAnswered]);
        }
        assert_eq!(world.count("feedback").await, 5);
        assert_eq!(world.count("feedback_recipient").await, 5);
        assert_eq!(world.count("audit_entry where action = 'answerFeedbackRequest'").await, 5);
    }
}

on_both! {
    async fn by_one_key_it_is_answered_once(world: World) {
        let mut world = world;
        let (_, bob, _, id) = one(&mut world).await;
        let give = || answered(&world, bob, praise(By::Invitation(id)), Some("k"));
        let (a, b) = tokio::join!(give(), give());
        let ids = [a, b].map(|it| match it.unwrap().unwrap() {
            Responded::Now(written, _) => written.row.feedback.id,
            Responded::Before(id) => id,
            Responded::Evaluated(_) => panic!("it is about a member"),
        });
        assert_eq!(ids[0], ids[1]);
        assert_eq!(world.count("feedback").await, 1);
        let other = Respond { text: "Or not.".into(), ..praise(By::Invitation(id)) };
        let conflict = answered(&world, bob, other, Some("k")).await.unwrap_err();
        assert_eq!(conflict.code, Code::Conflict);
    }
}

on_both! {
    /// Answered, declined, closed, taken back, expired: each says so, and nothing is written.
    async fn no_request_is_a_dead_end(world: World) {
        let mut world = world;
        let (_, bob, _, id) = one(&mut world).await;
        answered(&world, bob, praise(By::Invitation(id)), None).await.unwrap().unwrap();
        assert_eq!(why(&world, bob, id).await, [RespondError::AlreadyAnswered]);
        let told = decline(&world.call(bob), By::Invitation(id), None).await.unwrap();
        assert_eq!(told.err(), Some(DeclineError::AlreadyAnswered));

        let (_, bob, _, id) = one(&mut world).await;
        let no = Some("I was not there.".to_owned());
        let told = decline(&world.call(bob), By::Invitation(id), Some(" ".into())).await.unwrap();
        assert_eq!(told.err(), Some(DeclineError::ReasonInvalid));
        for _ in 0..2 {
            let held = decline(&world.call(bob), By::Invitation(id), no.clone()).await.unwrap().unwrap();
            assert_eq!(held.invitation.reason, no);
        }
        assert_eq!(world.count("audit_entry where action = 'declineFeedbackRequest'").await, 1);
        assert_eq!(why(&world, bob, id).await, [RespondError::AlreadyDeclined]);

        let (ada, bob, request, id) = one(&mut world).await;
        let told = close(&world.call(bob), request).await.unwrap();
        assert_eq!(told.err(), Some(CloseError::NoSuchRequest));
        for _ in 0..2 {
            assert!(close(&world.call(ada), request).await.unwrap().unwrap().closed_at.is_some());
        }
        assert_eq!(world.count("audit_entry where action = 'closeFeedbackRequest'").await, 1);
        assert_eq!(why(&world, bob, id).await, [RespondError::RequestClosed]);
        let told = decline(&world.call(bob), By::Invitation(id), None).await.unwrap();
        assert_eq!(told.err(), Some(DeclineError::RequestClosed));

        let (ada, bob, _, id) = one(&mut world).await;
        let told = revoke(&world.call(bob), id).await.unwrap();
        assert_eq!(told.err(), Some(RevokeError::NoSuchInvitation));
        for _ in 0..2 {
            revoke(&world.call(ada), id).await.unwrap().unwrap();
        }
        assert_eq!(world.count("audit_entry where action = 'revokeFeedbackInvitation'").await, 1);
        assert_eq!(why(&world, bob, id).await, [RespondError::RequestClosed]);

        let (ada, bob, _, id) = one(&mut world).await;
        world.later(chrono::TimeDelta::days(14));
        assert_eq!(why(&world, ada, id).await, [RespondError::NotAsked]);
        world.later(chrono::TimeDelta::days(1));
        assert_eq!(why(&world, bob, id).await, [RespondError::RequestExpired]);
        let told = decline(&world.call(bob), By::Invitation(id), None).await.unwrap();
        assert_eq!(told.err(), Some(DeclineError::RequestExpired));
        let query = format!("{{ organization(id: \"{}\") {{ feedbackRequests {{ nodes {{ id state myInvitation {{ state }} }} }} feedbackInvitations(open: true) {{ totalCount }} }} }}", world.home);
        let told = Api::over(&world).told(bob, &query).await;
        assert_eq!(text(&told, "organization.feedbackRequests.nodes.0.state"), "EXPIRED");
        assert_eq!(text(&told, "organization.feedbackRequests.nodes.0.myInvitation.state"), "EXPIRED");
        assert_eq!(crate::api::number(&told, "organization.feedbackInvitations.totalCount"), 0);
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    /// Whoever comes second is told, and what was answered is not closed away.
    async fn answering_and_closing_at_once(world: World) {
        let mut world = world;
        for n in 0..10 {
            let (ada, bob, request, id) = one(&mut world).await;
            let (asker, call) = (world.call(ada), world.call(bob));
            let give = answered(&world, bob, praise(By::Invitation(id)), None);
            let (given, ended) = match n % 3 {
                0 => {
                    let (given, ended) = tokio::join!(give, close(&asker, request));
                    (given, ended.unwrap().is_ok())
                }
                1 => {
                    let (given, ended) = tokio::join!(give, revoke(&asker, id));
                    (given, ended.unwrap().is_ok())
                }
                _ => {
                    let (given, ended) = tokio::join!(give, decline(&call, By::Invitation(id), None));
                    (given, ended.unwrap().is_ok())
                }
            };
            let stored = invitations(&world.db).await.unwrap();
            let row = stored.iter().find(|it| it.id == id).unwrap();
            assert_eq!(given.unwrap().is_ok(), row.feedback_id.is_some());
            // A request is closed, whoever answered it before.
            assert_eq!(n % 3 == 0 || row.feedback_id.is_none(), ended, "{row:?}");
        }
        let answered = world.count("feedback_invitation where state = 'answered'").await;
        assert_eq!(world.count("feedback").await, answered);
    }
}
