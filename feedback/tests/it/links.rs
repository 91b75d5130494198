//! People from outside, who answer by a link.

use feedback::{
    requests::{
        By, Standing,
        answer::{Respond, RespondError, Responded, respond},
        ask::Ask,
        close::close,
        decline::{DeclineError, decline},
        forget::{ForgetError, forget, sweep},
        form::{Form, form},
        letter::link_unchecked,
        mute::mute,
        revoke::revoke,
    },
    testing::invitations,
};
use kernel::{Answer, Code, FeedbackInvitationId, MembershipId, Token};

use crate::{
    answers::praise,
    api::{Api, at, text},
    asking::{asked, external, made},
    on_both,
    world::World,
};

/// What the link of the last external carries, and their invitation.
pub async fn link(world: &World) -> (String, FeedbackInvitationId) {
    let all = invitations(&world.db).await.unwrap();
    let row = all.into_iter().rfind(|it| it.member_id.is_none()).unwrap();
    let letter =
        link_unchecked(&world.db, &world.secret, &world.clock, row.organization_id, row.id).await;
    (letter.unwrap().unwrap().token.reveal(), row.id)
}

pub async fn one(world: &mut World) -> (MembershipId, String, FeedbackInvitationId) {
    let boss = world.hire().await;
    let ada = world.hire_with(|it| it.manager = Some(boss)).await;
    let input = Ask { externals: vec![external("Eva@example.org")], ..asked(ada, &[]) };
    made(world, ada, input).await;
    let (link, id) = link(world).await;
    (ada, link, id)
}

pub async fn answered(
    world: &World,
    input: Respond,
) -> Answer<Result<Responded, Vec<RespondError>>> {
    let mut desk = world.desk(world.people[0].id);
    desk.viewer = kernel::Viewer::default();
    respond(&world.stranger(), &desk, &world.step(), input, None).await
}

pub async fn shown(world: &World, link: &str) -> Option<Form> {
    form(&world.stranger(), &world.step(), link.into(), false).await.unwrap()
}

