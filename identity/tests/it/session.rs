//! Sessions: renewed, stolen, ended.

use chrono::TimeDelta;
use identity::account::{end_other_sessions, end_session, refresh_session, sign_out};
use kernel::Code;

use crate::{on_both, world::PASSWORD};

on_both! {
    async fn r25_a_refresh_token_is_used_once_and_gives_the_next(world: World) {
        let first = world.ada("ada@example.org").await.issued;
        world.later(TimeDelta::minutes(4));
        let call = world.stranger();
        let second = refresh_session(&call, Some(&first.refresh)).await.unwrap().unwrap();
        assert_eq!(second.session, first.session);
        assert_ne!(second.refresh, first.refresh);
        assert!(world.with(&second.access).await.is_some());
        world.later(TimeDelta::minutes(1));
        let third = refresh_session(&call, Some(&second.refresh)).await.unwrap().unwrap();
        assert!(world.with(&third.access).await.is_some());
        assert!(world.with(&first.access).await.is_none());
        assert_eq!(world.audited("refreshSession", "done").await, 2);
    }
}

on_both! {
    async fn r25_a_lost_answer_is_given_again_for_ten_seconds(world: World) {
        let first = world.ada("ada@example.org").await.issued;
        let call = world.stranger();
        let one = refresh_session(&call, Some(&first.refresh)).await.unwrap().unwrap();
        world.later(TimeDelta::seconds(10));
        let two = refresh_session(&call, Some(&first.refresh)).await.unwrap().unwrap();
        assert_eq!((&one.access, &one.refresh), (&two.access, &two.refresh));
        assert_eq!(one.access_expires_at, two.access_expires_at);
        assert_eq!(one.refresh_expires_at, two.refresh_expires_at);
    }
}

on_both! {
    async fn r25_a_spent_token_that_comes_back_ends_the_session(world: World) {
        let first = world.ada("ada@example.org").await.issued;
        let call = world.stranger();
        let second = refresh_session(&call, Some(&first.refresh)).await.unwrap().unwrap();
        world.later(TimeDelta::milliseconds(10_001));
        assert!(refresh_session(&call, Some(&first.refresh)).await.unwrap().is_err());
        assert!(world.with(&second.access).await.is_none());
        assert!(refresh_session(&call, Some(&second.refresh)).await.unwrap().is_err());
        let theirs = "audit_entry e join organization o on o.id = e.organization_id and o.kind = 'personal' \
             where action = 'refreshSession' and outcome = 'refused' and subject_kind = 'Session'";
        assert_eq!(world.count(theirs).await, 1);
        assert_eq!(world.audited("refreshSession", "refused").await, 2);
    }
}

on_both! {
    /// Also within ten seconds, if the next token was used in between.
    async fn r25_two_holders_of_a_token_are_found_out(world: World) {
        let first = world.ada("ada@example.org").await.issued;
        let call = world.stranger();
        let second = refresh_session(&call, Some(&first.refresh)).await.unwrap().unwrap();
        let third = refresh_session(&call, Some(&second.refresh)).await.unwrap().unwrap();
        assert!(refresh_session(&call, Some(&first.refresh)).await.unwrap().is_err());
        assert!(world.with(&third.access).await.is_none());
    }
}

on_both! {
    async fn r25_at_once_is_once(world: World) {
        let first = world.ada("ada@example.org").await.issued;
        let call = world.stranger();
        let both = tokio::join!(
            refresh_session(&call, Some(&first.refresh)),
            refresh_session(&call, Some(&first.refresh)),
        );
        let (one, two) = (both.0.unwrap().unwrap(), both.1.unwrap().unwrap());
        assert_eq!(one.refresh, two.refresh);
        assert_eq!(world.count("spent_refresh").await, 1);
    }
}

