//! Candidates whose time is over, or who take their consent back: nothing of them is left; and
//! referees from outside, who are forgotten.

use chrono::TimeDelta;
use feedback::{
    candidates::{
        Standing,
        erase::{EraseError, WithdrawError, erase, sweep, withdraw},
        evaluate::EvaluateError,
        form::ConsentError,
    },
    requests::{
        By,
        answer::{Respond, RespondError, Responded, respond},
        ask::Ask,
        forget::forget,
    },
};
use kernel::{CandidateId, Code, MembershipId, Scope};

use crate::{
    answers::{answered, praise},
    asking::{external, made},
    candidates::{about, consented, consenting, invited, link, opinion, said, shown, taken_in},
    links, on_both,
    people::administrator,
    traces::everything,
    world::World,
};

/// A referee from outside who is asked about them, and answers.
async fn referred(world: &World, id: CandidateId, ada: MembershipId) -> String {
    let input = Ask { externals: vec![external("eva@canary.example")], ..about(id, ada, &[]) };
    made(world, ada, input).await;
    let (link, _) = links::link(world).await;
    let mut desk = world.desk(ada);
    desk.viewer = kernel::Viewer::default();
    let input = Respond {
        name: Some("Eva Canary".into()),
        text: "Canary sings.".into(),
        ..praise(By::Link(link.clone()))
    };
    let told = respond(&world.stranger(), &desk, &world.step(), input, None).await;
    assert!(matches!(told.unwrap().unwrap(), Responded::Evaluated(_)));
    link
}

on_both! {
    async fn referees_answer_by_a_link_and_are_forgotten_by_it(world: World) {
        let mut world = world;
        let (_, ada, id, _) = consenting(&mut world).await;
        let link = referred(&world, id, ada).await;
        let form = links::shown(&world, &link).await.unwrap();
        assert_eq!(form.about.as_deref(), Some("Cleo Canary"));
        assert_eq!(world.count("candidate_evaluation where author_name = 'Eva Canary'").await, 1);
        assert_eq!(world.count("feedback").await, 0);
        forget(&world.stranger(), By::Link(link)).await.unwrap().unwrap();
        assert_eq!(world.count("candidate_evaluation where author_name is null").await, 1);
    }
}

/// Tables that still hold something of a candidate or of what was written about them.
async fn left(world: &World) -> Vec<(String, String)> {
    let all = everything(world).await.into_keys();
    all.filter(|(_, row)| row.contains("canary") || row.contains(&hex("canary"))).collect()
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

on_both! {
    /// Everything in the database is searched for them: on their last day it is all there, and on
    /// the next none of it.
    async fn r53_nothing_of_them_is_left_after_their_last_day(world: World) {
        let mut world = world;
        let (_, ada, id, link) = consenting(&mut world).await;
        let bob = world.hire().await;
        let competency = world.competency(world.home).await;
        let mut input = about(id, ada, &[bob]);
        input.competencies = vec![competency];
        made(&world, ada, input).await;
        referred(&world, id, ada).await;
        said(&world, ada, opinion(id, "Canary hums.")).await.unwrap();
        let tables: Vec<_> = left(&world).await.into_iter().map(|(table, _)| table).collect();
        for table in ["candidate", "candidate_evaluation", "feedback_invitation", "feedback_request"] {
            assert!(tables.iter().any(|it| it == table), "{table} of {tables:?}");
        }
        world.later(TimeDelta::days(90));
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0, "on their last day");
        world.later(TimeDelta::days(1));
        let over = Err(vec![EvaluateError::NotConsented]);
        assert_eq!(said(&world, ada, opinion(id, "Late.")).await, over);
        assert_eq!(shown(&world, &link).await.unwrap().standing, Standing::Over);
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 1);
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0);
        assert_eq!(left(&world).await, []);
        for table in ["candidate", "candidate_evaluation", "feedback_request", "feedback_invitation", "feedback_request_competency"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        assert!(shown(&world, &link).await.is_none());
    }
}

on_both! {
    async fn who_says_nothing_in_two_weeks_is_erased(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let id = taken_in(&world, admin, admin).await;
        let link = link(&world, id).await.unwrap();
        world.later(TimeDelta::days(14));
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0);
        world.later(TimeDelta::days(1));
        assert_eq!(consented(&world, &link, "8").await.unwrap_err(), ConsentError::Over);
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 1);
        assert_eq!(left(&world).await, []);
    }
}

on_both! {
    async fn r55_one_who_cannot_be_erased_keeps_nobody_else(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let stuck = taken_in(&world, admin, admin).await;
        // What no table of ours does: it holds on to them.
        world.run("create table keeper (organization_id uuid, candidate_id uuid, \
                   foreign key (organization_id, candidate_id) \
                   references candidate (organization_id, id))", []).await;
        world.run("insert into keeper select organization_id, id from candidate", []).await;
        let other = taken_in(&world, admin, admin).await;
        let (kept, gone) = (link(&world, stuck).await.unwrap(), link(&world, other).await.unwrap());
        world.later(TimeDelta::days(15));
        assert_eq!(shown(&world, &gone).await.unwrap().standing, Standing::Over);
        assert!(sweep(&world.db, &world.clock).await.is_err());
        assert!(shown(&world, &kept).await.is_some() && shown(&world, &gone).await.is_none());
        world.run("delete from keeper", []).await;
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 1);
    }
}

on_both! {
    async fn they_take_their_consent_back_and_all_is_gone_at_once(world: World) {
        let mut world = world;
        let (_, ada, id, link) = consenting(&mut world).await;
        let bob = world.hire().await;
        made(&world, ada, about(id, ada, &[bob])).await;
        let open = By::Invitation(invited(&world, bob).await);
        referred(&world, id, ada).await;
        world.writable = false;
        let call = world.stranger();
        let (one, two) = tokio::join!(withdraw(&call, &link), withdraw(&call, &link));
        let both = [one.unwrap(), two.unwrap()];
        assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1, "{both:?}");
        world.writable = true;
        assert_eq!(left(&world).await, []);
        assert_eq!(withdraw(&call, &link).await.unwrap(), Err(WithdrawError::NoSuchLink));
        let entry = "audit_entry where action = 'withdrawCandidateConsent' and actor_id is null";
        assert_eq!(world.count(entry).await, 1);
        // Who was asked has nothing to answer any more.
        let told = answered(&world, bob, praise(open), None).await.unwrap().unwrap_err();
        assert_eq!(told, [RespondError::NotAsked]);
        let told = said(&world, ada, opinion(id, "Late.")).await;
        assert_eq!(told, Err(vec![EvaluateError::NoSuchCandidate]));
    }
}

on_both! {
    async fn who_is_responsible_has_them_erased_and_who_is_asked_does_not(world: World) {
        let mut world = world;
        let (_, ada, id, _) = consenting(&mut world).await;
        let (bob, other) = (world.hire().await, world.hire().await);
        made(&world, ada, about(id, ada, &[bob])).await;
        assert_eq!(erase(&world.call(bob), id).await.unwrap_err().code, Code::Forbidden);
        let unknown = Err(EraseError::NoSuchCandidate);
        assert_eq!(erase(&world.call(other), id).await.unwrap(), unknown);
        world.writable = false;
        assert_eq!(erase(&world.call(ada), id).await.unwrap(), Ok(()));
        assert_eq!(erase(&world.call(ada), id).await.unwrap(), unknown);
        assert_eq!(left(&world).await, []);
        let entry = "audit_entry where action = 'eraseCandidate' and outcome = 'done'";
        assert_eq!(world.count(entry).await, 1);
    }
}