on_both! {
    /// Without an account; and only its hash is in the database.
    async fn r28_whoever_holds_the_link_answers_once(world: World) {
        let mut world = world;
        let (ada, link, id) = one(&mut world).await;
        let token = Token::parse(&link).unwrap();
        let row = invitations(&world.db).await.unwrap().remove(0);
        assert_eq!(row.link_hash, Some(token.hash()));
        let api = Api::over(&world);
        let query = format!(
            "{{ feedbackForm(link: \"{link}\") {{ state organizationName requesterName aboutName yourName language \
             message dueOn visibility privacyNotice {{ version text }} questions {{ text }} competencies {{ name }} }} }}"
        );
        let told = api.ask_as_stranger(&query).await;
        assert!(told.errors.is_empty(), "{:?}", told.errors);
        assert_eq!(text(&told.data, "feedbackForm.state"), "OPEN");
        assert_eq!(text(&told.data, "feedbackForm.aboutName"), format!("Name of {ada}"));
        assert_eq!(text(&told.data, "feedbackForm.yourName"), "Eva Extern");
        assert_eq!(text(&told.data, "feedbackForm.privacyNotice.text"), "Notice of The house in de.");
        let input = Respond { name: Some("Eva E.".into()), ..praise(By::Link(link.clone())) };
        let Responded::Now(written, _) = answered(&world, input).await.unwrap().unwrap() else { panic!() };
        let row = &written.row.feedback;
        assert_eq!((row.author_id, row.sole_recipient_id), (None, Some(ada)));
        assert!(written.recipients[0].manager_id.is_some());
        let stored = invitations(&world.db).await.unwrap().remove(0);
        assert_eq!(stored.notice_version.as_deref(), Some("7"), "as it was shown");
        assert_eq!(stored.id, id);
        let entry = "audit_entry where action = 'answerFeedbackRequest' and actor_id is null";
        assert_eq!(world.count(entry).await, 1);
        let query = format!("{{ feedback(id: \"{}\") {{ externalAuthor fromOutside author {{ id }} request {{ id }} }} }}", row.id);
        let told = api.told(ada, &query).await;
        assert_eq!(text(&told, "feedback.externalAuthor"), "Eva E.");
        assert_eq!(at(&told, "feedback.fromOutside").to_string(), "true");
        assert_eq!(at(&told, "feedback.author").to_string(), "null");
        let again = answered(&world, praise(By::Link(link.clone()))).await.unwrap().unwrap_err();
        assert_eq!(again, [RespondError::AlreadyAnswered]);
        let told = api.ask_as_stranger(&format!("{{ feedbackForm(link: \"{link}\") {{ state }} }}")).await;
        assert_eq!(text(&told.data, "feedbackForm.state"), "ANSWERED");
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    async fn of_two_answers_by_one_link_one_is_kept(world: World) {
        let mut world = world;
        let (_, link, _) = one(&mut world).await;
        let give = || answered(&world, praise(By::Link(link.clone())));
        let (a, b) = tokio::join!(give(), give());
        let both = [a.unwrap(), b.unwrap()];
        assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1);
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    /// What was revoked, what never was and what is of another purpose are told alike, and by the
    /// same statements.
    async fn r28_no_link_tells_what_it_might_have_opened(world: World) {
        let mut world = world;
        let (ada, link, id) = one(&mut world).await;
        let (_, other, _) = one(&mut world).await;
        revoke(&world.call(ada), id).await.unwrap().unwrap();
        let made_up = Token::new([9; 32]).reveal();
        let id_itself = id.to_string();
        let mut told = vec![];
        for link in [&*link, &made_up, "", "x", &id_itself] {
            let before = world.db.statements();
            assert!(shown(&world, link).await.is_none(), "{link}");
            let by = || By::Link(link.to_owned());
            let why = answered(&world, praise(by())).await.unwrap().unwrap_err();
            let no = decline(&world.stranger(), by(), None).await.unwrap().err();
            let silent = mute(&world.stranger(), by()).await.unwrap().is_ok();
            let forgotten = forget(&world.stranger(), by()).await.unwrap().err();
            told.push((why, no, silent, forgotten, world.db.statements() - before));
        }
        let first = told[0].clone();
        assert_eq!(first.0, [RespondError::NotAsked]);
        assert_eq!(first.1, Some(DeclineError::NotAsked));
        assert_eq!(first.3, Some(ForgetError::NoSuchInvitation));
        assert!(told.iter().all(|it| *it == first), "{told:?}");
        assert!(shown(&world, &other).await.is_some());
        // An id of an invitation opens nothing without the link.
        let by_id = By::Invitation(id);
        let told = decline(&world.call(ada), by_id.clone(), None).await.unwrap().err();
        assert_eq!(told, Some(DeclineError::NotAsked));
        assert_eq!(decline(&world.stranger(), by_id, None).await.unwrap_err().code, Code::Unauthenticated);
        assert_eq!(world.count("feedback").await, 0);
    }
}

on_both! {
    /// On the last day it is answered, for a week it says that it is over, then it is gone.
    async fn r28_a_link_ends(world: World) {
        let mut world = world;
        let (_, other, _) = one(&mut world).await;
        let no = Some("I do not know them.".to_owned());
        decline(&world.stranger(), By::Link(other), no).await.unwrap().unwrap();
        let (_, link, _) = one(&mut world).await;
        world.later(chrono::TimeDelta::days(14));
        assert_eq!(shown(&world, &link).await.unwrap().standing, feedback::requests::Standing::Open);
        world.later(chrono::TimeDelta::days(1));
        assert_eq!(shown(&world, &link).await.unwrap().standing, feedback::requests::Standing::Expired);
        let why = answered(&world, praise(By::Link(link.clone()))).await.unwrap().unwrap_err();
        assert_eq!(why, [RespondError::RequestExpired]);
        world.later(chrono::TimeDelta::days(6));
        assert!(shown(&world, &link).await.is_some());
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0);
        world.later(chrono::TimeDelta::days(1));
        assert!(shown(&world, &link).await.is_none());
        assert!(sweep(&world.db, &world.clock).await.unwrap() > 0);
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0);
        for row in invitations(&world.db).await.unwrap() {
            assert_eq!((row.external_address, row.external_name, row.link_hash), (None, None, None));
            assert_eq!(row.reason, None);
        }
    }
}

on_both! {
    /// Declining, silence and being forgotten need no licence; answering does.
    async fn whoever_holds_the_link_says_no_or_is_forgotten(world: World) {
        let mut world = world;
        let (_, link, _) = one(&mut world).await;
        world.writable = false;
        let by = || By::Link(link.clone());
        let refused = answered(&world, praise(by())).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert!(mute(&world.stranger(), by()).await.unwrap().unwrap().invitation.muted);
        let no = Some("I do not know them.".to_owned());
        decline(&world.stranger(), by(), no).await.unwrap().unwrap();
        assert_eq!(shown(&world, &link).await.unwrap().standing, feedback::requests::Standing::Declined);
        forget(&world.stranger(), by()).await.unwrap().unwrap();
        assert!(shown(&world, &link).await.is_none());
        let row = invitations(&world.db).await.unwrap().remove(0);
        assert_eq!((row.external_address, row.external_name, row.link_id), (None, None, None));
        assert_eq!(row.reason, None);
        assert_eq!(world.count("audit_entry where actor_id is null and outcome = 'done'").await, 3);
    }
}