on_both! {
    async fn r25_unused_for_a_week_or_after_a_month_it_is_over(world: World) {
        let idle = world.ada("ada@example.org").await.issued;
        let call = world.stranger();
        let mut used = world.sign_in(&call, "ada@example.org", PASSWORD).await.unwrap().unwrap().issued;
        for _ in 0..4 {
            world.later(TimeDelta::days(7) - TimeDelta::seconds(1));
            used = refresh_session(&call, Some(&used.refresh)).await.unwrap().unwrap();
        }
        assert!(refresh_session(&call, Some(&idle.refresh)).await.unwrap().is_err());
        world.later(TimeDelta::days(2) - TimeDelta::minutes(1));
        used = refresh_session(&call, Some(&used.refresh)).await.unwrap().unwrap();
        assert!(used.access_expires_at <= world.clock.now() + TimeDelta::minutes(5));
        world.later(TimeDelta::minutes(1) + TimeDelta::seconds(4));
        assert!(world.with(&used.access).await.is_none());
        assert!(refresh_session(&call, Some(&used.refresh)).await.unwrap().is_err());
    }
}

on_both! {
    async fn r25_whoever_may_more_signs_in_daily(world: World) {
        let ada = world.ada("ada@example.org").await.issued;
        world.run("update membership set roles = 1", []).await;
        let call = world.stranger();
        let ada = refresh_session(&call, Some(&ada.refresh)).await.unwrap().unwrap();
        assert_eq!(ada.refresh_expires_at - world.clock.now(), TimeDelta::hours(12));
        let anew = world.sign_in(&call, "ada@example.org", PASSWORD).await.unwrap().unwrap().issued;
        assert_eq!(anew.refresh_expires_at - world.clock.now(), TimeDelta::hours(12));
        world.later(TimeDelta::hours(11));
        let anew = refresh_session(&call, Some(&anew.refresh)).await.unwrap().unwrap();
        world.later(TimeDelta::hours(11));
        let anew = refresh_session(&call, Some(&anew.refresh)).await.unwrap().unwrap();
        assert_eq!(anew.refresh_expires_at - world.clock.now(), TimeDelta::hours(2));
        world.later(TimeDelta::hours(2));
        assert!(refresh_session(&call, Some(&anew.refresh)).await.unwrap().is_err());
    }
}

on_both! {
    async fn r26_a_session_that_ended_opens_nothing(world: World) {
        let ada = world.ada("ada@example.org").await.issued;
        let call = world.with(&ada.access).await.unwrap();
        sign_out(&call).await.unwrap();
        assert!(world.with(&ada.access).await.is_none());
        let refused = refresh_session(&world.stranger(), Some(&ada.refresh)).await.unwrap();
        assert!(refused.is_err());
        assert_eq!(world.audited("signOut", "done").await, 1);
        assert_eq!(sign_out(&world.stranger()).await.unwrap_err().code, Code::Unauthenticated);
    }
}

on_both! {
    async fn r30_people_end_their_own_sessions_and_no_others(world: World) {
        let ada = world.ada("ada@example.org").await.issued;
        let grace = world.ada("grace@example.org").await.issued;
        let phone = world.sign_in(&world.stranger(), "ada@example.org", PASSWORD).await;
        let phone = phone.unwrap().unwrap().issued;
        let laptop = world.sign_in(&world.stranger(), "ada@example.org", PASSWORD).await;
        let laptop = laptop.unwrap().unwrap().issued;
        let call = world.with(&ada.access).await.unwrap();
        for id in [grace.session, kernel::SessionId(world.clock.id())] {
            assert_eq!(end_session(&call, id).await.unwrap_err().code, Code::NotFound);
        }
        end_session(&call, phone.session).await.unwrap();
        assert!(world.with(&phone.access).await.is_none());
        assert_eq!(end_other_sessions(&call).await.unwrap(), 1);
        assert!(world.with(&laptop.access).await.is_none());
        assert!(world.with(&ada.access).await.is_some());
        assert!(world.with(&grace.access).await.is_some());
        assert_eq!(world.audited("endSession", "done").await, 1);
        assert_eq!(world.audited("endOtherSessions", "done").await, 1);
    }
}