on_both! {
    async fn a_form_is_closed_where_nobody_would_receive_it(world: World) {
        let mut world = world;
        let (ada, link, _) = one(&mut world).await;
        let standing = async |world: &World| shown(world, &link).await.unwrap().standing;
        assert_eq!(standing(&world).await, Standing::Open);
        world.writable = false;
        assert_eq!(standing(&world).await, Standing::Closed);
        world.writable = true;
        world.person(ada).active = false;
        assert_eq!(standing(&world).await, Standing::Closed);
        // Nor is it told any more who they were.
        let form = shown(&world, &link).await.unwrap();
        assert_eq!((form.about, form.requester), (None, String::new()));
        world.person(ada).active = true;
        assert_eq!(standing(&world).await, Standing::Open);
    }
}

on_both! {
    /// However it stands with whoever holds it.
    async fn r28_a_revoked_link_opens_nothing_also_where_it_was_settled_before(world: World) {
        let mut world = world;
        for n in 0..3 {
            let (ada, link, id) = one(&mut world).await;
            let by = || By::Link(link.clone());
            match n {
                0 => drop(answered(&world, praise(by())).await.unwrap().unwrap()),
                1 => drop(decline(&world.stranger(), by(), None).await.unwrap().unwrap()),
                _ => {
                    let all = invitations(&world.db).await.unwrap();
                    let request = all.iter().find(|it| it.id == id).unwrap().request_id;
                    close(&world.call(ada), request).await.unwrap().unwrap();
                }
            }
            let before = shown(&world, &link).await.unwrap().standing;
            for _ in 0..2 {
                assert_eq!(revoke(&world.call(ada), id).await.unwrap().unwrap().link_hash, None);
            }
            assert!(shown(&world, &link).await.is_none(), "{before:?}");
            let row = invitations(&world.db).await.unwrap().into_iter().find(|it| it.id == id).unwrap();
            assert_eq!((row.link_id, row.link_hash), (None, None), "{before:?}");
        }
        assert_eq!(world.count("audit_entry where action = 'revokeFeedbackInvitation'").await, 3);
        assert_eq!(world.count("feedback").await, 1);
    }
}

on_both! {
    /// Who asked is not told who they are, also where they are signed in elsewhere.
    async fn whoever_holds_the_link_is_nobody_also_while_signed_in(world: World) {
        let mut world = world;
        let outsider = world.outsider().await;
        let (_, link, _) = one(&mut world).await;
        let (_, other, _) = one(&mut world).await;
        let (call, desk) = (world.call(outsider), world.desk(outsider));
        let by = || By::Link(link.clone());
        mute(&call, by()).await.unwrap().unwrap();
        world.writable = false;
        let refused = respond(&call, &desk, &world.step(), praise(by()), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        world.writable = true;
        respond(&call, &desk, &world.step(), praise(by()), None).await.unwrap().unwrap();
        forget(&call, by()).await.unwrap().unwrap();
        decline(&call, By::Link(other), None).await.unwrap().unwrap();
        assert_eq!(world.count("audit_entry where actor_id is null").await, 5);
        let sql = "select id from audit_entry where actor_id = $1";
        assert!(world.rows(sql, [outsider.0.into()]).await.is_empty());
    }
}

on_both! {
    /// What they wrote stays with whom it is about, without its author.
    async fn who_asked_has_them_forgotten(world: World) {
        let mut world = world;
        let (ada, link, id) = one(&mut world).await;
        let Responded::Now(written, _) = answered(&world, praise(By::Link(link.clone()))).await.unwrap().unwrap() else { panic!() };
        let peer = world.hire().await;
        let told = forget(&world.call(peer), By::Invitation(id)).await.unwrap().err();
        assert_eq!(told, Some(ForgetError::NoSuchInvitation));
        for _ in 0..2 {
            forget(&world.call(ada), By::Invitation(id)).await.unwrap().unwrap();
        }
        assert_eq!(world.count("audit_entry where action = 'forgetFeedbackExternal'").await, 1);
        assert!(shown(&world, &link).await.is_none());
        let query = format!("{{ feedback(id: \"{}\") {{ text externalAuthor fromOutside }} }}", written.row.feedback.id);
        let told = Api::over(&world).told(ada, &query).await;
        assert_eq!(text(&told, "feedback.text"), "You listen.");
        assert_eq!(at(&told, "feedback.externalAuthor").to_string(), "null");
        assert_eq!(at(&told, "feedback.fromOutside").to_string(), "true");
        made(&world, ada, asked(ada, &[peer])).await;
        let member = invitations(&world.db).await.unwrap().pop().unwrap().id;
        let told = forget(&world.call(ada), By::Invitation(member)).await.unwrap().err();
        assert_eq!(told, Some(ForgetError::NotExternal));
        let told = forget(&world.call(peer), By::Invitation(member)).await.unwrap().err();
        assert_eq!(told, Some(ForgetError::NoSuchInvitation));
    }
}
